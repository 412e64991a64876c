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
package io.jamesconnectors.it.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.FreePort;
import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.QueueAdministration;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.MailSource;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;

/** Thousands of mails wait for a partner that is dead, and mail for another one passes them by. With {@code -Dit.backlog=50000} there are so many. */
class DeadPartnerTest {
    private static final int BACKLOG = Integer.getInteger("it.backlog", 5_000);
    private static final int WARM_UP = 1_000;
    private static final int PROBES = 200;
    private static final Duration ARRIVAL = Duration.ofMinutes(5);

    private final Arrivals arrivals = new Arrivals();
    @TempDir
    Path home;

    @Test
    void itsBacklogHoldsUpNobodyElse() throws Exception {
        TestCa ca = TestCa.create();
        try (SinkSmtpServer alive = SinkSmtpServer.that().startTls(ca.server("mx.alive.test").sslContext()).requireTls().tell(arrivals.at("alive")).start();
                GatewayProcess gateway = GatewayProcess.start(home, connectors(ca, FreePort.find(), alive.port()))) {
            QueueAdministration queues = new QueueAdministration(gateway, gateway.token());
            MailSource warmUp = new MailSource(gateway.smtp(), InetAddress.getByName("127.0.0.1"), "app@contoso.test", "anna@alive.test", "warm-up", 2_000);
            assertThat(warmUp.send(WARM_UP, 8)).isEqualTo(WARM_UP);
            arrivals.awaitCount(WARM_UP, ARRIVAL);
            long before = probe(gateway, "before");

            MailSource source = new MailSource(gateway.smtp(), InetAddress.getByName("127.0.0.1"), "app@contoso.test", "anna@dead.test", "backlog", 2_000);
            assertThat(source.send(BACKLOG, 8)).isEqualTo(BACKLOG);
            long filling = probe(gateway, "spooler");
            await("all of it waits").atMost(ARRIVAL).pollInterval(Duration.ofMillis(200)).until(() -> queues.size("spool") == 0);
            awaitBacklog(queues);
            long after = probe(gateway, "after");

            System.out.println("median from DATA to arrival of " + PROBES + " mails, one after another: " + before + " us without a backlog, " + filling + " us right after "
                + BACKLOG + " mails for a dead partner were taken, " + after + " us while they wait");
            awaitBacklog(queues);
            assertThat(arrivals.byMessage()).hasSize(WARM_UP + 3 * PROBES);
            assertThat(arrivals.count()).as("each once").isEqualTo(WARM_UP + 3 * PROBES);
        }
    }

    /** A mail that is stored again is there twice for a moment. */
    private static void awaitBacklog(QueueAdministration queues) {
        await("the backlog").atMost(ARRIVAL).pollInterval(Duration.ofMillis(200)).until(() -> queues.size("connector-dead") == BACKLOG);
    }

    /** Sends mails to the partner that lives, each when the one before has arrived; the median of the microseconds that they took. */
    private long probe(GatewayProcess gateway, String name) throws Exception {
        List<Long> micros = new ArrayList<>();
        try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", gateway.smtp())) {
            device.send("EHLO device.test");
            for (int i = 0; i < PROBES; i++) {
                int arrived = arrivals.count();
                long begun = System.nanoTime();
                assertThat(device.message("app@contoso.test", "anna@alive.test", name + "-" + i)).startsWith("250");
                micros.add((arrivals.awaitCount(arrived + 1, ARRIVAL).nanos() - begun) / 1_000);
            }
        }
        return micros.stream().sorted().skip(PROBES / 2).findFirst().orElseThrow();
    }

    private String connectors(TestCa ca, int dead, int alive) {
        return """
            <connectors>
              <trustedCertificates>%s</trustedCertificates>
              <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
              <inbound name="Applications" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
              <outbound name="Dead" type="partner">
                <recipientDomains>dead.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>127.0.0.1:%d</smartHost></smartHosts>
                <tlsSettings>DomainValidation</tlsSettings>
                <tlsDomain>mx.dead.test</tlsDomain>
                <retry waits="1h"/>
              </outbound>
              <outbound name="Alive" type="partner">
                <recipientDomains>alive.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>127.0.0.1:%d</smartHost></smartHosts>
                <tlsSettings>DomainValidation</tlsSettings>
                <tlsDomain>mx.alive.test</tlsDomain>
              </outbound>
            </connectors>
            """.formatted(ca.writeRoot(home.resolve("root.pem")), dead, alive);
    }
}
