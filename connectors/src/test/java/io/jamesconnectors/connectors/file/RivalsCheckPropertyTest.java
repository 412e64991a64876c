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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Severity;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;

/** The checks know the order in which connectors are chosen: what they let pass is no matter of luck, and what they call shadowed is never chosen. */
class RivalsCheckPropertyTest {
    private static final int ROUNDS = 1_000;
    private static final String ACCEPTED = "<acceptedDomains><domain name='a.example' type='authoritative'/></acceptedDomains>";
    private static final List<String> RECIPIENTS = List.of("a.example", "*.a.example", "b.example", "*");
    private static final List<String> SENDERS = List.of("s.example", "*.s.example", "*");
    private static final List<String> TRIED = List.of("a.example", "x.a.example", "b.example", "c.example");
    private static final List<String> TRIED_SENDERS = List.of("s.example", "x.s.example", "t.example");

    private final Path directory;

    RivalsCheckPropertyTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void whatPassesIsNoMatterOfLuckAndTheShadowedAreNeverChosen() throws IOException {
        long seed = Long.getLong("seed", 1);
        SplittableRandom random = new SplittableRandom(seed);
        int accepted = 0;
        int shadowed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = file(random);
            Reading reading = ConnectorsFile.read(Files.writeString(directory.resolve("connectors.xml"), text), directory, name -> null);
            if (reading instanceof Reading.Accepted good) {
                accepted++;
                Set<String> named = good.warnings().stream().filter(warning -> warning.id().equals("CON-121")).map(RivalsCheckPropertyTest::name)
                    .collect(Collectors.toCollection(TreeSet::new));
                shadowed += named.size();
                List<Optional<String>> chosen = chosen(good.connectors());
                assertThat(chosen(reversed(good.connectors()))).as("seed %d: %s", seed, text).isEqualTo(chosen);
                assertThat(chosen.stream().flatMap(Optional::stream)).as("seed %d: %s", seed, text)
                    .doesNotContainAnyElementsOf(named.isEmpty() ? Set.of("none") : named);
            } else {
                assertThat(reading.diagnostics()).filteredOn(diagnostic -> diagnostic.severity() == Severity.ERROR)
                    .extracting(Diagnostic::id).as("seed %d: %s", seed, text).containsOnly("CON-063");
            }
        }
        assertThat(accepted).as("seed %d", seed).isGreaterThan(ROUNDS / 10);
        assertThat(shadowed).as("seed %d", seed).isPositive();
    }

    private static String file(SplittableRandom random) {
        return IntStream.range(0, random.nextInt(1, 6)).mapToObj(i -> "\n<outbound name='c" + i + "' type='organization'"
            + (random.nextInt(8) == 0 ? " enabled='false'" : "") + ">"
            + option("recipientDomains", some(RECIPIENTS, random.nextInt(1, 3), random))
            + (random.nextInt(3) == 0 ? option("allAcceptedDomains", "true") : "")
            + (random.nextBoolean() ? option("senderDomains", some(SENDERS, random.nextInt(1, 3), random)) : "")
            + option("cost", String.valueOf(random.nextInt(1, 4)))
            + (random.nextInt(8) == 0 ? option("isTransportRuleScoped", "true") : "")
            + (random.nextInt(8) == 0 ? option("testMode", "true") : "")
            + "</outbound>").collect(Collectors.joining("", "<connectors>" + ACCEPTED, "</connectors>"));
    }

    private static String option(String name, String value) {
        return "<" + name + ">" + value + "</" + name + ">";
    }

    private static String some(List<String> from, int count, SplittableRandom random) {
        List<String> left = new ArrayList<>(from);
        return IntStream.range(0, count).mapToObj(i -> left.remove(random.nextInt(left.size()))).collect(Collectors.joining(", "));
    }

    private static String name(Diagnostic warning) {
        return "c" + (warning.position().line() - 2);
    }

    private static List<Optional<String>> chosen(Connectors connectors) {
        OutboundRoutes routes = OutboundRoutes.of(connectors);
        List<Optional<DomainName>> senders = new ArrayList<>(List.of(Optional.empty()));
        TRIED_SENDERS.forEach(sender -> senders.add(Optional.of(DomainName.parse(sender))));
        return TRIED.stream().flatMap(recipient -> senders.stream().map(sender -> routes.route(Optional.of(DomainName.parse(recipient)), sender).connector()
            .map(connector -> connector.name().asString()))).toList();
    }

    private static Connectors reversed(Connectors connectors) {
        List<OutboundConnector> outbound = new ArrayList<>(connectors.outbound());
        Collections.reverse(outbound);
        return new Connectors(connectors.acceptedDomains(), List.of(), outbound, List.of());
    }
}
