/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.jamesconnectors.mailets;

import java.util.Optional;

import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.RetrySchedule;

/**
 * In whose name mail waits, and for how long.
 *
 * @param connector the connector, or the name that a rule has given where there is none of that name
 * @param retry when it is tried again, and when it is returned
 * @param toldInstead who hears of it in the place of its sender
 * @param hostsOfItsOwn whether its mail goes to smart hosts, or to the hosts of domains that it names; not to those of any domain
 */
record Holder(ConnectorName connector, RetrySchedule retry, Optional<MailAddress> toldInstead, boolean hostsOfItsOwn) {

    static Holder of(OutboundConnector connector, Optional<MailAddress> toldInstead) {
        boolean hostsOfItsOwn = connector.route() instanceof OutboundConnector.Route.SmartHosts
            || !connector.recipientDomains().isEmpty() && connector.recipientDomains().stream().noneMatch(DomainPattern.Any.class::isInstance);
        return new Holder(connector.name(), connector.retry(), toldInstead, hostsOfItsOwn);
    }

    /** For mail that a rule has sent to a connector that does not exist; ordinary delivery says how long it waits. */
    static Holder ofRule(Mail mail) {
        return new Holder(
            Ways.named(mail).orElseThrow(() -> new IllegalStateException("mail " + mail.getName() + ": no rule (expected: one that names a connector)")),
            OutboundConnector.DEFAULT_ROUTE.retry(), Optional.empty(), false);
    }
}
