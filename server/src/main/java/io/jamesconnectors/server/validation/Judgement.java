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
package io.jamesconnectors.server.validation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.Identification;
import io.jamesconnectors.connectors.inbound.Verdict;
import io.jamesconnectors.server.played.PlayedPeer.Decided;
import io.jamesconnectors.smtp.validate.Step.Outcome;
import io.jamesconnectors.smtp.wire.Reply;

/**
 * What to think of an answer to the peer that was played.
 *
 * @param what what was found
 * @param remedy what to do about it; empty where nothing is to be done
 */
record Judgement(Outcome outcome, String what, String remedy) {
    /** When there was no session at all. */
    static final String AT_ONCE = "when it connects";
    private static final int MOST_REASONS = 4;

    /** A recipient of ours: whoever the connector stands for may reach it. */
    static Judgement inside(Reply reply, Optional<Decided> decided, Outcome atWorst) {
        boolean refusedByUs = refusal(decided);
        if (reply.isPositive()) {
            return new Judgement(Outcome.OK, reply.asString(), "");
        }
        return refusedByUs ? new Judgement(atWorst, reply.asString() + "; " + why(decided), "")
            : new Judgement(Outcome.WARNING, reply.asString() + "; no connector refuses it, the server itself does",
                "Where that is no recipient of yours, this is no trouble; else see the handlers of smtpserver.xml.");
    }

    /** A recipient outside: own mail may go there, that of a partner may not. */
    static Judgement outside(InboundConnector connector, Reply reply, Optional<Decided> decided, Outcome atWorst) {
        boolean relays = connector.type() != ConnectorType.PARTNER;
        if (reply.isPositive() && decided.filter(found -> found.decision().verdict() == Verdict.ORDINARY).isPresent()) {
            return new Judgement(Outcome.WARNING, reply.asString() + "; " + why(decided), "The server itself relays for this address. Where that is not meant, see <authorizedAddresses> in smtpserver.xml.");
        }
        if (reply.isPositive() != relays) {
            return relays ? new Judgement(atWorst, reply.asString() + "; " + why(decided), "")
                : new Judgement(Outcome.WARNING, reply.asString() + "; " + why(decided), "Mail of this peer may go anywhere, by another connector.");
        }
        return new Judgement(Outcome.OK, reply.asString() + (relays ? "" : " (as it must be: it relays nothing)"), "");
    }

    /** A stranger was told no. */
    static Judgement turnedAway(String when, Reply reply, Optional<Decided> decided, Set<String> expected) {
        String what = "turned away " + when + ": " + reply.asString();
        if (!refusal(decided)) {
            return new Judgement(Outcome.WARNING, what + "; the server itself says so, and what the connectors would say is not known", "See the handlers of smtpserver.xml.");
        }
        boolean known = when.equals(AT_ONCE) || expected.stream().anyMatch(code -> reply.asString().startsWith(code + " "));
        return known ? new Judgement(Outcome.OK, what, "")
            : new Judgement(Outcome.FAILED, what + " (expected: " + String.join(" or ", new TreeSet<>(expected)) + "); " + why(decided), "");
    }

    /** A stranger was told yes. */
    static Judgement letIn(ConnectorName connector, Stranger stranger, Reply reply, Optional<Decided> decided) {
        String what = "let in, to RCPT TO:<" + stranger.recipient() + "> from <" + stranger.sender() + ">: " + reply.asString() + "; " + why(decided);
        if (decided.filter(found -> found.decision().verdict() == Verdict.AWAIT_MESSAGE).isPresent()) {
            return new Judgement(Outcome.OK, "let in for now, to RCPT TO:<" + stranger.recipient() + "> from <" + stranger.sender() + ">: " + reply.asString()
                + "; the header of the message must prove the tenant, and is not tried here", "");
        }
        if (!stranger.tls() && decided.flatMap(found -> found.decision().connector()).filter(name -> !name.equals(connector)).isPresent()) {
            return new Judgement(Outcome.WARNING, what, "Another connector asks for no TLS there.");
        }
        return new Judgement(Outcome.FAILED, what, decided.filter(found -> found.decision().verdict() == Verdict.ORDINARY && found.decision().connector().isEmpty()).isPresent()
            ? "Nothing restricts this sender, or the server itself relays for this address: see <authorizedAddresses> in smtpserver.xml."
            : "Whoever comes so is taken for the peer: see the terms of the connector that is named, or whether it is switched off.");
    }

    /** Whether the connector is the one. */
    static Judgement verdict(InboundConnector connector, List<Decided> all, Outcome atWorst) {
        if (!connector.enabled()) {
            return new Judgement(Outcome.FAILED, "not chosen: it is switched off", "Switch it on.");
        }
        Optional<Decision> chosen = all.stream().map(Decided::decision)
            .filter(decision -> decision.verdict() != Verdict.REFUSE && decision.connector().filter(connector.name()::equals).isPresent()).findFirst();
        if (chosen.isPresent()) {
            return new Judgement(Outcome.OK, "chosen" + chosen.get().identifiedBy().map(by -> ", by " + by.asString()).orElse("")
                + (chosen.get().verdict() == Verdict.AWAIT_MESSAGE ? "; the header of the message must prove the tenant" : "") + ": " + chosen.get().decidedBy().sentence(), "");
        }
        if (all.isEmpty()) {
            return new Judgement(Outcome.FAILED, "not chosen: nothing was decided about this peer", "See what the server answered.");
        }
        Decided last = all.get(0);
        Optional<String> other = last.decision().connector().filter(name -> !name.equals(connector.name())).map(name -> "'" + name + "'");
        String by = last.decision().identifiedBy().map(Identification::asString).map(identified -> " (by " + identified + ")").orElse("");
        return new Judgement(atWorst, "not chosen" + other.map(name -> ", but " + name + by).orElse("") + ": " + about(connector, last), needs(connector));
    }

    /** The certificate that would identify a peer of this connector; empty where none does. */
    static String wanted(InboundConnector connector) {
        return connector.certificate().map(Judgement::names).map(names -> "a certificate for " + names).orElse("");
    }

    private static String needs(InboundConnector connector) {
        String certificate = wanted(connector);
        boolean byAddress = !connector.senderIPAddresses().isEmpty() || !connector.publishedAddresses().isEmpty();
        return certificate.isEmpty() ? byAddress ? "Name another address (--address), or see what explains the decision." : ""
            : "Show " + certificate + " (--certificate, --key)" + (byAddress ? ", or name another address (--address)." : ".");
    }

    private static String names(SenderCertificate certificate) {
        return certificate.names().stream().limit(MOST_REASONS).map(DomainPattern::asString).collect(Collectors.joining(", "))
            + (certificate.names().size() > MOST_REASONS ? " and others" : "");
    }

    private static boolean refusal(Optional<Decided> decided) {
        return decided.filter(found -> found.decision().verdict() == Verdict.REFUSE).isPresent();
    }

    /** What is said of this connector comes first. */
    private static String about(InboundConnector connector, Decided decided) {
        return decided.decision().reasons().stream()
            .sorted(Comparator.comparing(reason -> reason.connector().filter(connector.name()::equals).isEmpty()))
            .limit(MOST_REASONS).map(Reason::toString).collect(Collectors.joining(" "));
    }

    private static String why(Optional<Decided> decided) {
        return decided.map(found -> found.decision().reasons().stream().limit(MOST_REASONS).map(Reason::toString).collect(Collectors.joining(" ")))
            .orElse("no connector was asked");
    }
}
