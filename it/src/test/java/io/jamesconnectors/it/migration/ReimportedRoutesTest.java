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
package io.jamesconnectors.it.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;
import io.jamesconnectors.it.migration.Expectation.Verdict;
import io.jamesconnectors.migration.Exported;
import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.Unreadable;
import io.jamesconnectors.migration.postfix.PostfixExport;
import io.jamesconnectors.migration.postfix.PostfixImport;
import io.jamesconnectors.migration.postfix.PostfixSource;

/** What an export for Postfix held back is held back after its import too, and no mail takes a less secure route than before unless the report says so. */
class ReimportedRoutesTest {
    private static final long SEED = Long.getLong("seed", 1);
    private static final int CONFIGURATIONS = 3_000;
    private static final int MAILS = 20;

    @Test
    void mailTakesTheSameRouteOrIsHeldOrTheReportSaysThatItIsWeaker() throws Unreadable {
        RandomRoutes random = new RandomRoutes(new Random(SEED));
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        for (int i = 0; i < CONFIGURATIONS; i++) {
            Connectors original = random.next();
            Exported exported = PostfixExport.of(original);
            Expectation expectation = new Expectation(original, exported);
            OutboundRoutes back = OutboundRoutes.of(imported(exported));
            for (int j = 0; j < MAILS; j++) {
                DomainName recipient = random.recipient();
                DomainName sender = random.sender();
                OutboundConnector connector = back.route(Optional.of(recipient), Optional.of(sender)).connectorOrDefault();
                boolean here = expectation.hops(recipient, sender).equals(Expectation.HERE);
                Verdict verdict = here ? Verdict.SAME : expectation.verdict(recipient, sender, hops(connector, recipient));
                verdicts.merge(verdict, 1, Integer::sum);
                Optional<OutboundConnector> before = expectation.connector(recipient, sender);
                boolean said = here || before.filter(expectation::isWeaker).isPresent();
                TlsSettings floor = before.map(OutboundConnector::tlsSettings).orElse(TlsSettings.OPPORTUNISTIC);
                assertThat(verdict != Verdict.WRONG && (said || connector.tlsSettings().isAtLeast(floor)))
                    .as("seed %d, configuration %d, from %s to %s: %s\n%s\n%s\n%s", SEED, i, sender, recipient, connector, original.outbound(), exported.files(),
                        exported.report()).isTrue();
            }
        }
        System.out.println(CONFIGURATIONS * MAILS + " mails by routes that went to Postfix and back: " + verdicts + " (seed " + SEED + ")");
    }

    private static Connectors imported(Exported exported) throws Unreadable {
        List<PostfixSource> sources = new ArrayList<>();
        for (Map.Entry<String, String> file : exported.files().entrySet()) {
            sources.add(PostfixSource.named(new Input(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8))));
        }
        return PostfixImport.read(sources, Optional.empty(), Path.of("/srv")).connectors();
    }

    private static String hops(OutboundConnector connector, DomainName recipient) {
        if (!(connector.route() instanceof Route.SmartHosts hosts)) {
            return recipient.asString();
        }
        return hosts.hosts().equals(List.of(new SmartHost("held.invalid", 25))) ? Expectation.HELD
            : String.join(", ", hosts.hosts().stream().map(Expectation::hop).toList());
    }
}
