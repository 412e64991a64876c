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
package io.jamesconnectors.connectors.inbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.candidates.CandidateList;
import io.jamesconnectors.connectors.candidates.Candidacy;
import io.jamesconnectors.connectors.candidates.Candidates;

/** What became of all inbound connectors in one decision. What the decision says of a connector itself goes before what is said of it here. */
final class Contest {
    private static final int SHOWN = 3;

    private final ConnectionFacts facts;
    private final boolean hasCertificate;
    private final CandidateList candidates;

    /** @param most how many are told of one by one */
    Contest(ConnectionFacts facts, int most) {
        this.facts = facts;
        this.hasCertificate = facts.tls().flatMap(TlsFacts::certificate).isPresent();
        this.candidates = new CandidateList(most);
    }

    /** The decision with all of its reasons. */
    void settled(Decision decision, Optional<Reason> ofOwner) {
        decision.connector().ifPresent(connector -> candidates.add(connector,
            decision.verdict() == Verdict.REFUSE ? Candidacy.Outcome.REFUSED : Candidacy.Outcome.CHOSEN,
            Stream.concat(Stream.of(decision.decidedBy()), ofOwner.stream()).filter(reason -> reason.connector().equals(decision.connector())).findFirst()
                .orElse(decision.decidedBy())));
        candidates.lost(decision.reasons());
        ofOwner.ifPresent(reason -> candidates.lost(List.of(reason))); // whose mail it may be when the header is there, and the server decides without
    }

    /** The partner connectors that cover the sender: those that the decision did not come to are less specific than others, or none was asked. */
    void partners(List<List<Terms>> levels, @Nullable Cause passedOver) {
        for (List<Terms> level : levels) {
            for (Terms term : level) {
                @Nullable Cause apart = passedOver == null ? term.partner().apart(facts) : passedOver;
                candidates.lost(term.connector(), apart == null ? Cause.LESS_SPECIFIC.code() : apart.code(),
                    () -> term.reason(apart == null ? Cause.LESS_SPECIFIC : apart).sentence());
            }
        }
    }

    /** A connector that nothing about the client, or the sender, led to. */
    void apart(InboundConnector connector) {
        @Nullable Cause apart = Cause.apart(connector, facts.listener());
        if (apart != null) {
            candidates.lost(connector.name(), apart.code(), () -> subject(connector) + ", " + apart.words() + ".");
        } else if (connector.type() == ConnectorType.PARTNER) {
            candidates.lost(connector.name(), "other-sender", () -> subject(connector) + " does not cover the sender.");
        } else {
            candidates.lost(connector.name(), missed(connector), () -> missing(connector));
        }
    }

    void turnedAway(InboundConnector connector) {
        candidates.lost(connector.name(), "turned-away", () -> "The client is turned away at this listener before any connector is asked.");
    }

    Candidates done() {
        return candidates.done();
    }

    private String missed(InboundConnector connector) {
        if (connector.certificate().isEmpty()) {
            return Cause.OTHER_ADDRESS.code();
        }
        return hasCertificate ? Cause.CERTIFICATE_NAME.code() : Cause.CERTIFICATE_NONE.code();
    }

    private String missing(InboundConnector connector) {
        List<String> parts = new ArrayList<>(2);
        names(connector).ifPresent(names -> parts.add(names + ", " + (hasCertificate ? Cause.CERTIFICATE_NAME : Cause.CERTIFICATE_NONE).words()));
        addresses(connector).ifPresent(addresses -> parts.add(addresses + ", " + Cause.OTHER_ADDRESS.words()));
        return String.join("; ", parts) + ".";
    }

    /** What a connector looks for, first of all. */
    private static String subject(InboundConnector connector) {
        return connector.type() == ConnectorType.PARTNER
            ? "senderDomains " + few(connector.senderDomains().stream().map(DomainPattern::asString), connector.senderDomains().size())
            : names(connector).or(() -> addresses(connector)).orElse("The connector");
    }

    private static Optional<String> names(InboundConnector connector) {
        return connector.certificate()
            .map(wanted -> "tlsSenderCertificateName " + few(wanted.names().stream().map(DomainPattern::asString), wanted.names().size()));
    }

    private static Optional<String> addresses(InboundConnector connector) {
        int all = connector.senderIPAddresses().size() + connector.publishedAddresses().size();
        return all == 0 ? Optional.empty() : Optional.of("senderIPAddresses "
            + few(Stream.concat(connector.senderIPAddresses().stream().map(Cidr::toString), connector.publishedAddresses().stream()), all));
    }

    private static String few(Stream<String> all, int count) {
        return all.limit(SHOWN).collect(Collectors.joining(", ")) + (count > SHOWN ? " and " + (count - SHOWN) + " more" : "");
    }
}
