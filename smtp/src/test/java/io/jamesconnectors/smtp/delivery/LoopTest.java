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
package io.jamesconnectors.smtp.delivery;

import static io.jamesconnectors.smtp.delivery.Workbench.failure;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.smtp.session.Timeouts;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.tls.dns.MxHost;
import io.jamesconnectors.tls.dns.MxHosts;

/** No mail is sent to where this process listens. */
class LoopTest {

    private static Workbench listeningAt(String address, int port) {
        return new Workbench(new DeliverySettings(Timeouts.of(Duration.ofSeconds(20)), Duration.ofSeconds(20), 100, 30, 1).drawingFrom(Workbench.IN_ORDER)
            .listeningAt(() -> Set.of(new InetSocketAddress(address, port))));
    }

    @Test
    void aSmartHostThatIsThisServerIsPassedOver() throws InterruptedException {
        try (ScriptedSmtpServer ourselves = ScriptedSmtpServer.playing(SmtpScript.offering()); SinkSmtpServer sink = SinkSmtpServer.that().start();
                Workbench bench = listeningAt("0.0.0.0", ourselves.port()).to(List.of(new SmartHost("relay.test", ourselves.port()), new SmartHost("127.0.0.1", sink.port())))) {
            bench.dns.address("relay.test", "127.0.0.1");
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(ourselves.connections()).isZero();
        }
    }

    @Test
    void whereNothingElseIsLeftTheMailWaits() throws InterruptedException {
        try (ScriptedSmtpServer ourselves = ScriptedSmtpServer.playing(SmtpScript.offering());
                Workbench bench = listeningAt("127.0.0.1", ourselves.port()).to("relay.test", ourselves.port())) {
            bench.dns.address("relay.test", "127.0.0.1");
            RecipientOutcome outcome = bench.outcome();
            assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(failure(outcome).asReply()).startsWith("450 4.4.6 ");
            assertThat(failure(outcome).reason()).contains("127.0.0.1:" + ourselves.port() + " is this server");
            assertThat(ourselves.connections()).isZero();
        }
    }

    @Test
    void exchangersThatAreNotPreferredToThisServerAreLeftAlone() throws InterruptedException {
        try (SinkSmtpServer backup = SinkSmtpServer.that().start();
                Workbench bench = listeningAt("127.0.0.9", backup.port()).byMx(backup.port())) {
            bench.dns.mx("partner.test", new MxHosts(List.of(new MxHost(10, DomainName.parse("we.test")), new MxHost(20, DomainName.parse("backup.test")))))
                .address("we.test", "127.0.0.9").address("backup.test", "127.0.0.1");
            assertThat(failure(bench.outcome()).asReply()).startsWith("450 4.4.6 ");
            assertThat(backup.connections()).isZero();
            bench.dns.mx("partner.test", new MxHosts(List.of(new MxHost(10, DomainName.parse("backup.test")), new MxHost(20, DomainName.parse("we.test")))));
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
        }
    }
}
