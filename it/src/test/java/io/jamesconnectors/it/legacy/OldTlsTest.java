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
package io.jamesconnectors.it.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.Program;
import io.jamesconnectors.it.support.SmtpDialogue;

/** With {@code conf/legacy-tls.security} Java speaks TLS 1.0 and 1.1: at the listener for old devices, and nowhere else. */
class OldTlsTest {
    private static final String OLD_SERVER = """
          <outbound name="To %1$s" type="partner">
            <recipientDomains>%1$s.test</recipientDomains>
            <useMxRecord>false</useMxRecord>
            <smartHosts><smartHost>127.0.0.1:%2$d</smartHost></smartHosts>
            <tlsSettings>EncryptionOnly</tlsSettings>
          </outbound>
        """;

    @TempDir
    static Path home;

    static Program oldest;
    static Program old;
    static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        oldest = OldTls.mailServer(home, "TLSv1");
        old = OldTls.mailServer(home, "TLSv1.1");
        gateway = GatewayProcess.startWithLegacyListener(home, """
            <connectors>
              <acceptedDomains><domain name="contoso.test" type="internalRelay"/></acceptedDomains>
              <legacyListener name="legacy"><networks>127.0.0.0/8</networks></legacyListener>
              <inbound name="Devices" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
            """ + OLD_SERVER.formatted("oldest", OldTls.port(oldest)) + OLD_SERVER.formatted("old", OldTls.port(old)) + "</connectors>", OldTls.javaOption());
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable running : new AutoCloseable[] {gateway, oldest, old}) {
            if (running != null) {
                running.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"})
    void theListenerForOldDevicesSpeaks(String version) throws Exception {
        assertThat(gateway.program().lines()).contains("TLS 1.0 and 1.1 for old devices: on");
        try (Program device = OldTls.device(home, gateway.legacy().getPort(), version)) {
            assertThat(OldTls.outcome(device)).isEqualTo("handshake " + version);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1"})
    void theOrdinaryListenerRefuses(String version) throws Exception {
        try (Program device = OldTls.device(home, gateway.smtp().getPort(), version)) {
            assertThat(OldTls.outcome(device)).startsWith("refused: ");
        }
    }

    @Test
    void theOrdinaryListenerSpeaksModernTls() throws Exception {
        try (Program device = OldTls.device(home, gateway.smtp().getPort(), "TLSv1.2")) {
            assertThat(OldTls.outcome(device)).isEqualTo("handshake TLSv1.2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"oldest", "old"})
    void aConnectorRefusesAServerThatSpeaksNothingElse(String server) throws Exception {
        try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", gateway.smtp())) {
            device.send("EHLO device.test");
            assertThat(device.message("scanner@contoso.test", "anna@" + server + ".test", server)).startsWith("250");
        }

        assertThat(OldTls.outcome(server.equals("old") ? old : oldest)).startsWith("refused: ");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
            assertThat(gateway.log().lines().filter(line -> line.contains("connector=\"To " + server + "\"") && line.contains("outcome=deferred"))).isNotEmpty());
    }

    @Test
    void thesePeersWouldSpeakItAmongThemselves() throws Exception {
        try (Program server = OldTls.mailServer(home, "TLSv1"); Program device = OldTls.device(home, OldTls.port(server), "TLSv1")) {
            assertThat(OldTls.outcome(device)).isEqualTo("handshake TLSv1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1"})
    void whatWeFetchFromTheWebComesOverModernTls(String version) throws Exception {
        try (Program server = OldTls.webServer(home, version); Program client = OldTls.webClient(home, OldTls.port(server))) {
            assertThat(OldTls.outcome(client)).startsWith("refused: ");
            assertThat(OldTls.outcome(server)).startsWith("refused: ");
        }
    }
}
