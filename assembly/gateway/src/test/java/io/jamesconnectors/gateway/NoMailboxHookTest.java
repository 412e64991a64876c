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
package io.jamesconnectors.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.hybrid.SigningKeys;
import io.jamesconnectors.matchers.place.LocalUsers;
import io.jamesconnectors.matchers.place.LoopAlarm;
import io.jamesconnectors.matchers.place.Places;
import io.jamesconnectors.matchers.place.RoutingSources;
import io.jamesconnectors.server.PlaceAtRcpt;

class NoMailboxHookTest {
    private static final Optional<DomainName> AUTHORITATIVE = DomainName.tryParse("contoso.test");
    private static final Optional<DomainName> SENDER = DomainName.tryParse("outside.test");

    private final Path directory;

    NoMailboxHookTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void findsNothingWhereNoConnectorLeads() throws Exception {
        assertThat(hook("").leadsNowhere(AUTHORITATIVE, SENDER)).isTrue();
    }

    @Test
    void findsNothingWhereTheConnectorForAllLeadsByMxBackToUs() throws Exception {
        assertThat(hook(outbound("*", "<tlsSettings>EncryptionOnly</tlsSettings>")).leadsNowhere(AUTHORITATIVE, SENDER)).isTrue();
    }

    @Test
    void followsAConnectorToASmartHost() throws Exception {
        assertThat(hook(outbound("*", "<smartHosts><smartHost>mail.contoso.test</smartHost></smartHosts>")).leadsNowhere(AUTHORITATIVE, SENDER)).isFalse();
    }

    @Test
    void followsAConnectorThatNamesTheDomain() throws Exception {
        assertThat(hook(outbound("contoso.test", "")).leadsNowhere(AUTHORITATIVE, SENDER)).isFalse();
    }

    @Test
    void leavesDomainsAloneThatHaveMailboxesElsewhere() throws Exception {
        assertThat(hook("").leadsNowhere(DomainName.tryParse("relay.test"), SENDER)).isFalse();
        assertThat(hook("").leadsNowhere(DomainName.tryParse("outside.test"), SENDER)).isFalse();
        assertThat(hook("").leadsNowhere(Optional.empty(), SENDER)).isFalse();
    }

    private NoMailboxHook hook(String outbound) throws Exception {
        Path file = Files.writeString(directory.resolve("connectors.xml"), """
                <connectors>
                  <acceptedDomains>
                    <domain name="contoso.test" type="authoritative"/>
                    <domain name="relay.test" type="internalRelay"/>
                  </acceptedDomains>
                  %s
                </connectors>
                """.formatted(outbound));
        LiveConnectors live = LiveConnectors.open(file, directory, name -> null);
        SigningKeys keys = SigningKeys.of(List.of(new byte[SigningKeys.MIN_OCTETS]));
        Places places = new Places(live::current, LocalUsers.NO_MAILBOXES, RoutingSources.unwatched(live.current().connectors()), () -> keys,
            Clock.systemUTC());
        return new NoMailboxHook(live, new PlaceAtRcpt(places, new LoopAlarm(new RecordingMetricFactory(), Clock.systemUTC())));
    }

    private static String outbound(String domains, String more) {
        return "<outbound name=\"Out\" type=\"partner\"><recipientDomains>" + domains + "</recipientDomains>" + more + "</outbound>";
    }
}
