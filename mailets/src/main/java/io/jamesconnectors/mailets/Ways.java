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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.apache.james.core.MailAddress;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;
import io.jamesconnectors.connectors.outbound.SubmissionDecision;
import io.jamesconnectors.matchers.OutboundAttributes;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.session.Phase;

/**
 * Finds the way of each recipient of a mail, by the configuration in force: the connector that a rule has named ({@link OutboundAttributes#CONNECTOR}), whether it
 * exists or not, else the one that {@link OutboundRoutes} choose; and what its sending option says of the mail. Mail of old devices waits where the connector
 * demands no modern TLS.
 */
final class Ways {
    private final RouteTable table;
    private final Submissions submissions;

    Ways(RouteTable table) {
        this.table = table;
        this.submissions = new Submissions(table::submission);
    }

    /** The connector that a rule has named for the mail. */
    static Optional<ConnectorName> named(Mail mail) {
        return AttributeUtils.getValueAndCastFromMail(mail, OutboundAttributes.CONNECTOR, String.class).map(ConnectorName::parse);
    }

    /** The way of each recipient, in the order of the mail. */
    Map<MailAddress, Way> of(Mail mail) {
        Map<MailAddress, Way> ways = new LinkedHashMap<>();
        Optional<ConnectorName> rule = named(mail);
        Optional<DomainName> sender = mail.getMaybeSender().asOptional().flatMap(Recipients::domain);
        OutboundRoutes routes = table.routes();
        for (MailAddress recipient : mail.getRecipients()) {
            Optional<OutboundConnector> connector = rule.map(name -> named(routes, name))
                .orElseGet(() -> Optional.of(routes.route(Recipients.domain(recipient), sender).connectorOrDefault()));
            ways.put(recipient, connector.map(chosen -> by(chosen, mail, recipient)).orElseGet(() -> unroutable(rule.orElseThrow())));
        }
        return ways;
    }

    /** In whose name the mail waits for a connector. */
    Holder holder(OutboundConnector connector, Mail mail) {
        return Holder.of(connector, submissions.toldInstead(connector, mail));
    }

    private Way by(OutboundConnector connector, Mail mail, MailAddress recipient) {
        if (!connector.enabled()) {
            return new Way.Held(QueueNames.of(connector.name()), connector.route() instanceof Route.MxRecords ? recipient.getDomain().asString() : "", Optional.empty());
        }
        SubmissionDecision decision = submissions.decide(connector, mail, recipient);
        if (decision instanceof SubmissionDecision.Refuse refuse) {
            return new Way.Refused(connector, forbidden(refuse));
        }
        Way.Sent sent = new Way.Sent(connector, (SubmissionDecision.Send) decision, Recipients.address(recipient), Recipients.domain(recipient));
        Optional<Failure> obstacle = LegacyMail.obstacle(connector, mail);
        return obstacle.isEmpty() ? sent : new Way.Held(sent.queue(), sent.domain(), obstacle);
    }

    private static Optional<OutboundConnector> named(OutboundRoutes routes, ConnectorName name) {
        return name.equals(OutboundConnector.DEFAULT_ROUTE.name()) ? Optional.of(OutboundConnector.DEFAULT_ROUTE) : routes.named(name);
    }

    private static Way unroutable(ConnectorName name) {
        return new Way.Held(QueueNames.of(name), "", Optional.of(new Failure(Failure.Kind.TRANSIENT, Phase.LOOKUP, "", "", 451, new EnhancedCode(4, 4, 4), "Unable to route",
            "connector of a rule: " + name + " (expected: an outbound connector that is not in test mode)")));
    }

    private static Failure forbidden(SubmissionDecision.Refuse refuse) {
        return new Failure(Failure.Kind.PERMANENT, Phase.LOOKUP, "", "", 550, refuse.code(), refuse.text(), "the option of the connector forbids it: nothing was connected");
    }
}
