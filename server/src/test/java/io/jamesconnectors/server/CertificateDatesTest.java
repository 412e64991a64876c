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
package io.jamesconnectors.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.apache.james.core.healthcheck.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.server.CertificateDates.End;
import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

import reactor.core.publisher.Mono;

class CertificateDatesTest {
    private static final TestCa CA = TestCa.create();
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final String RELAY = """
          <outbound name="%s" type="partner">
            <recipientDomains>%s.example</recipientDomains>
            <smartHosts><smartHost>mx.bank.example</smartHost></smartHosts>
            <clientCertificate chain="file://%s" key="file://relay.key"/>
          </outbound>
        """;

    private final Path directory;

    CertificateDatesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void findsTheCertificatesOfConnectorsAndListenersTheFirstToEndFirst() throws Exception {
        TestCertificate relay = lasting(Duration.ofDays(10));
        Files.writeString(directory.resolve("relay.pem"), relay.chainPem());
        Files.writeString(directory.resolve("relay.key"), relay.keyPem());
        TlsSides.writePem(directory, lasting(Duration.ofDays(20)));
        LiveConnectors live = Configured.in(directory, "<connectors>" + RELAY.formatted("Bank", "bank", "relay.pem") + RELAY.formatted("Shop", "shop", "relay.pem")
            + "</connectors>").open();

        try (JamesListener listener = JamesListener.start(directory, TlsSides.pem("startTLS", ""), "")) {
            List<End> ends = new CertificateDates(live, () -> List.of(listener.server())).all();

            assertThat(ends).extracting(End::shownBy).containsExactly("connector 'Bank' and 1 more", "listener " + listener.address());
            assertThat(ends).extracting(End::notAfter).containsExactly(NOW.plus(Duration.ofDays(10)), NOW.plus(Duration.ofDays(20)));
        }
    }

    @Test
    void aListenerWithoutTlsAndAFileThatIsGoneHaveNoDate() throws Exception {
        TestCertificate relay = lasting(Duration.ofDays(10));
        Files.writeString(directory.resolve("relay.pem"), relay.chainPem());
        Files.writeString(directory.resolve("relay.key"), relay.keyPem());
        LiveConnectors live = Configured.in(directory, "<connectors>" + RELAY.formatted("Bank", "bank", "relay.pem") + "</connectors>").open();
        Files.delete(directory.resolve("relay.pem"));

        try (JamesListener listener = JamesListener.start(directory, "", "")) {
            assertThat(new CertificateDates(live, () -> List.of(listener.server())).all()).isEmpty();
            assertThat(new CertificateDates(live, () -> null).all()).isEmpty();
        }
    }

    @Test
    void theHealthCheckWarnsThirtyDaysBeforeAndSaysWhichHaveEnded() {
        MutableClock clock = MutableClock.at(NOW);
        End first = new End("connector 'Bank'", "CN=relay", NOW.plus(Duration.ofDays(31)));
        End second = new End("listener 127.0.0.1:25", "CN=mail", NOW.plus(Duration.ofDays(90)));
        CertificatesHealthCheck check = new CertificatesHealthCheck(() -> List.of(first, second), clock);

        assertThat(result(check).isHealthy()).isTrue();
        clock.advance(Duration.ofDays(2));
        assertThat(result(check).isDegraded()).isTrue();
        assertThat(result(check).getCause()).get().asString().startsWith("connector 'Bank': ends in 29 days (CN=relay, ").doesNotContain("listener");
        clock.advance(Duration.ofDays(40));
        assertThat(result(check).getCause()).get().asString().startsWith("connector 'Bank': has ended (CN=relay, ");
    }

    private static Result result(CertificatesHealthCheck check) {
        return Mono.from(check.check()).block();
    }

    private static TestCertificate lasting(Duration life) {
        return CA.issue().dnsNames("relay.contoso.com").valid(NOW.minus(Duration.ofDays(1)), NOW.plus(life)).done();
    }
}
