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

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.Reason;

/** What holds for every configuration, tried on 10,000 of them made at random. */
class InboundRulesPropertyTest {
    private static final int CONFIGURATIONS = 10_000;
    private static final int REQUESTS = 5;
    private static final int OFTEN = 20;
    private static final List<String> DECIDING = List.of("own-mail", "tenant-proof-xoorg", "tenant-proof-header", "tenant-proof-sender", "tenant-awaited",
        "tenant-foreign", "tenant-unproven", "sender-not-accepted", "sender-without-domain", "not-own-mail", "logged-in", "server-relays",
        "partner-terms-met", "partner-recognised", "partner-tls-missing", "partner-tls-too-old", "partner-address", "partner-certificate", "no-partner",
        "direct-send", "certificate-status-pending");
    private static final List<String> LOSING = List.of("tls-missing", "tls-too-old", "less-specific", "switched-off", "other-address", "other-listener",
        "other-accepted-domain", "certificate-wrong-use", "certificate-issuer", "certificate-fingerprint", "certificate-name", "certificate-none");

    private final long seed = Long.getLong("seed", 1);
    private final RandomWorld world = new RandomWorld(seed);
    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void decidesAsANaiveReadingDoes() {
        for (int i = 0; i < CONFIGURATIONS; i++) {
            Connectors connectors = world.connectors();
            InboundRules rules = InboundRules.of(connectors);
            for (int j = 0; j < REQUESTS; j++) {
                ConnectionFacts facts = world.facts();
                Decision decision = rules.decide(facts);
                assertThat(NaiveReading.Expected.of(decision)).as("seed %d: %s in %s", seed, facts, connectors)
                    .isEqualTo(new NaiveReading(connectors, facts).decide());
                count(decision);
            }
        }
        assertThat(rare(Arrays.stream(Verdict.values()).map(Verdict::name).toList())).as("verdicts seen: %s, seed %d", seen, seed).isEmpty();
        assertThat(rare(List.of("550 5.7.64", "530 5.7.0 Must", "530 5.7.0 A", "550 5.7.51", "550 5.7.68", "451 4.7.5"))).as("replies seen: %s, seed %d", seen, seed)
            .isEmpty();
        assertThat(rare(DECIDING.stream().map(code -> "by " + code).toList())).as("deciding reasons seen: %s, seed %d", seen, seed).isEmpty();
        assertThat(rare(LOSING)).as("other reasons seen: %s, seed %d", seen, seed).isEmpty();
        assertThat(rare(Arrays.stream(Trust.values()).filter(trust -> trust != Trust.TRUSTED).map(Trust::code).toList()))
            .as("trust seen: %s, seed %d", seen, seed).isEmpty();
    }

    @Test
    void opensNoRelayForStrangers() {
        int strangers = 0;
        for (int i = 0; i < CONFIGURATIONS; i++) {
            Connectors connectors = world.connectors();
            InboundRules rules = InboundRules.of(connectors);
            for (int j = 0; j < REQUESTS; j++) {
                ConnectionFacts facts = world.facts();
                if (facts.recipientIsOurs() || facts.login().isPresent() || facts.serverAllowsRelaying() || isKnown(connectors, facts)) {
                    continue;
                }
                strangers++;
                assertThat(rules.decide(facts).verdict()).as("seed %d: %s in %s", seed, facts, connectors).isEqualTo(Verdict.REFUSE);
            }
        }
        assertThat(strangers).as("seed %d", seed).isGreaterThan(2_000);
    }

    @Test
    void grantsNothingThatTheServerWouldNotRelayWithoutAProofThatTheMailIsOurs() {
        int unproven = 0;
        for (int i = 0; i < CONFIGURATIONS; i++) {
            Connectors connectors = world.connectors();
            ConnectionFacts facts = world.facts();
            boolean senderIsOurs = facts.senderDomain().flatMap(connectors::acceptedDomain).isPresent();
            boolean mayBeOurs = facts.tls().flatMap(TlsFacts::certificate).isPresent()
                || facts.xoorg() instanceof OriginatorOrg.Named || facts.originatorOrg() instanceof OriginatorOrg.Named;
            if (!senderIsOurs && !mayBeOurs) {
                unproven++;
                assertThat(InboundRules.of(connectors).decide(facts).verdict()).as("seed %d: %s in %s", seed, facts, connectors)
                    .isNotEqualTo(Verdict.GRANT_RELAY);
            }
        }
        assertThat(unproven).as("seed %d", seed).isGreaterThan(500);
    }

    @Test
    void awaitsNothingOnceTheHeaderIsThere() {
        for (int i = 0; i < CONFIGURATIONS; i++) {
            InboundRules rules = InboundRules.of(world.connectors());
            ConnectionFacts facts = world.facts().with(OriginatorOrg.NONE);
            assertThat(rules.decide(facts).verdict()).as("seed %d", seed).isNotEqualTo(Verdict.AWAIT_MESSAGE);
        }
    }

    @Test
    void offersXoorgToNobodyWhomNoOffice365ConnectorKnows() {
        for (int i = 0; i < CONFIGURATIONS; i++) {
            Connectors connectors = world.connectors();
            ConnectionFacts facts = world.facts();
            boolean office365 = connectors.inbound().stream().anyMatch(connector -> connector.type() == ConnectorType.OFFICE365 && connector.enabled()
                && connector.holdsFor(facts.listener()) && (NaiveCertificate.judge(connector, facts).equals("counts") || !connector.publishedAddresses().isEmpty()));
            if (!office365) {
                assertThat(InboundRules.of(connectors).offersXoorg(facts.listener(), facts.clientAddress(), facts.tls())).as("seed %d", seed).isFalse();
            }
        }
    }

    @Test
    void asksForTheTrustOfJustTheConnectorsThatWantTheNames() {
        int asked = 0;
        for (int i = 0; i < CONFIGURATIONS; i++) {
            Connectors connectors = world.connectors();
            ConnectionFacts facts = world.facts();
            List<CertificateName> names = facts.tls().flatMap(TlsFacts::certificate).map(CertificateFacts::names).orElse(List.of());
            Set<?> expected = connectors.inbound().stream().filter(InboundConnector::enabled).filter(connector -> !NaiveCertificate.names(connector, facts).isEmpty())
                .map(connector -> connector.certificate().orElseThrow().trust()).collect(Collectors.toSet());
            assertThat(InboundRules.of(connectors).trustSources(names)).as("seed %d: %s in %s", seed, facts, connectors).isEqualTo(expected);
            asked += expected.size();
        }
        assertThat(asked).as("seed %d", seed).isGreaterThan(2_000);
    }

    @Test
    void namesNoConnectorToThePeer() {
        for (int i = 0; i < CONFIGURATIONS; i++) {
            Decision decision = InboundRules.of(world.connectors()).decide(world.facts());
            decision.reply().ifPresent(reply -> assertThat(reply.toString()).as("seed %d", seed).doesNotContain("Connector "));
        }
    }

    /** Whether an enabled connector for own mail lists the client's address, itself or by published ranges, or wants its certificate, which is trusted. */
    private static boolean isKnown(Connectors connectors, ConnectionFacts facts) {
        return connectors.inbound().stream().filter(connector -> connector.type() != ConnectorType.PARTNER && connector.enabled())
            .anyMatch(connector -> connector.senderIPAddresses().stream().anyMatch(block -> block.contains(facts.clientAddress()))
                || connectors.publishedAddresses().stream().filter(list -> connector.publishedAddresses().contains(list.name()))
                    .anyMatch(list -> list.blocks().stream().anyMatch((Cidr block) -> block.contains(facts.clientAddress())))
                || NaiveCertificate.judge(connector, facts).equals("counts"));
    }

    private void count(Decision decision) {
        seen.merge(decision.verdict().name(), 1, Integer::sum);
        decision.reply().ifPresent(reply -> seen.merge(reply.toString(), 1, Integer::sum));
        seen.merge("by " + decision.decidedBy().code(), 1, Integer::sum);
        decision.reasons().stream().skip(1).map(Reason::code).distinct().forEach(code -> seen.merge(code, 1, Integer::sum));
        assertThat(decision.reasons()).as("seed %d", seed).hasSizeLessThanOrEqualTo(Notes.MOST + 1).doesNotHaveDuplicates();
        if (!Set.of("logged-in", "server-relays").contains(decision.decidedBy().code())) {
            assertThat(decision.decidedBy().connector()).as("seed %d: %s", seed, decision).isEqualTo(decision.connector());
        }
    }

    private List<String> rare(List<String> expected) {
        return expected.stream().filter(name -> seen.entrySet().stream().filter(entry -> entry.getKey().startsWith(name))
            .mapToInt(Map.Entry::getValue).sum() < OFTEN).toList();
    }
}
