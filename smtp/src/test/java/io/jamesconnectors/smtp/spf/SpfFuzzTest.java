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
package io.jamesconnectors.smtp.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.diagnostics.Position;
import io.jamesconnectors.tls.dns.AddressAnswer;
import io.jamesconnectors.tls.dns.Addresses;
import io.jamesconnectors.tls.dns.LookupFailed;
import io.jamesconnectors.tls.dns.MxAnswer;
import io.jamesconnectors.tls.dns.MxHost;
import io.jamesconnectors.tls.dns.MxHosts;
import io.jamesconnectors.tls.dns.NoRecords;
import io.jamesconnectors.tls.dns.NoSuchDomain;
import io.jamesconnectors.tls.dns.SenderDns;
import io.jamesconnectors.tls.dns.TextAnswer;
import io.jamesconnectors.tls.dns.Texts;

/** Records are written by strangers: whatever they hold, the advice is bounded and printable. Seeded ({@code -Dseed=...}). */
class SpfFuzzTest {
    private static final int ROUNDS = 3_000;
    private static final List<String> PIECES = List.of("v=spf1 ", "v=spf1", "+", "-", "~", "?", "all", "include:", "redirect=", "exp=", "a", "mx", "ptr",
        "exists:", "ip4:", "ip6:",
        "203.0.113.7", "/24", "//64", "/999", "::1", "%{i}", "%{ir}", "%{l1r-}", "%{d99999999999}", "%{p}", "%{h}", "%%", "%_", "%", "{", ".", "..", ":", "/",
            "a.example", "_spf.b.example",
        " ", "   ", "\t", "\0", "\u00ff", "\u001b[31m", "x=y", "a".repeat(70), "1.".repeat(40), "-".repeat(30), "%{s}".repeat(20), "(".repeat(20), "$1", "\\");

    @Test
    void adviceIsBoundedAndPrintableWhateverIsPublished() {
        long seed = Long.getLong("seed", 1);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            SpfAdvice advice = new SpfAdvice(new Strangers(random.split()), Duration.ofSeconds(60), () -> 0);
            SpfDomain found = advice.look(connector(random.nextBoolean() ? SendingOption.DIRECT_SEND : SendingOption.SMTP_RELAY),
                DomainName.parse("contoso.com"));

            assertThat(found.findings()).as("seed %d, round %d", seed, round).allSatisfy(finding -> {
                assertThat(finding.what().length() + finding.remedy().length()).isLessThan(12_000);
                assertThat(finding.at(new Position("connectors.xml", 1, 1)).asText()).matches("[ -~]+");
            });
            assertThat(found.found()).as("seed %d, round %d", seed, round).matches("[ -~]{1,300}");
        }
    }

    @Test
    void theLongestTermsAreLookedIntoWithoutHarm() {
        for (String term : List.of("a:" + "a".repeat(508), "include:" + "%{d}".repeat(126), "x=" + "-.".repeat(255), "a" + "/1".repeat(255), "exists:"
            + "a.".repeat(252) + "1")) {
            TextAnswer record = new Texts(List.of("v=spf1 " + (term + " ").repeat(SpfRecord.LONGEST / SpfRecord.LONGEST_TERM - 1)));
            SpfAdvice advice = new SpfAdvice(new Strangers(new SplittableRandom(1)) {
                @Override
                public TextAnswer texts(DomainName domain) {
                    return record;
                }
            }, Duration.ofSeconds(60), () -> 0);

            assertThat(advice.look(connector(SendingOption.DIRECT_SEND), DomainName.parse("contoso.com")).found()).as(term).isNotEmpty();
        }
    }

    private static OutboundConnector connector(SendingOption option) {
        return new OutboundConnector(ConnectorName.parse("Office 365"), ConnectorType.OFFICE365, true, "", AddressSpace.of(List.of(new DomainPattern.Any())),
            false, false,
            new Route.SmartHosts(List.of(new SmartHost("contoso-com.mail.protection.outlook.com", 25))), TlsSettings.OPPORTUNISTIC, List.of(), Optional.empty(),
                TlsOptions.DEFAULT,
            new Submission(Optional.of(option), List.of(), Optional.empty(), Optional.empty(),
                List.of(InetAddresses.forString("203.0.113.7"), InetAddresses.forString("2001:db8::7"))),
            List.of(), ConnectionLimits.DEFAULT, Pace.UNLIMITED, RetrySchedule.DEFAULT);
    }

    /** Answers anything to anything. */
    private static class Strangers implements SenderDns {
        private final SplittableRandom random;

        Strangers(SplittableRandom random) {
            this.random = random;
        }

        @Override
        public MxAnswer mx(DomainName domain) {
            return switch (random.nextInt(4)) {
                case 0 -> new NoSuchDomain();
                case 1 -> new LookupFailed("MX of " + domain);
                default -> new MxHosts(random.ints(1 + random.nextInt(20), 0, 65_536).mapToObj(i -> new MxHost(i, DomainName.parse("mx" + i + ".example")))
                    .toList());
            };
        }

        @Override
        public AddressAnswer addresses(String host) {
            return switch (random.nextInt(4)) {
                case 0 -> new NoRecords();
                case 1 -> new LookupFailed("A of " + host);
                default -> new Addresses(List.of(InetAddresses.forString("203.0.113." + random.nextInt(10)),
                    InetAddresses.forString("2001:db8::" + random.nextInt(10))));
            };
        }

        @Override
        public TextAnswer texts(DomainName domain) {
            return random.nextInt(8) == 0 ? new LookupFailed("\u001b") : new Texts(random.ints(1 + random.nextInt(3), 0, 2)
                .mapToObj(i -> (i == 0 ? "v=spf1 " : "") + text()).toList());
        }

        @Override
        public TextAnswer names(InetAddress address) {
            return random.nextBoolean() ? new NoSuchDomain() : new Texts(List.of(text(), "mail.example"));
        }

        private String text() {
            if (random.nextInt(10) == 0) {
                byte[] octets = new byte[random.nextInt(6_000)];
                random.nextBytes(octets);
                return new String(octets, StandardCharsets.ISO_8859_1);
            }
            return random.ints(random.nextInt(30), 0, PIECES.size()).mapToObj(PIECES::get).collect(Collectors.joining());
        }
    }
}
