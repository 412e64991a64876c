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
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.connectors.outbound.SubmissionDecision;
import io.jamesconnectors.matchers.OutboundAttributes;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.session.Phase;

/**
 * Finds the way of each recipient of a mail, by the configuration in force: by the connector that a rule has named ({@link OutboundAttributes#CONNECTOR}),
 * whether it exists or not, else where {@link Placing} says that the recipient lives; and what the sending option of the connector says of the mail. Mail of
 * old devices waits where the connector demands no modern TLS. What nobody can place at the moment waits in the queue of ordinary delivery.
 */
final class Ways {
    private static final Reason RULED = Reason.of("named-by-rule", "A rule names this connector.");

    private final RouteTable table;
    private final Placing placing;
    private final Submissions submissions;

    Ways(RouteTable table, Placing placing) {
        this.table = table;
        this.placing = placing;
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
        for (MailAddress recipient : mail.getRecipients()) {
            ways.put(recipient, rule.isPresent() ? ruled(rule.get(), mail, recipient) : placed(placing.place(mail, recipient), mail, recipient));
        }
        return ways;
    }

    /** In whose name the mail waits for a connector. */
    Holder holder(OutboundConnector connector, Mail mail) {
        boolean rewritten = placing.rewrittenSender(connector, Submissions.sender(mail)).isPresent();
        return Holder.of(connector, rewritten ? Optional.empty() : submissions.toldInstead(connector, mail));
    }

    private Way ruled(ConnectorName name, Mail mail, MailAddress recipient) {
        Optional<OutboundConnector> connector = name.equals(OutboundConnector.DEFAULT_ROUTE.name()) ? Optional.of(OutboundConnector.DEFAULT_ROUTE) : table.routes().named(name);
        return connector.map(known -> by(known, mail, Recipients.address(recipient), Recipients.domain(recipient), false, RULED)).orElseGet(() -> unroutable(name));
    }

    private Way placed(RecipientPlace place, Mail mail, MailAddress recipient) {
        if (place instanceof RecipientPlace.Outside outside) {
            return by(outside.route().connectorOrDefault(), mail, Recipients.address(recipient), Recipients.domain(recipient), outside.crosses(), place.decidedBy());
        }
        if (place instanceof RecipientPlace.OtherSide other) {
            String there = other.envelopeRecipient();
            return by(other.connector(), mail, there, DomainName.tryParse(there.substring(there.lastIndexOf('@') + 1)), true, place.decidedBy());
        }
        if (place instanceof RecipientPlace.Here) {
            return new Way.Home();
        }
        if (place instanceof RecipientPlace.Deferred deferred) {
            return new Way.Held(OutboundConnector.DEFAULT_ROUTE.name(), QueueNames.of(OutboundConnector.DEFAULT_ROUTE.name()), recipient.getDomain().asString(),
                Optional.of(failure(Failure.Kind.TRANSIENT, deferred.reply(), deferred.decidedBy().sentence())));
        }
        return place instanceof RecipientPlace.Looping loop
            ? new Way.Refused(OutboundConnector.DEFAULT_ROUTE, failure(Failure.Kind.PERMANENT, loop.reply(),
                "came by " + loop.cameBy() + ", would leave by " + loop.wouldLeaveBy() + ": " + loop.decidedBy().sentence()))
            : new Way.Refused(OutboundConnector.DEFAULT_ROUTE, failure(Failure.Kind.PERMANENT, ((RecipientPlace.Refused) place).reply(), place.decidedBy().sentence()));
    }

    /** @param recipient RCPT TO */
    private Way by(OutboundConnector connector, Mail mail, String recipient, Optional<DomainName> domain, boolean crosses, Reason why) {
        if (!connector.enabled()) {
            return new Way.Held(connector.name(), QueueNames.of(connector.name()),
                connector.route() instanceof Route.MxRecords ? domain.map(DomainName::asString).orElse("") : "", Optional.empty());
        }
        String sender = Submissions.sender(mail);
        SubmissionDecision decision = submissions.decide(connector, mail, placing.rewrittenSender(connector, sender).orElse(sender), recipient);
        if (decision instanceof SubmissionDecision.Refuse refuse) {
            return new Way.Refused(connector, new Failure(Failure.Kind.PERMANENT, Phase.LOOKUP, "", "", 550, refuse.code(), refuse.text(),
                "the option of the connector forbids it: nothing was connected"));
        }
        Way.Sent sent = new Way.Sent(connector, (SubmissionDecision.Send) decision, recipient, domain, crosses, why);
        Optional<Failure> obstacle = LegacyMail.obstacle(connector, mail);
        return obstacle.isEmpty() ? sent : new Way.Held(connector.name(), sent.queue(), sent.domain(), obstacle);
    }

    private static Way unroutable(ConnectorName name) {
        return new Way.Held(name, QueueNames.of(name), "", Optional.of(new Failure(Failure.Kind.TRANSIENT, Phase.LOOKUP, "", "", 451, new EnhancedCode(4, 4, 4), "Unable to route",
            "connector of a rule: " + name + " (expected: an outbound connector that is not in test mode)")));
    }

    private static Failure failure(Failure.Kind kind, SmtpReply reply, String reason) {
        return new Failure(kind, Phase.LOOKUP, "", "", reply.code(), reply.enhanced(), reply.text(), reason);
    }
}
