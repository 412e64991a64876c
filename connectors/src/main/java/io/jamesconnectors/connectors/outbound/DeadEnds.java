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
package io.jamesconnectors.connectors.outbound;

import java.util.Optional;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;

/**
 * Recipients of whom a server without mailboxes knows that they exist nowhere. An {@code authoritative} domain says that there are none elsewhere either, so a
 * recipient there exists only if an outbound connector leads to it: to a smart host, or because it names the domain. By MX the mail would come back to us, also
 * where the connector for {@code *} says MX.
 */
public final class DeadEnds {

    private DeadEnds() {
    }

    /** Whether a recipient in that domain exists nowhere. */
    public static boolean hold(Connectors connectors, OutboundRoutes routes, Optional<DomainName> recipientDomain, Optional<DomainName> senderDomain) {
        return recipientDomain.flatMap(connectors::acceptedDomain).filter(accepted -> accepted.type() == AcceptedDomain.Type.AUTHORITATIVE).isPresent()
            && routes.route(recipientDomain, senderDomain).connector().filter(connector -> leadsTo(connector, recipientDomain.orElseThrow())).isEmpty();
    }

    private static boolean leadsTo(OutboundConnector connector, DomainName domain) {
        return connector.route() instanceof OutboundConnector.Route.SmartHosts
            || connector.recipientDomains().stream().anyMatch(pattern -> !(pattern instanceof DomainPattern.Any) && pattern.covers(domain));
    }
}
