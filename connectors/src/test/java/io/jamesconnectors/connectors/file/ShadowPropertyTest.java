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
package io.jamesconnectors.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Severity;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.TlsFacts;

/** What check says of inbound connectors that are never chosen, against the rules themselves on every mail of small worlds. */
class ShadowPropertyTest {
    private static final int WORLDS = 400;
    private static final List<String> SENDERS = List.of("contoso.com", "fabrikam.com", "a.example", "sub.a.example", "b.example");
    private static final List<String> PATTERNS = List.of("a.example", "*.a.example", "b.example", "*");
    private static final List<String> LISTENERS = List.of("mx", "submission");

    private final Path directory;
    private int told;
    private int openings;

    ShadowPropertyTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void whatIsReportedIsNeverChosenAndWhatIsNeverChosenByAddressIsReported() throws IOException {
        long seed = Long.getLong("seed", 1);
        SplittableRandom random = new SplittableRandom(seed);
        for (int world = 0; world < WORLDS; world++) {
            boolean plain = random.nextBoolean();
            String text = world(random, plain);
            Path file = Files.writeString(directory.resolve("connectors.xml"), text);
            if (ConnectorsFile.read(file, directory, name -> null) instanceof Reading.Accepted accepted) {
                check(accepted, plain, "seed " + seed + ", world " + world + ":\n" + text);
            }
        }
        System.out.println("seed " + seed + ": " + told + " connectors reported as never chosen");
        assertThat(told).isPositive();
    }

    @Test
    void aWitnessIsAlwaysWhatTheRulesDecide() throws IOException {
        long seed = Long.getLong("seed", 1);
        SplittableRandom random = new SplittableRandom(seed);
        for (int world = 0; world < WORLDS; world++) {
            String text = world(random, false).replaceFirst("192\\.0\\.2\\.\\d+/\\d+", random.nextBoolean() ? "8.0.0.0/8" : "2000::/17");
            Path file = Files.writeString(directory.resolve("connectors.xml"), text);
            if (ConnectorsFile.read(file, directory, name -> null) instanceof Reading.Accepted accepted) {
                InboundRules rules = InboundRules.of(accepted.connectors());
                accepted.warnings().stream().flatMap(finding -> finding.witness().stream()).filter(witness -> witness.outcome().equals("is relayed")).forEach(witness -> {
                    openings++;
                    Optional<TlsFacts> tls = witness.tls().equals("none") ? Optional.empty() : Optional.of(new TlsFacts(TlsVersion.TLS_1_3, "", Optional.empty()));
                    assertThat(LISTENERS.stream().map(listener -> rules.decide(facts(listener, InetAddresses.forString(witness.address()), tls, domain(witness.sender()),
                        domain(witness.recipient()), false))).map(decision -> decision.verdict().name())).as("seed %s: %s", seed, text).contains("GRANT_RELAY");
                });
            }
        }
        System.out.println("seed " + seed + ": " + openings + " witnesses of relaying");
        assertThat(openings).isPositive();
    }

    private void check(Reading.Accepted accepted, boolean plain, String described) {
        Set<String> reported = accepted.warnings().stream().filter(finding -> finding.id().equals("CON-211") && finding.severity() == Severity.WARNING)
            .map(Diagnostic::position).flatMap(place -> accepted.inboundPlaces().entrySet().stream()
                .filter(entry -> entry.getValue().line() == place.line()).map(entry -> entry.getKey().asString())).collect(Collectors.toSet());
        told += reported.size();
        Set<String> chosen = new HashSet<>();
        InboundRules rules = InboundRules.of(accepted.connectors());
        for (int host = 0; host < 16; host++) {
            InetAddress address = InetAddresses.forString("192.0.2." + host);
            for (String listener : LISTENERS) {
                for (Optional<TlsFacts> tls : List.of(Optional.<TlsFacts>empty(), Optional.of(new TlsFacts(TlsVersion.TLS_1_2, "", Optional.empty())))) {
                    for (String sender : SENDERS) {
                        for (boolean ours : new boolean[] {true, false}) {
                            Decision decision = rules.decide(facts(listener, address, tls, DomainName.parse(sender), DomainName.parse(ours ? "contoso.com" : "else.example"), ours));
                            decision.connector().ifPresent(name -> chosen.add(name.asString()));
                        }
                    }
                }
            }
        }
        assertThat(reported).as(described).noneMatch(chosen::contains);
        if (plain) {
            Set<String> never = accepted.connectors().inbound().stream().filter(connector -> connector.enabled()).map(connector -> connector.name().asString())
                .filter(name -> !chosen.contains(name)).collect(Collectors.toSet());
            assertThat(reported).as(described).containsExactlyInAnyOrderElementsOf(never);
        }
    }

    /** On one line per connector, since the place of a connector is told by its line. Plain: nothing but blocks and connectors for own mail. */
    private static String world(SplittableRandom random, boolean plain) {
        return IntStream.range(0, random.nextInt(2, 7)).mapToObj(i -> {
            boolean partner = !plain && random.nextInt(3) == 0;
            StringBuilder body = new StringBuilder("<inbound name=\"c" + i + "\" type=\"" + (partner ? "partner" : "organization") + "\">");
            if (!plain && random.nextInt(4) == 0) {
                body.append("<listeners>").append(LISTENERS.get(random.nextInt(2))).append("</listeners>");
            }
            if (partner) {
                body.append("<senderDomains>").append(PATTERNS.get(random.nextInt(PATTERNS.size()))).append("</senderDomains>");
            }
            boolean restricts = partner && random.nextBoolean();
            if (!partner || restricts) {
                body.append("<senderIPAddresses>").append(IntStream.range(0, random.nextInt(1, 3)).mapToObj(b -> block(random)).distinct().collect(Collectors.joining(", ")))
                    .append("</senderIPAddresses>");
            }
            body.append(plain ? "" : "<requireTls>" + random.nextBoolean() + "</requireTls>");
            body.append(restricts ? "<restrictDomainsToIPAddresses>true</restrictDomainsToIPAddresses>" : "");
            if (!plain && random.nextInt(5) == 0) {
                body.append("<associatedAcceptedDomains>").append(random.nextBoolean() ? "contoso.com" : "fabrikam.com").append("</associatedAcceptedDomains>");
            }
            return body.append("</inbound>").toString();
        }).collect(Collectors.joining("\n",
            "<connectors><acceptedDomains><domain name=\"contoso.com\" type=\"authoritative\"/><domain name=\"fabrikam.com\" type=\"authoritative\"/></acceptedDomains>\n",
            "\n</connectors>"));
    }

    private static String block(SplittableRandom random) {
        int prefix = random.nextInt(28, 33);
        int size = 1 << 32 - prefix;
        return "192.0.2." + random.nextInt(16) / size * size + "/" + prefix;
    }

    private static DomainName domain(String address) {
        return DomainName.parse(address.substring(address.indexOf('@') + 1));
    }

    private static ConnectionFacts facts(String listener, InetAddress address, Optional<TlsFacts> tls, DomainName sender, DomainName recipient, boolean ours) {
        return new ConnectionFacts(listener, address, tls, Optional.empty(), Optional.of(sender), OriginatorOrg.NONE, OriginatorOrg.NONE, Optional.of(recipient), ours, false);
    }
}
