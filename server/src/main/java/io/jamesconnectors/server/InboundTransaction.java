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

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.apache.james.core.MailAddress;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.Verdict;

/**
 * What has been decided since MAIL. It lies in the session's transaction state, so it ends with the transaction however that ends; only the session's own
 * thread uses it. All is decided by the rules that were in force at MAIL.
 */
final class InboundTransaction {
    private static final AttachmentKey<InboundTransaction> KEY = AttachmentKey.of("io.jamesconnectors.inbound.transaction", InboundTransaction.class);
    private static final int MOST_AWAITING = 10_000;

    private final InboundRules rules;
    private final OriginatorHeader header = new OriginatorHeader();
    private final MessageIdField messageId = new MessageIdField();
    private final List<Awaiting> awaiting = new ArrayList<>();
    private final Map<ConnectorName, Admitted> admitted = new LinkedHashMap<>();
    private final Map<ConnectorName, Set<MailAddress>> recipientsOf = new HashMap<>();
    private final Set<MailAddress> named = new HashSet<>(2);
    private final Set<ConnectorName> counted = new HashSet<>(2);
    private Optional<ConnectorName> recipientCameBy = Optional.empty();
    private Optional<ConnectorName> strangerBy = Optional.empty();
    private boolean granted;
    private boolean cut;
    private long size;
    private long mostBytes = Long.MAX_VALUE;

    private InboundTransaction(InboundRules rules) {
        this.rules = rules;
    }

    /** A new transaction, in place of any before. */
    static InboundTransaction begin(SMTPSession session, InboundRules rules) {
        InboundTransaction begun = new InboundTransaction(rules);
        session.setAttachment(KEY, begun, State.Transaction);
        return begun;
    }

    /** The transaction under way; a new one by {@code current} rules where there is none. */
    static InboundTransaction of(SMTPSession session, Supplier<InboundRules> current) {
        return underWay(session).orElseGet(() -> begin(session, current.get()));
    }

    /** The transaction under way. */
    static Optional<InboundTransaction> underWay(SMTPSession session) {
        return session.getAttachment(KEY, State.Transaction);
    }

    InboundRules rules() {
        return rules;
    }

    /** A recipient is taken, as far as connectors are concerned. The mail belongs to the connector of the first one that belongs to any. */
    void admit(MailAddress recipient, ConnectionFacts facts, Decision decision) {
        named.add(recipient);
        granted |= decision.verdict() == Verdict.GRANT_RELAY;
        recipientCameBy = decision.connector();
        strangerBy = strangerBy.or(() -> InboundTrace.strangerBy(decision));
        decision.connector().ifPresent(connector -> {
            admitted.putIfAbsent(connector, new Admitted(facts, decision));
            recipientsOf.computeIfAbsent(connector, first -> new HashSet<>(2)).add(recipient);
            rules.connector(connector).filter(found -> found.limits().maxMessageSize() > 0)
                .ifPresent(found -> mostBytes = Math.min(mostBytes, found.limits().maxMessageSize()));
        });
    }

    /** A recipient is being decided; nobody knows yet whose its mail is. */
    void nextRecipient() {
        recipientCameBy = Optional.empty();
    }

    /**
     * The connector that the mail belongs to as far as the recipient is concerned that was decided last; empty where it belongs to none, or the header must
     * tell.
     */
    Optional<ConnectorName> recipientCameBy() {
        return recipientCameBy;
    }

    /** The connector that the mail belongs to. */
    Optional<InboundConnector> owner() {
        return admitted.keySet().stream().findFirst().flatMap(rules::connector);
    }

    /** A recipient is taken until the header is there; false when there are too many of these. */
    boolean await(MailAddress recipient, ConnectionFacts facts) {
        named.add(recipient);
        return awaiting.size() < MOST_AWAITING && awaiting.add(new Awaiting(recipient, facts));
    }

    /**
     * These are the recipients of the message: whom somebody else has refused after all, as nobody's mailbox, has no part in it. Where there are others than those that
     * were named at RCPT, nobody can tell whom they stand for, and all keep their part.
     */
    void keepOnly(Collection<MailAddress> recipients) {
        if (named.containsAll(recipients)) {
            Set<MailAddress> taken = new HashSet<>(recipients);
            awaiting.removeIf(each -> !taken.contains(each.recipient()));
            admitted.keySet().removeIf(connector -> Collections.disjoint(taken, recipientsOf.getOrDefault(connector, Set.of())));
        }
    }

    /** The recipients that are decided at the end of DATA. */
    List<Awaiting> awaiting() {
        return awaiting;
    }

    /** By connector, the first recipient that belonged to it. */
    Map<ConnectorName, Admitted> admitted() {
        return admitted;
    }

    /** Whether relaying was granted to a recipient that was taken. */
    boolean granted() {
        return granted;
    }

    /** Counts this message for the connector, once, when {@code place} says that there is a place. */
    boolean countsFor(ConnectorName connector, BooleanSupplier place) {
        return counted.contains(connector) || place.getAsBoolean() && counted.add(connector);
    }

    /** The next line of the message, as sent; false when it is not worth keeping, since the message is too large already. */
    boolean line(byte[] line) {
        if (isEnd(line)) {
            return true;
        }
        header.line(line);
        messageId.line(line);
        size += line.length > 0 && line[0] == '.' ? line.length - 1 : line.length; // the dot that SMTP adds (RFC 5321 §4.5.2)
        cut |= size > mostBytes;
        return !cut;
    }

    OriginatorHeader header() {
        return header;
    }

    /** The connector of ours by which a stranger's domain came; empty where none did. */
    Optional<ConnectorName> strangerBy() {
        return strangerBy;
    }

    MessageIdField messageId() {
        return messageId;
    }

    /** The bytes of the message so far. */
    long size() {
        return size;
    }

    /** Whether lines of the message were not kept. */
    boolean isCut() {
        return cut;
    }

    static boolean isEnd(byte[] line) {
        return line.length == 3 && line[0] == '.' && line[1] == '\r' && line[2] == '\n';
    }

    /** A recipient that is decided when the header is there. */
    record Awaiting(MailAddress recipient, ConnectionFacts facts) {
    }

    /** A recipient and why it was taken. */
    record Admitted(ConnectionFacts facts, Decision decision) {
    }
}
