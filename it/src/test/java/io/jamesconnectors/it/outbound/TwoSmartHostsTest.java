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
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.QueueAdministration;
import io.jamesconnectors.testing.MailSource;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;

/** Two smart hosts share the mail; one is killed in the middle. All arrives at the two together, and twice only what was under way to the dead one. */
class TwoSmartHostsTest {
    private static final int MESSAGES = 5_000;
    private static final int BEFORE_THE_DEATH = 1_500;
    private static final int CONNECTIONS = 20;
    private static final Duration ARRIVAL = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(500);

    @TempDir
    Path home;

    @Test
    void theOtherTakesAllWhenOneDies() throws Exception {
        TestCa ca = TestCa.create();
        Arrivals arrivals = new Arrivals();
        try (SinkSmtpServer dies = SinkSmtpServer.that().startTls(ca.server("mx1.partner.test").sslContext()).requireTls().tell(arrivals.at("dies")).start();
                SinkSmtpServer lives = SinkSmtpServer.that().startTls(ca.server("mx2.partner.test").sslContext()).requireTls().tell(arrivals.at("lives")).start();
                GatewayProcess gateway = GatewayProcess.start(home, connectors(ca, dies, lives))) {
            MailSource source = new MailSource(gateway.smtp(), InetAddress.getByName("127.0.0.1"), "app@contoso.test", "anna@partner.test", "shared", 2_000);
            CompletableFuture<Integer> accepted = source.sendAside(MESSAGES, 8);
            arrivals.awaitCount(BEFORE_THE_DEATH, ARRIVAL);
            dies.close();
            int before = arrivals.count();

            assertThat(accepted.get()).isEqualTo(MESSAGES);
            QueueAdministration queues = new QueueAdministration(gateway, gateway.token());
            // What may have arrived rests for five minutes; it need not here.
            await("nothing waits any more").atMost(ARRIVAL).pollInterval(POLL).until(() -> queues.isEmptyOrLetOut("connector-partner"));

            long unknown = gateway.log().lines().filter(line -> line.contains("outcome=unknown")).count();
            List<List<Arrivals.Arrival>> twice = arrivals.byMessage().values().stream().filter(copies -> copies.size() > 1).toList();
            System.out.println("one of two smart hosts killed after " + before + " of " + MESSAGES + ": it took " + dies.messages() + ", the other " + lives.messages()
                + "; unknown outcomes " + unknown + ", twice " + twice.size() + "; longest gap between arrivals " + arrivals.longestGap().toMillis() + " ms");
            assertThat(arrivals.byMessage().keySet()).as("at the two together").isEqualTo(source.messageIds(MESSAGES));
            assertThat(dies.messages()).as("at the one that died").isPositive();
            assertThat(twice).as("what was under way to the one that died").allSatisfy(copies ->
                assertThat(copies).extracting(Arrivals.Arrival::server).containsExactly("dies", "lives"));
            assertThat((long) twice.size()).isLessThanOrEqualTo(unknown);
            assertThat(unknown).as("one for each connection at most").isLessThanOrEqualTo(CONNECTIONS);
        }
    }

    private String connectors(TestCa ca, SinkSmtpServer one, SinkSmtpServer other) {
        return """
            <connectors>
              <trustedCertificates>%s</trustedCertificates>
              <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
              <inbound name="Applications" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
              <outbound name="Partner" type="partner">
                <recipientDomains>partner.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>127.0.0.1:%d</smartHost><smartHost>127.0.0.1:%d</smartHost></smartHosts>
                <tlsSettings>DomainValidation</tlsSettings>
                <tlsDomain>*.partner.test</tlsDomain>
                <limits maxConnections="%d"/>
                <retry waits="1s"/>
              </outbound>
            </connectors>
            """.formatted(ca.writeRoot(home.resolve("root.pem")), one.port(), other.port(), CONNECTIONS);
    }
}
