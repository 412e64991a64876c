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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.connectors.inbound.TlsFacts;
import io.jamesconnectors.connectors.inbound.Verdict;
import io.jamesconnectors.server.played.PlayedPeer;
import io.jamesconnectors.server.played.PlayedPeers;

/**
 * Decides at MAIL, RCPT and the end of DATA, writes down each decision, and gives the session the right to relay exactly as far as the decisions go.
 * Every method takes the right back first, so whatever goes wrong afterwards leaves none.
 */
final class Reception {
    private static final Logger LOGGER = LoggerFactory.getLogger(InboundConnectorsHook.class);
    private static final Reason TOO_MANY_AWAIT = Reason.of("tenant-awaited", "Too many recipients await the header of the message.");
    private static final Reason STILL_AWAITS = Reason.of("tenant-unproven", "The header has come, and decides nothing.");

    private final Supplier<InboundRules> current;
    private final DomainList domains;
    private final SessionTls tls;
    private final DoorLimits limits;
    private final DecisionCounters counters;
    private final InboundTrace trace;
    private volatile Optional<Arrival> arrival = Optional.empty();

    Reception(Supplier<InboundRules> current, DomainList domains, SessionTls tls, DoorLimits limits, DecisionCounters counters, InboundTrace trace) {
        this.current = current;
        this.domains = domains;
        this.tls = tls;
        this.limits = limits;
        this.counters = counters;
        this.trace = trace;
    }

    /** From here on messages are looked through when they are there. */
    void use(Arrival atTheEndOfData) {
        arrival = Optional.of(atTheEndOfData);
    }

    /**
     * A client has connected.
     *
     * @return what it is told in place of the greeting; empty when it is greeted
     */
    Optional<SmtpReply> connection(SMTPSession session, Optional<String> listener) {
        InboundRules rules = current.get();
        Optional<Decision> away = rules.turnAway(SessionFacts.listener(session, listener), SessionFacts.clientAddress(session));
        away.ifPresent(decision -> write(session, rules, SessionFacts.ofConnection(session, listener), decision));
        return away.flatMap(Decision::reply);
    }

    /** Whether this client is told that it may say whose mail it hands over. */
    boolean offersXoorg(SMTPSession session, Optional<String> listener) {
        InboundRules rules = current.get();
        return rules.offersXoorg(SessionFacts.listener(session, listener), SessionFacts.clientAddress(session), tls.of(session, rules));
    }

    /**
     * A transaction begins. What would be own mail to the outside is own mail for James's checks of the sender as well; each recipient is still decided
     * by itself.
     *
     * @throws DomainListException when James can't say whether the sender is local
     */
    void mail(SMTPSession session, Optional<String> listener, MaybeSender sender) throws DomainListException {
        RelayGrant.takeBack(session);
        InboundRules rules = current.get();
        InboundTransaction.begin(session, rules);
        Optional<TlsFacts> security = tls.again(session, rules);
        ConnectionFacts facts = SessionFacts.ofMail(session, listener, sender, security);
        Verdict outside = rules.decide(facts).verdict();
        if (outside == Verdict.GRANT_RELAY || outside == Verdict.AWAIT_MESSAGE && ServerAlone.refusesSender(session, facts, domains)) {
            RelayGrant.give(session);
        }
    }

    /**
     * One recipient.
     *
     * @return what the client is told; empty when James goes on
     * @throws DomainListException when James can't say whether the recipient is local
     */
    Optional<SmtpReply> recipient(SMTPSession session, Optional<String> listener, MaybeSender sender, MailAddress recipient) throws DomainListException {
        RelayGrant.takeBack(session);
        InboundTransaction transaction = InboundTransaction.of(session, current);
        transaction.nextRecipient();
        InboundRules rules = transaction.rules();
        ConnectionFacts facts = SessionFacts.of(session, listener, sender, recipient, tls.of(session, rules), rules, domains);
        Decision decision = limited(session, transaction, rules.decide(facts));
        if (decision.verdict() == Verdict.AWAIT_MESSAGE && !transaction.await(recipient, facts)) {
            decision = refused(SmtpReply.TOO_MANY_RECIPIENTS, TOO_MANY_AWAIT, decision);
        }
        write(session, rules, facts, decision);
        if (decision.verdict() == Verdict.GRANT_RELAY || decision.verdict() == Verdict.ORDINARY) {
            transaction.admit(recipient, facts, decision);
        }
        if (decision.verdict() == Verdict.GRANT_RELAY || decision.verdict() == Verdict.AWAIT_MESSAGE && ServerAlone.refuses(session, facts, domains)) {
            RelayGrant.give(session);
        }
        return decision.reply();
    }

    /**
     * The end of DATA: who awaited the header is decided, the message is measured, the mail is marked, and its header looked through.
     *
     * @return what the client is told; empty when James goes on
     * @throws DomainListException when James can't say which domains are its own
     */
    Optional<SmtpReply> message(SMTPSession session, Optional<String> listener, Mail mail) throws DomainListException {
        RelayGrant.takeBack(session);
        InboundTransaction transaction = InboundTransaction.of(session, current);
        transaction.keepOnly(mail.getRecipients());
        Optional<SmtpReply> refusal = settle(session, transaction).or(() -> measure(session, transaction));
        if (refusal.isEmpty()) {
            if (transaction.granted()) {
                RelayGrant.give(session); // the last RCPT may have been one that failed
            }
            InboundMarks.set(mail, session, transaction, SessionFacts.listener(session, listener));
            refusal = arrival.flatMap(there -> there.take(mail, transaction));
            refusal.ifPresentOrElse(reply -> trace.refused(reply, transaction.owner().map(InboundConnector::name), reply.text()), () -> trace.taken(mail, session, transaction, SessionFacts.listener(session, listener)));
        }
        return refusal;
    }

    private Optional<SmtpReply> settle(SMTPSession session, InboundTransaction transaction) throws DomainListException {
        if (transaction.awaiting().isEmpty()) {
            return Optional.empty();
        }
        InboundRules rules = transaction.rules();
        OriginatorOrg header = transaction.header().said();
        Optional<SmtpReply> refusal = Optional.empty();
        for (InboundTransaction.Awaiting awaiting : transaction.awaiting()) {
            ConnectionFacts facts = awaiting.facts().with(header);
            Decision decision = ServerAlone.unless(session, facts, rules.decide(facts), domains);
            if (decision.verdict() == Verdict.AWAIT_MESSAGE) {
                decision = refused(SmtpReply.RELAY_DENIED, STILL_AWAITS, decision);
            }
            write(session, rules, facts, decision);
            if (decision.reply().isEmpty()) {
                transaction.admit(awaiting.recipient(), facts, decision);
            }
            refusal = refusal.or(decision::reply);
        }
        return refusal;
    }

    private Optional<SmtpReply> measure(SMTPSession session, InboundTransaction transaction) {
        for (Map.Entry<ConnectorName, InboundTransaction.Admitted> entry : transaction.admitted().entrySet()) {
            InboundTransaction.Admitted admitted = entry.getValue();
            Optional<Decision> over = transaction.rules().connector(entry.getKey())
                .flatMap(connector -> limits.atMessage(session, transaction, connector).map(limit -> limit.refuse(connector.name(), admitted.decision())));
            if (over.isPresent()) {
                write(session, transaction.rules(), admitted.facts(), over.get());
                return over.get().reply();
            }
        }
        return transaction.isCut() ? Optional.of(SmtpReply.MESSAGE_TOO_LARGE) : Optional.empty();
    }

    private Decision limited(SMTPSession session, InboundTransaction transaction, Decision decision) {
        if (decision.reply().isPresent()) {
            return decision;
        }
        return decision.connector().flatMap(transaction.rules()::connector)
            .flatMap(connector -> limits.atRecipient(session, transaction, connector).map(limit -> limit.refuse(connector.name(), decision)))
            .orElse(decision);
    }

    /** A peer that we play ourselves is told to whoever plays it, and counts nowhere. */
    private void write(SMTPSession session, InboundRules rules, ConnectionFacts facts, Decision decision) {
        String line = DecisionLine.of(rules, facts, decision);
        Optional<PlayedPeer> played = PlayedPeers.on(session);
        LOGGER.info("{}{}", line, played.isPresent() ? " played=yes" : "");
        played.ifPresentOrElse(peer -> peer.decided(facts, decision), () -> {
            counters.count(decision);
            trace.decided(facts, decision);
        });
    }

    private static Decision refused(SmtpReply reply, Reason why, Decision instead) {
        return new Decision(Verdict.REFUSE, Optional.of(reply), instead.connector(), Optional.empty(), List.of(why, instead.decidedBy()));
    }
}
