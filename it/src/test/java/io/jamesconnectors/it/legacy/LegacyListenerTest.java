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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.Program;
import io.jamesconnectors.it.support.QueueAdministration;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;

/** Old devices at their listener: who may come, and how their mail leaves. */
class LegacyListenerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DEVICE = "127.0.0.2";
    private static final String ELSEWHERE = "127.0.0.9";
    private static final String WEAK_QUEUE = "connector-weak";

    @TempDir
    static Path home;

    static SinkSmtpServer office;
    static SinkSmtpServer weak;
    static GatewayProcess gateway;
    static String token;
    static Path root;

    @BeforeAll
    static void start() throws Exception {
        TestCa ca = TestCa.create();
        root = ca.writeRoot(home.resolve("root.pem"));
        office = SinkSmtpServer.that().startTls(ca.server("mx.office.test").sslContext()).requireTls().recordTranscript().start();
        weak = SinkSmtpServer.that().startTls(ca.server("mx.weak.test").sslContext()).start();
        gateway = GatewayProcess.startWithLegacyListener(home, connectors("opportunistic"));
        token = gateway.token();
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable running : new AutoCloseable[] {gateway, office, weak}) {
            if (running != null) {
                running.close();
            }
        }
    }

    @Test
    void takesMailOfADeviceInClearAndSendsItOnOverModernTls() throws Exception {
        assertThat(submit("anna@office.test", "scan")).startsWith("250");

        assertThat(office.awaitMessages(1, PATIENCE)).isTrue();
        assertThat(office.handshakes()).isPositive();
        String attempt = await().atMost(PATIENCE).until(() -> line("connector=\"Office 365\"", "tls="), found -> !found.isEmpty());
        assertThat(attempt).contains("protocol=TLSv1.3");
    }

    @Test
    void turnsAwayWhoeverIsOutsideOfTheNetwork() throws Exception {
        try (SmtpDialogue stranger = SmtpDialogue.open(ELSEWHERE, gateway.legacy())) {
            assertThat(stranger.lastReply()).containsExactly("554 5.7.1 Access denied");
            assertThatThrownBy(stranger::readReply).isInstanceOf(IOException.class);
        }
        assertThat(await().atMost(PATIENCE).until(() -> line("reason=outside-legacy-networks", "address=" + ELSEWHERE), found -> !found.isEmpty()))
            .contains("listener=legacy", "verdict=refuse", "reply=554/5.7.1");
    }

    @Test
    void knowsTheDeviceAtItsListenerOnly() throws Exception {
        try (SmtpDialogue device = SmtpDialogue.open(DEVICE, gateway.smtp())) {
            device.send("EHLO scanner.test");
            assertThat(device.message("scanner@contoso.test", "anna@office.test", "elsewhere")).startsWith("550 5.7.64");
        }
    }

    @Test
    void speaksNoOldTlsUnlessJavaIsToldTo() throws Exception {
        assertThat(gateway.program().lines()).contains("TLS 1.0 and 1.1 for old devices: off in this Java (conf/legacy-tls.security)");
        try (Program device = OldTls.device(home, gateway.legacy().getPort(), "TLSv1.1")) {
            assertThat(OldTls.outcome(device)).as("the network admits 127.0.0.1 too").startsWith("refused: ");
        }
    }

    @Test
    void keepsWhatWouldGoByMx() throws Exception {
        assertThat(submit("anna@nowhere.test", "nowhere")).startsWith("250");

        assertThat(held("mx")).contains("reply=\"451 4.7.4 mail of the legacy listener legacy leaves only over TLS 1.2 or newer, which ordinary delivery by MX does not demand");
    }

    @Test
    void keepsWhatWouldLeaveBelowModernTlsOverARestartUntilTheConnectorIsMended() throws Exception {
        assertThat(submit("anna@weak.test", "held")).startsWith("250");
        assertThat(held("Weak")).contains("reply=\"451 4.7.4 mail of the legacy listener legacy leaves only over TLS 1.2 or newer, which connector Weak does not demand "
            + "(tlsSettings opportunistic); set its <tlsSettings> to EncryptionOnly or more\"");

        assertThat(gateway.stop()).isZero();
        long before = heldTimes("Weak");
        gateway = GatewayProcess.startWithLegacyListener(home, connectors("opportunistic"));
        QueueAdministration queues = new QueueAdministration(gateway, token);
        queues.letOut(WEAK_QUEUE);
        await().atMost(PATIENCE).until(() -> heldTimes("Weak") > before);
        assertThat(weak.connections()).isZero();

        GatewayProcess.write(home, connectors("EncryptionOnly"));
        assertThat(gateway.web("POST", "/connectors/reload", token).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> queues.isEmptyOrLetOut(WEAK_QUEUE));
        assertThat(weak.awaitMessages(1, PATIENCE)).isTrue();
        assertThat(weak.handshakes()).isPositive();
    }

    private static String submit(String recipient, String subject) throws IOException {
        try (SmtpDialogue device = SmtpDialogue.open(DEVICE, gateway.legacy())) {
            device.send("EHLO scanner.test");
            return device.message("scanner@contoso.test", recipient, subject);
        }
    }

    private static String held(String connector) {
        return await().atMost(PATIENCE).until(() -> line("connector=\"" + connector + "\"", "outcome=deferred"), found -> !found.isEmpty());
    }

    private static long heldTimes(String connector) throws IOException {
        return gateway.log().lines().filter(line -> line.contains("connector=\"" + connector + "\"") && line.contains("outcome=deferred")).count();
    }

    private static String line(String... parts) throws IOException {
        return gateway.log().lines().filter(line -> List.of(parts).stream().allMatch(line::contains)).findFirst().orElse("");
    }

    private static String connectors(String weakFloor) {
        return """
            <connectors>
              <acceptedDomains><domain name="contoso.test" type="internalRelay"/></acceptedDomains>
              <trustedCertificates>%1$s</trustedCertificates>
              <legacyListener name="legacy"><networks>127.0.0.0/30</networks></legacyListener>
              <inbound name="Old devices" type="organization">
                <listeners>legacy</listeners>
                <senderIPAddresses>127.0.0.2</senderIPAddresses>
              </inbound>
              <outbound name="Office 365" type="partner">
                <recipientDomains>office.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>127.0.0.1:%2$d</smartHost></smartHosts>
                <tlsSettings>DomainValidation</tlsSettings>
                <tlsDomain>mx.office.test</tlsDomain>
              </outbound>
              <outbound name="Weak" type="partner">
                <recipientDomains>weak.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>127.0.0.1:%3$d</smartHost></smartHosts>
                <tlsSettings>%4$s</tlsSettings>
              </outbound>
            </connectors>
            """.formatted(root, office.port(), weak.port(), weakFloor);
    }
}
