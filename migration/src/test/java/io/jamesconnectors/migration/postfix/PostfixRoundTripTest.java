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
package io.jamesconnectors.migration.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.migration.Exported;
import io.jamesconnectors.migration.Ground;
import io.jamesconnectors.migration.Imported;
import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.RandomConfiguration;
import io.jamesconnectors.migration.ReportLine;
import io.jamesconnectors.migration.ReportLine.Outcome;
import io.jamesconnectors.migration.Unreadable;

/** What the report of an export calls carried comes back by an import; what it does not call so is never weaker. */
class PostfixRoundTripTest {
    private static final long SEED = Long.getLong("seed", 1);
    private static final int CONFIGURATIONS = 1_000;

    /** Where mail of a sender to a domain goes, and how secure. */
    private record Security(Object route, TlsSettings floor, List<DomainPattern> names, Optional<Path> roots) {
        static Security of(OutboundConnector connector) {
            Object route = connector.route() instanceof Route.SmartHosts hosts ? hosts.hosts() : connector.route();
            boolean verified = connector.tlsSettings().isAtLeast(TlsSettings.CERTIFICATE_VALIDATION);
            return new Security(route, connector.tlsSettings(), connector.tlsDomain(), verified ? connector.trustedCertificates() : Optional.empty());
        }
    }

    private record Mail(DomainPattern recipients, Set<DomainPattern> senders) {
    }

    @Test
    void whatWasCarriedComesBack(@TempDir Path directory) throws Unreadable {
        Ground ground = Ground.in(directory);
        RandomConfiguration configurations = new RandomConfiguration(new Random(SEED), ground);
        int carried = 0;
        int deferred = 0;
        for (int i = 0; i < CONFIGURATIONS; i++) {
            Connectors original = configurations.next();
            Exported exported = PostfixExport.of(original);
            Imported imported = read(exported, ground.base);
            String what = "seed " + SEED + ", configuration " + i + "\n" + exported.files() + "\n" + exported.report();

            assertThat(domains(imported.connectors())).as(what).isEqualTo(domains(original));
            assertThat(networks(imported.connectors())).as(what).isEqualTo(original.inbound().stream()
                .filter(connector -> is(exported, "inbound", connector.name().asString(), "senderIPAddresses"))
                    .flatMap(connector -> connector.senderIPAddresses().stream()).collect(Collectors.toSet()));
            Map<Mail, Security> back = new HashMap<>();
            imported.connectors().outbound().forEach(connector -> connector.recipientDomains().forEach(pattern ->
                back.put(new Mail(pattern, Set.copyOf(connector.addressSpace().senderDomains())), Security.of(connector))));
            for (OutboundConnector connector : original.outbound()) {
                if (is(exported, "outbound", connector.name().asString(), "recipientDomains")
                    && is(exported, "outbound", connector.name().asString(), "tlsSettings")) {
                    for (DomainPattern pattern : connector.recipientDomains()) {
                        assertThat(back.get(new Mail(pattern, Set.copyOf(connector.addressSpace().senderDomains())))).as("%s %s", pattern, what)
                            .isEqualTo(Security.of(connector));
                        carried++;
                    }
                } else {
                    deferred++;
                }
                if (connector.isChosenByAddress() && connector.addressSpace().senderDomains().isEmpty()) {
                    connector.recipientDomains().stream().map(pattern -> back.get(new Mail(pattern, Set.of()))).filter(security -> security != null)
                        .forEach(security -> assertThat(security.floor()).as("never weaker: " + connector.name() + what).satisfies(floor ->
                            assertThat(floor.isAtLeast(connector.tlsSettings()) || original.outbound().stream()
                                .anyMatch(other -> other != connector && other.tlsSettings() == floor
                                && other.isChosenByAddress() && other.recipientDomains().stream().anyMatch(connector.recipientDomains()::contains))).isTrue()));
                }
            }
        }
        System.out.println(carried + " routes carried to Postfix and back, " + deferred + " connectors not or not as they were (seed " + SEED + ")");
        assertThat(carried).isGreaterThan(CONFIGURATIONS / 2);
    }

    private static Imported read(Exported exported, Path base) throws Unreadable {
        List<PostfixSource> sources = new ArrayList<>();
        for (Map.Entry<String, String> file : exported.files().entrySet()) {
            sources.add(PostfixSource.named(new Input(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8))));
        }
        return PostfixImport.read(sources, Optional.empty(), base);
    }

    private static boolean is(Exported exported, String direction, String name, String option) {
        return exported.report().stream().filter(line -> line.object().equals(direction + " \"" + name + "\"") && line.setting().equals(option))
            .map(ReportLine::outcome).toList().equals(List.of(Outcome.CARRIED));
    }

    /** Subdomains of authoritative domains are reported as not carried. */
    private static Set<AcceptedDomain> domains(Connectors connectors) {
        return connectors.acceptedDomains().stream().map(domain -> domain.type() == AcceptedDomain.Type.AUTHORITATIVE
            ? new AcceptedDomain(domain.name(), domain.type(), false) : domain).collect(Collectors.toSet());
    }

    private static Set<Cidr> networks(Connectors connectors) {
        return new HashSet<>(connectors.inbound().stream().flatMap(connector -> connector.senderIPAddresses().stream()).toList());
    }
}
