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

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.TlsVersion;

/** What holds for every configuration, tried on 10,000 of them made at random from a small world, so that they overlap. */
class InboundRulesPropertyTest {
    private static final String[] DOMAINS = {"a.test", "b.a.test", "c.b.a.test", "x.test", "test", "y.x.test"};
    private static final String[] ADDRESSES = {"10.0.0.1", "10.0.0.2", "10.0.1.1", "10.1.0.1", "11.0.0.1", "2001:db8::1", "2001:db8::2", "2001:db8:1::1"};

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void decidesAsANaiveReadingDoes() {
        Set<Verdict> seen = EnumSet.noneOf(Verdict.class);
        for (int i = 0; i < 10_000; i++) {
            Connectors connectors = connectors();
            InboundRules rules = InboundRules.of(connectors);
            for (int j = 0; j < 4; j++) {
                ConnectionFacts facts = facts();
                Decision decision = rules.decide(facts);
                assertThat(NaiveReading.Expected.of(decision)).as("seed %d: %s in %s", seed, facts, connectors)
                    .isEqualTo(new NaiveReading(connectors, facts).decide());
                seen.add(decision.verdict());
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(Verdict.GRANT_RELAY, Verdict.ORDINARY, Verdict.REFUSE);
    }

    @Test
    void opensNoRelayForStrangers() {
        int strangers = 0;
        for (int i = 0; i < 10_000; i++) {
            Connectors connectors = connectors();
            InboundRules rules = InboundRules.of(connectors);
            ConnectionFacts facts = facts();
            boolean listed = connectors.inbound().stream()
                .filter(connector -> connector.type() == ConnectorType.ORGANIZATION)
                .flatMap(connector -> connector.senderIPAddresses().stream())
                .anyMatch(block -> block.contains(facts.clientAddress()));
            if (!listed && facts.login().isEmpty() && !facts.serverAllowsRelaying() && !facts.recipientIsOurs()) {
                strangers++;
                assertThat(rules.decide(facts).reply()).as("seed %d: %s in %s", seed, facts, connectors).contains(SmtpReply.RELAY_DENIED);
            }
        }
        assertThat(strangers).as("seed %d", seed).isGreaterThan(100);
    }

    @Test
    void grantsNothingWithoutAnAcceptedSenderDomain() {
        for (int i = 0; i < 10_000; i++) {
            Connectors connectors = connectors();
            ConnectionFacts facts = facts();
            if (facts.senderDomain().flatMap(connectors::acceptedDomain).isEmpty()) {
                assertThat(InboundRules.of(connectors).decide(facts).verdict()).as("seed %d: %s in %s", seed, facts, connectors)
                    .isNotEqualTo(Verdict.GRANT_RELAY);
            }
        }
    }

    @Test
    void namesNoConnectorToThePeer() {
        for (int i = 0; i < 10_000; i++) {
            Decision decision = InboundRules.of(connectors()).decide(facts());
            decision.reply().ifPresent(reply -> assertThat(reply.toString()).as("seed %d", seed).doesNotContain("Connector "));
        }
    }

    private Connectors connectors() {
        List<AcceptedDomain> accepted = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            accepted.add(new AcceptedDomain(domain(), AcceptedDomain.Type.INTERNAL_RELAY, random.nextBoolean()));
        }
        List<InboundConnector> inbound = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            boolean own = random.nextBoolean();
            inbound.add(InboundConnector.of(ConnectorName.parse("Connector " + i), own ? ConnectorType.ORGANIZATION : ConnectorType.PARTNER)
                .enabled(random.nextInt(5) > 0).senderDomains(own ? List.of() : patterns()).senderIPAddresses(blocks(own ? 1 : 0))
                .requireTls(random.nextInt(3) == 0).restrictDomainsToIPAddresses(!own && random.nextBoolean()).build());
        }
        return new Connectors(accepted, inbound, List.of(), List.of());
    }

    private ConnectionFacts facts() {
        boolean login = random.nextInt(6) == 0;
        return new ConnectionFacts("smtp", address(),
            random.nextBoolean() ? Optional.of(new TlsFacts(TlsVersion.TLS_1_3, "TLS_AES_128_GCM_SHA256", Optional.empty())) : Optional.empty(),
            login ? Optional.of("bob") : Optional.empty(),
            random.nextInt(6) == 0 ? Optional.empty() : Optional.of(domain()), OriginatorOrg.NONE, OriginatorOrg.NOT_YET,
            Optional.of(domain()), random.nextBoolean(), login || random.nextInt(6) == 0);
    }

    private List<DomainPattern> patterns() {
        List<DomainPattern> patterns = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int kind = random.nextInt(5);
            patterns.add(DomainPattern.parse(kind == 0 ? "*" : (kind < 3 ? "*." : "") + domain().asString()));
        }
        return patterns;
    }

    private List<Cidr> blocks(int atLeast) {
        List<Cidr> blocks = new ArrayList<>();
        for (int i = atLeast + random.nextInt(3); i > 0; i--) {
            byte[] bytes = address().getAddress();
            int prefix = bytes.length == 4 ? new int[] {0, 8, 16, 24, 31, 32}[random.nextInt(6)] : new int[] {0, 32, 48, 64, 127, 128}[random.nextInt(6)];
            for (int bit = prefix; bit < bytes.length * 8; bit++) {
                bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
            }
            blocks.add(new Cidr(inet(bytes), prefix));
        }
        return blocks;
    }

    private DomainName domain() {
        return DomainName.parse(DOMAINS[random.nextInt(DOMAINS.length)]);
    }

    private InetAddress address() {
        return InetAddresses.forString(ADDRESSES[random.nextInt(ADDRESSES.length)]);
    }

    private static InetAddress inet(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
