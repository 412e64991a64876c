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
package io.jamesconnectors.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;

/** Below the floor nothing is sent: the mail waits, the log says why, and the wire shows nothing but EHLO, STARTTLS and QUIT. */
class FloorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Peers to which a connector with {@code DomainValidation} must send nothing. */
    enum Peer {
        ANOTHER_NAME("names of"), EXPIRED("expired"), SELF_SIGNED("self-signed"), HIDES_STARTTLS("STARTTLS");

        final String reason;

        Peer(String reason) {
            this.reason = reason;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        SinkSmtpServer start(TestCa ca) throws Exception {
            return switch (this) {
                case ANOTHER_NAME -> SinkSmtpServer.that().startTls(ca.server("mx.other.test").sslContext()).recordTranscript().start();
                case EXPIRED -> SinkSmtpServer.that().startTls(ca.issue().dnsNames("mx.expired.test").expired().done().sslContext()).recordTranscript().start();
                case SELF_SIGNED -> SinkSmtpServer.that().startTls(ca.issue().dnsNames("mx.self-signed.test").selfSigned().done().sslContext()).recordTranscript().start();
                case HIDES_STARTTLS -> SinkSmtpServer.that().startTls(ca.server("mx.hides-starttls.test").sslContext()).hideStartTls().recordTranscript().start();
            };
        }
    }

    @TempDir
    static Path home;

    static final SinkSmtpServer[] PEERS = new SinkSmtpServer[Peer.values().length];
    static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        TestCa ca = TestCa.create();
        StringBuilder connectors = new StringBuilder("<connectors>\n<trustedCertificates>" + ca.writeRoot(home.resolve("root.pem")) + """
            </trustedCertificates>
            <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
            <inbound name="Devices" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
            """);
        for (Peer peer : Peer.values()) {
            PEERS[peer.ordinal()] = peer.start(ca);
            connectors.append("""
                <outbound name="To %1$s" type="partner">
                  <recipientDomains>%1$s.test</recipientDomains>
                  <useMxRecord>false</useMxRecord>
                  <smartHosts><smartHost>127.0.0.1:%2$d</smartHost></smartHosts>
                  <tlsSettings>DomainValidation</tlsSettings>
                  <tlsDomain>*.%1$s.test</tlsDomain>
                </outbound>
                """.formatted(peer.word(), PEERS[peer.ordinal()].port()));
        }
        gateway = GatewayProcess.start(home, connectors.append("</connectors>").toString());
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        for (SinkSmtpServer peer : PEERS) {
            if (peer != null) {
                peer.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsNothingBelowTheFloor(Peer peer) throws Exception {
        try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", gateway.smtp())) {
            device.send("EHLO device.test");
            assertThat(device.message("scanner@contoso.test", "anna@" + peer.word() + ".test", "secret-" + peer.word())).startsWith("250");
        }

        String line = await().atMost(PATIENCE).until(() -> attempt(peer), found -> !found.isEmpty());
        assertThat(line).contains("connector=\"To " + peer.word() + "\"", "127.0.0.1:" + PEERS[peer.ordinal()].port(), "DomainValidation:", peer.reason);

        assertThat(PEERS[peer.ordinal()].transcript())
            .as("the wire to %s", peer)
            .isNotEmpty()
            .allSatisfy(command -> assertThat(verb(command)).isIn(List.of("EHLO", "STARTTLS", "QUIT")));
        assertThat(PEERS[peer.ordinal()].messages()).isZero();

        String queue = gateway.web("GET", "/mailQueues", gateway.token()).body();
        String name = List.of(queue.replaceAll("[\\[\\]\"]", "").split(",")).stream().filter(n -> n.toLowerCase(Locale.ROOT).contains(peer.word())).findFirst().orElseThrow();
        await().atMost(PATIENCE).untilAsserted(() ->
            assertThat(gateway.web("GET", "/mailQueues/" + name, gateway.token()).body()).contains("\"size\":1"));
    }

    private static String verb(String command) {
        return command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
    }

    private static String attempt(Peer peer) throws Exception {
        return gateway.log().lines().filter(line -> line.contains("connector=\"To " + peer.word() + "\"") && line.contains("tls=")).findFirst().orElse("");
    }
}
