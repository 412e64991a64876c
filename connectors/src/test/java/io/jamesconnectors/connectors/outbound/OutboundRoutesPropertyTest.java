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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.candidates.Candidacy;
import io.jamesconnectors.connectors.candidates.Candidates;

/** Random route tables against a naive reading of the rules, which looks at every connector and knows no index. */
class OutboundRoutesPropertyTest {
    private static final String[] NAMES = {"a.test", "b.a.test", "c.b.a.test", "x.test", "test", "y.x.test"};

    private final long seed = Long.getLong("seed", 1);
    private final Random random = new Random(seed);

    @Test
    void choosesAsANaiveReadingDoes() {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            Connectors connectors = connectors();
            Optional<DomainName> recipient = random.nextInt(20) == 0 ? Optional.empty() : Optional.of(name());
            Optional<DomainName> sender = random.nextInt(5) == 0 ? Optional.empty() : Optional.of(name());
            RouteDecision decision = OutboundRoutes.of(connectors).route(recipient, sender);
            assertThat(decision.connector().map(OutboundConnector::name)).as("seed %d: %s from %s in %s", seed, recipient, sender, connectors)
                .isEqualTo(naive(connectors, recipient, sender).map(OutboundConnector::name));
            decision.reasons().forEach(reason -> seen.merge(reason.code(), 1, Integer::sum));
        }
        assertThat(seen).as("seed %d", seed)
            .containsOnlyKeys("most-specific", "less-specific", "no-connector", "switched-off", "test-mode", "rule-scoped", "other-sender")
            .allSatisfy((code, times) -> assertThat(times).as(code).isGreaterThan(100));
    }

    @Test
    void tellsOfEveryConnectorOnceAndNeverOtherwiseThanTheRoute() {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            Connectors connectors = connectors();
            Optional<DomainName> recipient = random.nextInt(20) == 0 ? Optional.empty() : Optional.of(name());
            Optional<DomainName> sender = random.nextInt(5) == 0 ? Optional.empty() : Optional.of(name());
            OutboundRoutes routes = OutboundRoutes.of(connectors);
            RouteDecision decision = routes.route(recipient, sender);
            Candidates candidates = routes.candidates(recipient, sender, decision, 100);

            assertThat(candidates.shown()).as("seed %d", seed).extracting(Candidacy::connector)
                .containsExactlyInAnyOrderElementsOf(connectors.outbound().stream().map(OutboundConnector::name).toList());
            assertThat(candidates.shown().stream().filter(candidate -> candidate.outcome() == Candidacy.Outcome.CHOSEN).map(Candidacy::connector).toList())
                .as("seed %d", seed).isEqualTo(decision.connector().map(OutboundConnector::name).stream().toList());
            candidates.shown().forEach(candidate -> seen.merge(candidate.code(), 1, Integer::sum));
        }
        assertThat(seen).as("seed %d", seed)
            .containsOnlyKeys("most-specific", "less-specific", "switched-off", "test-mode", "rule-scoped", "other-sender", "other-recipient");
    }

    private static Optional<OutboundConnector> naive(Connectors connectors, Optional<DomainName> recipient, Optional<DomainName> sender) {
        OutboundConnector best = null;
        long bestRank = 0;
        for (OutboundConnector connector : connectors.outbound()) {
            if (!connector.enabled() || connector.testMode() || connector.isTransportRuleScoped()) {
                continue;
            }
            long recipientRank = recipientRank(connectors, connector, recipient);
            long senderRank = senderRank(connector, sender);
            if (recipientRank == 0 || senderRank == 0) {
                continue;
            }
            long rank = recipientRank * 1_000_000_000L + senderRank * 1_000 + (100 - connector.addressSpace().cost());
            if (best == null || rank > bestRank) {
                best = connector;
                bestRank = rank;
            }
        }
        return Optional.ofNullable(best);
    }

    /** 0 for one that does not cover the recipient. */
    private static long recipientRank(Connectors connectors, OutboundConnector connector, Optional<DomainName> recipient) {
        long rank = 0;
        for (DomainPattern pattern : connector.recipientDomains()) {
            if (pattern instanceof DomainPattern.Any) {
                rank = Math.max(rank, 1);
            } else if (recipient.isPresent() && pattern.covers(recipient.get())) {
                rank = Math.max(rank, pattern instanceof DomainPattern.Exactly ? 10_000 : 100 + pattern.asString().length());
            }
        }
        boolean ours = recipient.isPresent() && connectors.acceptedDomains().stream().anyMatch(domain -> domain.covers(recipient.get()));
        return connector.addressSpace().allAcceptedDomains() && ours ? Math.max(rank, 2) : rank;
    }

    private static long senderRank(OutboundConnector connector, Optional<DomainName> sender) {
        if (connector.addressSpace().senderDomains().isEmpty()) {
            return 1;
        }
        long rank = 0;
        for (DomainPattern pattern : connector.addressSpace().senderDomains()) {
            if (pattern instanceof DomainPattern.Any) {
                rank = Math.max(rank, 2);
            } else if (sender.isPresent() && pattern.covers(sender.get())) {
                rank = Math.max(rank, pattern instanceof DomainPattern.Exactly ? 10_000 : 100 + pattern.asString().length());
            }
        }
        return rank;
    }

    private Connectors connectors() {
        List<OutboundConnector> outbound = new ArrayList<>();
        for (int n = random.nextInt(8); n > 0; n--) {
            Outbound connector = Outbound.named("C" + n).to(patterns(random.nextInt(3))).from(patterns(Math.max(0, random.nextInt(4) - 1))).cost(1 + random.nextInt(3));
            connector = random.nextInt(3) == 0 ? connector.allAcceptedDomains() : connector;
            int kind = random.nextInt(12);
            outbound.add((kind == 0 ? connector.off() : kind == 1 ? connector.testMode() : kind == 2 ? connector.ruleScoped() : connector).connector());
        }
        List<AcceptedDomain> accepted = new ArrayList<>();
        for (int n = random.nextInt(3); n > 0; n--) {
            accepted.add(new AcceptedDomain(name(), AcceptedDomain.Type.INTERNAL_RELAY, random.nextBoolean()));
        }
        return new Connectors(accepted, List.of(), outbound, List.of());
    }

    private String[] patterns(int count) {
        String[] patterns = new String[count];
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(5);
            patterns[i] = kind == 0 ? "*" : (kind < 3 ? "*." : "") + name();
        }
        return patterns;
    }

    private DomainName name() {
        return DomainName.parse(NAMES[random.nextInt(NAMES.length)]);
    }
}
