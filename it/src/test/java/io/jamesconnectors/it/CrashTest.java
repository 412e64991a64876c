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

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.testing.MailSource;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;

/** Nothing that was accepted is lost when the gateway is killed, and only what was in flight arrives twice. */
class CrashTest {
    private static final int MESSAGES = 1_000;
    private static final int CONNECTIONS = 20;
    /** One mail for each thread of the spooler, and one for each connection. */
    private static final int IN_FLIGHT = 20 + CONNECTIONS;
    private static final Duration ARRIVAL = Duration.ofMinutes(3);

    @TempDir
    Path home;

    private final TestCa ca = TestCa.create();

    @Test
    void deliversAllThatWaitedWhenItWasKilled() throws Exception {
        int port = freePort();
        try (GatewayProcess gateway = GatewayProcess.start(home, connectors(port))) {
            assertThat(send(gateway, "waiting")).isEqualTo(MESSAGES);
            gateway.kill();
        }
        try (SinkSmtpServer partner = SinkSmtpServer.that().startTls(ca.server("mx.partner.test").sslContext()).requireTls().startOn(port);
                GatewayProcess restarted = GatewayProcess.start(home)) {
            assertThat(partner.awaitMessageIds(MESSAGES, ARRIVAL)).as(() -> partner.messageIds().size() + " of " + MESSAGES + " arrived").isTrue();
            assertThat(partner.messageIds()).isEqualTo(all("waiting"));
            assertThat(partner.duplicates()).as("only what was on its way from one queue to the next").isLessThanOrEqualTo(IN_FLIGHT);
            assertThat(restarted.stop()).isZero();
        }
    }

    @Test
    void deliversAllAndDoublesOnlyWhatWasInFlightWhenItIsKilledWhileItDelivers() throws Exception {
        int port = freePort();
        try (SinkSmtpServer partner = SinkSmtpServer.that().startTls(ca.server("mx.partner.test").sslContext()).requireTls().startOn(port)) {
            try (GatewayProcess gateway = GatewayProcess.start(home, connectors(port))) {
                assertThat(send(gateway, "flying")).isEqualTo(MESSAGES);
                gateway.kill();
            }
            try (GatewayProcess restarted = GatewayProcess.start(home)) {
                assertThat(partner.awaitMessageIds(MESSAGES, ARRIVAL)).as(() -> partner.messageIds().size() + " of " + MESSAGES + " arrived").isTrue();
                assertThat(partner.messageIds()).isEqualTo(all("flying"));
                assertThat(restarted.stop()).isZero();
            }
            assertThat(partner.duplicates()).as("only what was in flight").isLessThanOrEqualTo(IN_FLIGHT);
        }
    }

    private static int send(GatewayProcess gateway, String prefix) throws Exception {
        return new MailSource(gateway.smtp(), InetAddress.getByName("127.0.0.1"), "app@contoso.test", "anna@partner.test", prefix, 2_000).send(MESSAGES, 8);
    }

    private static Set<String> all(String prefix) {
        return IntStream.range(0, MESSAGES).mapToObj(number -> "<" + prefix + "-" + number + "@source.test>").collect(Collectors.toSet());
    }

    private String connectors(int port) {
        return """
            <connectors>
              <trustedCertificates>%s</trustedCertificates>
              <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
              <inbound name="Applications" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
              <outbound name="Partner" type="partner">
                <recipientDomains>partner.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>127.0.0.1:%d</smartHost></smartHosts>
                <tlsSettings>DomainValidation</tlsSettings>
                <tlsDomain>mx.partner.test</tlsDomain>
                <limits maxConnections="%d"/>
                <retry waits="2s"/>
              </outbound>
            </connectors>
            """.formatted(ca.writeRoot(home.resolve("root.pem")), port, CONNECTIONS);
    }

    /** A port where nobody listens yet; the sink takes it later. */
    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
