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
package io.jamesconnectors.server;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.explain.ClientFacts;
import io.jamesconnectors.connectors.explain.ClientFactsText;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.Identification;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.connectors.inbound.TlsFacts;
import io.jamesconnectors.matchers.InboundAttributes;
import io.jamesconnectors.trace.TraceEvent;
import io.jamesconnectors.trace.TraceId;
import io.jamesconnectors.trace.TraceNote;
import io.jamesconnectors.trace.TraceSink;
import io.jamesconnectors.trace.TraceTls;

/** Notes mail that is taken, and counts what is refused. Runs on the threads of the SMTP server, so it costs a few objects and waits for nobody. */
final class InboundTrace {
    private static final Set<String> OF_STRANGERS = Set.of("sender-not-accepted", "tenant-unproven");

    private final TraceSink sink;
    private final Clock clock;

    InboundTrace(TraceSink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /** A decision has been made: a refusal is counted, and a stranger's domain that comes by a connector of ours. */
    void decided(ConnectionFacts facts, Decision decision) {
        decision.reply().ifPresent(reply -> {
            refused(reply, decision.connector(), decision.decidedBy().sentence());
            facts.senderDomain().ifPresent(domain -> strangerBy(decision).ifPresent(connector -> stranger(connector, domain.asString(), "")));
        });
    }

    /** The connector whose address or certificate is right, where the sender's domain is none of ours; empty where there is no such. */
    static Optional<ConnectorName> strangerBy(Decision decision) {
        return decision.reasons().stream().filter(reason -> OF_STRANGERS.contains(reason.code())).flatMap(reason -> reason.connector().stream()).findFirst();
    }

    private void stranger(ConnectorName connector, String domain, String messageId) {
        sink.note(new TraceNote.Stranger(clock.instant(), connector.asString(), domain, messageId));
    }

    /** Somebody is refused. */
    void refused(SmtpReply reply, Optional<ConnectorName> connector, String why) {
        sink.note(new TraceNote.Refusal(clock.instant(), connector.map(ConnectorName::asString).orElse(""), reply.code() + " " + reply.enhanced(), why));
    }

    /**
     * A message is taken: it gets its trace id.
     *
     * @param listener what the listener is called
     */
    void taken(Mail mail, SMTPSession session, InboundTransaction transaction, String listener) {
        Instant now = clock.instant();
        String id = TraceId.at(now);
        mail.setAttribute(new Attribute(InboundAttributes.TRACE, AttributeValue.of(id)));
        Optional<InboundConnector> owner = transaction.owner();
        Optional<MailAddress> sender = mail.getMaybeSender().asOptional();
        TraceTls tls = SessionTls.withoutCertificate(session).map(facts -> new TraceTls(facts.version().word(), facts.cipher(), forced(owner)))
            .orElseGet(() -> new TraceTls("", "", forced(owner)));
        ClientFacts client = ClientFacts.of(listener, Optional.ofNullable(session.getUsername()).map(Username::asString), Xoorg.said(session),
            SessionTls.asJudged(session).flatMap(TlsFacts::certificate));
        String connector = owner.map(known -> known.name().asString()).orElse("");
        sink.note(new TraceNote.Arrival(id, now, transaction.messageId().said(), sender.map(MailAddress::asString).orElse(""),
            mail.getRecipients().stream().limit(TraceNote.Arrival.MOST_RECIPIENTS).map(MailAddress::asString).toList(), transaction.size(), connector,
            InetAddresses.toAddrString(SessionFacts.clientAddress(session)), tls, client.asWords(), ClientFactsText.of(client)));
        sender.map(address -> address.getDomain().asString())
            .ifPresent(domain -> strangerBy(transaction, owner, domain).ifPresent(by -> stranger(by, domain, transaction.messageId().said())));
        sink.note(TraceEvent.of(id, now, TraceEvent.Kind.ATTRIBUTE, "", connector, owner.isEmpty() ? "It belongs to no inbound connector."
            : transaction.admitted().values().stream().findFirst().map(InboundTransaction.Admitted::decision).map(InboundTrace::why).orElse("")));
    }

    private Optional<ConnectorName> strangerBy(InboundTransaction transaction, Optional<InboundConnector> owner, String domain) {
        boolean ours = DomainName.tryParse(domain).filter(transaction.rules()::accepts).isPresent();
        return ours ? Optional.empty() : owner.filter(connector -> connector.type() != ConnectorType.PARTNER).map(InboundConnector::name).or(transaction::strangerBy);
    }

    private static String why(Decision decision) {
        return decision.identifiedBy().map(Identification::asString).map(by -> "by " + by + "; ").orElse("") + decision.decidedBy().sentence() + " [" + decision.decidedBy().code() + "]";
    }

    private static boolean forced(Optional<InboundConnector> owner) {
        return owner.flatMap(InboundConnector::minimumTls).isPresent();
    }
}
