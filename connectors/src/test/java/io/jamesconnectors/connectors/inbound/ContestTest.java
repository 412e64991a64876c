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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.LegacyListener;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.candidates.Candidacy;
import io.jamesconnectors.connectors.candidates.Candidates;

/** What is said of all inbound connectors fits what is decided, whatever the configuration. */
class ContestTest {
    private static final int CONFIGURATIONS = 5_000;
    private final long seed = Long.getLong("seed", 1);
    private final RandomWorld world = new RandomWorld(seed);

    @Test
    void tellsOfEveryConnectorOnceAndNeverOtherwiseThanTheDecision() {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < CONFIGURATIONS; i++) {
            Connectors connectors = world.connectors();
            InboundRules rules = InboundRules.of(connectors);
            ConnectionFacts facts = world.facts();
            Decision decision = rules.decide(facts);
            Candidates candidates = rules.candidates(facts, Integer.MAX_VALUE);

            assertThat(candidates.shown()).as("seed %d: %s in %s", seed, facts, connectors).extracting(Candidacy::connector)
                .containsExactlyInAnyOrderElementsOf(connectors.inbound().stream().map(InboundConnector::name).toList());
            assertThat(candidates.shown().stream().filter(candidate -> candidate.outcome() != Candidacy.Outcome.LOST).map(Candidacy::connector).toList())
                .as("seed %d: %s in %s", seed, facts, connectors).isEqualTo(decision.connector().stream().toList());
            decision.connector().ifPresent(name -> assertThat(candidates.shown().get(0).outcome()).isEqualTo(
                decision.verdict() == Verdict.REFUSE ? Candidacy.Outcome.REFUSED : Candidacy.Outcome.CHOSEN));
            for (Candidacy candidate : candidates.shown()) {
                Optional<Reason> said = decision.reasons().stream().filter(reason -> reason.connector().filter(candidate.connector()::equals).isPresent()).findFirst();
                said.filter(reason -> candidate.outcome() == Candidacy.Outcome.LOST).ifPresent(reason ->
                    assertThat(candidate.code()).as("seed %d: %s in %s", seed, decision, connectors).isEqualTo(reason.code()));
                seen.merge(candidate.code(), 1, Integer::sum);
            }
            offAndElsewhere(connectors, facts, candidates);
        }
        System.out.println("contest: seed " + seed + ", " + seen);
        assertThat(seen).as("seed %d", seed).containsKeys("other-sender", "other-address", "certificate-none", "certificate-name", "switched-off", "other-listener",
            "own-mail-first", "recipient-outside", "logged-in", "less-specific", "own-mail", "partner-terms-met");
    }

    /** One that is switched off, or holds for other listeners, is never said to have lost for another reason, but where partners are not asked at all. */
    private void offAndElsewhere(Connectors connectors, ConnectionFacts facts, Candidates candidates) {
        for (Candidacy candidate : candidates.shown()) {
            InboundConnector connector = connectors.inbound().stream().filter(known -> known.name().equals(candidate.connector())).findFirst().orElseThrow();
            String apart = !connector.enabled() ? "switched-off" : connector.holdsFor(facts.listener()) ? "" : "other-listener";
            if (!apart.isEmpty()) {
                assertThat(List.of(apart, "own-mail-first", "recipient-outside", "logged-in", "turned-away", "less-specific"))
                    .as("seed %d: %s of %s", seed, candidate, connector).contains(candidate.code());
            }
        }
    }

    @Test
    void showsTheFirstOfAHundredThousandAndCountsTheRest() {
        List<InboundConnector> many = IntStream.range(0, 100_000).mapToObj(i -> i % 2 == 0
            ? InboundConnector.of(ConnectorName.parse("Device " + i), ConnectorType.ORGANIZATION)
                .senderIPAddresses(List.of(Cidr.parse("10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256))).build()
            : InboundConnector.of(ConnectorName.parse("Partner " + i), ConnectorType.PARTNER).senderDomains(List.of(DomainPattern.parse("p" + i + ".example"))).build()).toList();
        InboundRules rules = InboundRules.of(new Connectors(List.of(), many, List.of(), List.of()));
        ConnectionFacts facts = new ConnectionFacts("smtp", InetAddresses.forString("10.0.1.0"), Optional.empty(), Optional.empty(),
            Optional.of(DomainName.parse("p77.example")), OriginatorOrg.NONE, OriginatorOrg.NOT_YET, Optional.of(DomainName.parse("contoso.com")), true, false);

        Candidates candidates = rules.candidates(facts, 25);

        assertThat(candidates.total()).isEqualTo(100_000);
        assertThat(candidates.shown()).hasSize(25);
        assertThat(candidates.shown().get(0)).isEqualTo(new Candidacy(ConnectorName.parse("Partner 77"), Candidacy.Outcome.CHOSEN, "partner-recognised",
            "senderDomains p77.example covers the sender, and nothing restricts it."));
        assertThat(candidates.shown().get(1).connector()).as("the one that came into question").isEqualTo(ConnectorName.parse("Device 256"));
        assertThat(candidates.others()).containsOnlyKeys("other-address", "other-sender");
    }

    @Test
    void whoIsTurnedAwayMeetsNoConnector() {
        Connectors connectors = new Connectors(List.of(), false, List.of(),
            List.of(InboundConnector.of(ConnectorName.parse("A"), ConnectorType.ORGANIZATION).senderIPAddresses(List.of(Cidr.parse("192.0.2.1"))).build()), List.of(), List.of(),
            List.of(), List.of(new LegacyListener("legacy", List.of(Cidr.parse("10.0.0.0/8")))));
        ConnectionFacts facts = new ConnectionFacts("legacy", InetAddresses.forString("192.0.2.1"), Optional.empty(), Optional.empty(), Optional.empty(), OriginatorOrg.NONE,
            OriginatorOrg.NOT_YET, Optional.empty(), false, false);

        assertThat(InboundRules.of(connectors).candidates(facts, 5).shown()).extracting(Candidacy::code).containsExactly("turned-away");
    }
}
