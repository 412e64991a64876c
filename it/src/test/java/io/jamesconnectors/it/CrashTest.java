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

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.FreePort;
import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.QueueAdministration;
import io.jamesconnectors.testing.MailSource;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.SteadySource;
import io.jamesconnectors.testing.TestCa;

/** Nothing that was accepted is lost when the gateway is killed, and only what was in flight arrives twice. */
class CrashTest {
    private static final int MESSAGES = 1_000;
    private static final int CONNECTIONS = 20;
    /** One mail for each thread of the spooler, and one for each connection. */
    private static final int IN_FLIGHT = 20 + CONNECTIONS;
    private static final int SESSIONS = 8;
    private static final int KILLS = 10;
    /** The gateway is killed after fewer accepted messages than this. */
    private static final int LONGEST_LIFE = 300;
    private static final Duration ARRIVAL = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(500);

    @TempDir
    Path home;

    private final TestCa ca = TestCa.create();

    @Test
    void deliversAllThatWaitedWhenItWasKilled() throws Exception {
        int port = FreePort.find();
        Set<String> accepted;
        try (GatewayProcess gateway = GatewayProcess.start(home, connectors(port))) {
            accepted = send(gateway, "waiting");
            gateway.kill();
        }
        try (SinkSmtpServer partner = SinkSmtpServer.that().startTls(ca.server("mx.partner.test").sslContext()).requireTls().startOn(port);
                GatewayProcess restarted = GatewayProcess.start(home)) {
            assertThat(partner.awaitMessageIds(MESSAGES, ARRIVAL)).as(() -> partner.messageIds().size() + " of " + MESSAGES + " arrived").isTrue();
            assertThat(partner.messageIds()).isEqualTo(accepted);
            assertThat(partner.duplicates()).as("only what was on its way from one queue to the next").isLessThanOrEqualTo(IN_FLIGHT);
            assertThat(restarted.stop()).isZero();
        }
    }

    @Test
    void deliversAllAndDoublesOnlyWhatWasInFlightWhenItIsKilledWhileItDelivers() throws Exception {
        int port = FreePort.find();
        try (SinkSmtpServer partner = SinkSmtpServer.that().startTls(ca.server("mx.partner.test").sslContext()).requireTls().startOn(port)) {
            Set<String> accepted;
            try (GatewayProcess gateway = GatewayProcess.start(home, connectors(port))) {
                accepted = send(gateway, "flying");
                gateway.kill();
            }
            try (GatewayProcess restarted = GatewayProcess.start(home)) {
                assertThat(partner.awaitMessageIds(MESSAGES, ARRIVAL)).as(() -> partner.messageIds().size() + " of " + MESSAGES + " arrived").isTrue();
                assertThat(partner.messageIds()).isEqualTo(accepted);
                assertThat(restarted.stop()).isZero();
            }
            assertThat(partner.duplicates()).as("only what was in flight").isLessThanOrEqualTo(IN_FLIGHT);
        }
    }

    @Test
    void losesNothingInTenKillsAtRandomMomentsUnderLoad() throws Exception {
        long seed = Long.getLong("seed", 1);
        Random moments = new Random(seed);
        int port = FreePort.find();
        try (SinkSmtpServer partner = SinkSmtpServer.that().startTls(ca.server("mx.partner.test").sslContext()).requireTls().startOn(port)) {
            GatewayProcess gateway = GatewayProcess.start(home, connectors(port));
            try {
                String token = gateway.token();
                SteadySource source = SteadySource.start(source(gateway, "steady"), SESSIONS);
                try (source) {
                    for (int kill = 0; kill < KILLS; kill++) {
                        source.awaitAccepted(source.accepted().size() + moments.nextInt(LONGEST_LIFE), ARRIVAL);
                        gateway.kill();
                        gateway = GatewayProcess.start(home);
                        source.moveTo(gateway.smtp());
                    }
                    source.awaitAccepted(source.accepted().size() + LONGEST_LIFE, ARRIVAL);
                }
                Set<String> accepted = source.accepted();
                await("all that was accepted, of seed " + seed).atMost(ARRIVAL).pollInterval(POLL).until(() -> missing(accepted, partner), Set::isEmpty);
                QueueAdministration queues = new QueueAdministration(gateway, token);
                await().atMost(ARRIVAL).pollInterval(POLL).until(() -> queues.isEmptyOrLetOut("connector-partner"));

                System.out.println("seed " + seed + ": killed " + KILLS + " times; answered with 250: " + accepted.size() + ", all arrived; arrived without an answer: "
                    + (partner.messageIds().size() - accepted.size()) + "; arrived twice: " + partner.duplicates());
                assertThat(partner.duplicates()).as("only what was in flight; seed %d", seed).isLessThanOrEqualTo(KILLS * IN_FLIGHT);
                assertThat(partner.messageIds().size() - accepted.size()).as("one for each session, at each kill; seed %d", seed).isLessThanOrEqualTo(KILLS * SESSIONS);
            } finally {
                gateway.close();
            }
        }
    }

    private static Set<String> missing(Set<String> accepted, SinkSmtpServer partner) {
        Set<String> missing = new HashSet<>(accepted);
        missing.removeAll(partner.messageIds());
        return missing;
    }

    /** Sends messages that are all accepted, and gives their Message-IDs. */
    private static Set<String> send(GatewayProcess gateway, String prefix) throws Exception {
        MailSource source = source(gateway, prefix);
        assertThat(source.send(MESSAGES, SESSIONS)).isEqualTo(MESSAGES);
        return source.messageIds(MESSAGES);
    }

    private static MailSource source(GatewayProcess gateway, String prefix) throws Exception {
        return new MailSource(gateway.smtp(), InetAddress.getByName("127.0.0.1"), "app@contoso.test", "anna@partner.test", prefix, 2_000);
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
}
