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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.health.HealthCounters;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.TestCa;

/** Hosts that do not answer are left alone, and found again. */
class DeadHostsTest {
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    private static final SmtpScript HANGING_UP = SmtpScript.silent().close();
    private static final SmtpScript TAKING = SmtpScript.offering().takeMessage().quit();

    private static void send(Workbench bench, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            bench.send();
        }
    }

    @Test
    void aDeadHostIsNotHammeredButProbed() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(HANGING_UP, HANGING_UP, HANGING_UP, HANGING_UP, HANGING_UP, TAKING);
                Workbench bench = new Workbench().to("127.0.0.1", server.port())) {
            send(bench, 100);
            assertThat(server.connections()).isEqualTo(4);
            RecipientOutcome outcome = bench.outcome();
            assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(failure(outcome).asReply()).startsWith("450 4.4.1 ");
            assertThat(failure(outcome).reason()).contains("is dead, next probe in ", "connection closed by the server");
            send(bench.after(HALF_A_MINUTE), 10);
            assertThat(server.connections()).isEqualTo(5);
            send(bench.after(HALF_A_MINUTE), 10);
            assertThat(server.connections()).isEqualTo(5);
            assertThat(bench.after(HALF_A_MINUTE).outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(bench.delivery().healthCounters()).isEqualTo(new HealthCounters(1, 2, 96 + 1 + 9 + 10));
        }
    }

    @Test
    void whileOneIsDeadTheOtherServes() throws InterruptedException {
        try (ScriptedSmtpServer dead = ScriptedSmtpServer.playing(HANGING_UP); SinkSmtpServer sink = SinkSmtpServer.that().start();
                Workbench bench = new Workbench().to(List.of(new SmartHost("127.0.0.1", dead.port()), new SmartHost("127.0.0.1", sink.port())))) {
            send(bench, 100);
            assertThat(sink.messages()).isEqualTo(100);
            assertThat(dead.connections()).isEqualTo(4);
            send(bench.after(HALF_A_MINUTE), 100);
            assertThat(sink.messages()).isEqualTo(200);
            assertThat(dead.connections()).isEqualTo(5);
        }
    }

    @Test
    void aResetNeverCondemnsOffice365() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.silent().reset()); Workbench bench = new Workbench().to("127.0.0.1", server.port()).type(ConnectorType.OFFICE365)) {
            send(bench, 50);
            assertThat(server.connections()).isEqualTo(50);
        }
    }

    @Test
    void aCertificateThatDoesNotMeetTheFloorCondemnsNobody() throws InterruptedException {
        try (SinkSmtpServer sink = SinkSmtpServer.that().startTls(TestCa.create().server("mx.partner.test").sslContext()).start();
                Workbench bench = new Workbench().to("127.0.0.1", sink.port())) {
            bench.floor(TlsSettings.CERTIFICATE_VALIDATION);
            send(bench, 10);
            assertThat(sink.connections()).isEqualTo(10);
            assertThat(bench.floor(TlsSettings.ENCRYPTION_ONLY).outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
        }
    }

    @Test
    void aRefusalOfTheMailSaysNothingAgainstTheHost() throws InterruptedException {
        SmtpScript refusing = SmtpScript.offering().repeat(20, script -> script.on("MAIL", "451 not now").on("RSET", "250 ok")).quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(refusing); Workbench bench = new Workbench().to("127.0.0.1", server.port())) {
            send(bench, 20);
            assertThat(bench.delivery().hosts()).allMatch(host -> !host.dead() && host.visits() == 0);
        }
    }

    @Test
    void hostsThatBearFewAttemptsMakeTheOthersWaitAndNotFail() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(20);
        try (SinkSmtpServer sink = SinkSmtpServer.that().start(); Workbench bench = new Workbench().to("127.0.0.1", sink.port())) {
            List<Callable<RecipientOutcome>> work = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                work.add(bench::outcome);
            }
            for (Future<RecipientOutcome> done : workers.invokeAll(work)) {
                assertThat(done.get()).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(bench.delivery().hosts()).singleElement().satisfies(host -> assertThat(host.window()).isGreaterThan(5));
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void anIdleConnectionIsPreferredWhereANewOneWouldCostIt() throws InterruptedException {
        ConnectionLimits one = new ConnectionLimits(1, 1_000, Duration.ofMinutes(5), Duration.ofMinutes(5));
        try (SinkSmtpServer first = SinkSmtpServer.that().start(); SinkSmtpServer second = SinkSmtpServer.that().start()) {
            SmartHost a = new SmartHost("127.0.0.1", first.port());
            SmartHost b = new SmartHost("127.0.0.1", second.port());
            try (Workbench bench = new Workbench().limits(one)) {
                send(bench.to(List.of(a, b)), 5);
                send(bench.to(List.of(b, a)), 5);
                assertThat(first.messages()).isEqualTo(10);
                assertThat(bench.delivery().counters().connectionsOpened()).isEqualTo(1);
            }
        }
    }
}
