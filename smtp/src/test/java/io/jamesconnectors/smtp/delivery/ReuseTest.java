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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.health.HealthCounters;
import io.jamesconnectors.smtp.session.Timeouts;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.TestCa;
import io.netty.buffer.PooledByteBufAllocator;

/** Connections are kept for the next message, and given up when they are no good any more. */
class ReuseTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static ConnectionLimits limits(int connections, int messages) {
        return new ConnectionLimits(connections, messages, MINUTE, MINUTE);
    }

    @Test
    void messagesShareAConnectionAndItsHandshake(@TempDir Path directory) throws InterruptedException {
        TestCa ca = TestCa.create();
        try (SinkSmtpServer sink = SinkSmtpServer.that().startTls(ca.server("mx.partner.test").sslContext()).start();
                Workbench bench = new Workbench().to("127.0.0.1", sink.port()).floor(TlsSettings.DOMAIN_VALIDATION).names("*.partner.test")
                    .trusting(ca.writeRoot(directory.resolve("roots.pem")))) {
            for (int i = 1; i <= 50; i++) {
                assertThat(bench.send().attempts().get(0).messageNumber()).isEqualTo(i);
            }
            assertThat(sink.handshakes()).isEqualTo(1);
            assertThat(bench.delivery().counters()).isEqualTo(new DeliveryCounters(1, 1, 50, 1, 0));
            assertThat(bench.delivery().counters(bench.connector().name())).isEqualTo(new ConnectorCounters(1, 1, HealthCounters.NONE, 0));
            assertThat(bench.delivery().counters(ConnectorName.parse("another"))).isEqualTo(ConnectorCounters.NONE);
        }
    }

    @Test
    void aConnectionIsGivenUpAfterTheMostMessages() throws InterruptedException {
        try (SinkSmtpServer sink = SinkSmtpServer.that().start(); Workbench bench = new Workbench().to("127.0.0.1", sink.port()).limits(limits(5, 3))) {
            for (int i = 0; i < 9; i++) {
                bench.send();
            }
            assertThat(sink.connections()).isEqualTo(3);
        }
    }

    @Test
    void anIdleConnectionIsEndedWithQuit() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering().takeMessage().quit());
                Workbench bench = new Workbench().to("127.0.0.1", server.port()).limits(new ConnectionLimits(5, 100, MINUTE, Duration.ofMillis(1)))) {
            bench.send();
            assertThat(server.transcript()).endsWith(".", "QUIT");
            assertThat(bench.delivery().counters().idleConnections()).isZero();
        }
    }

    @Test
    void anIdleConnectionThatTheServerClosesIsForgotten() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering().takeMessage().close(), SmtpScript.offering().takeMessage().quit());
                Workbench bench = new Workbench().to("127.0.0.1", server.port())) {
            bench.send();
            await().until(() -> bench.delivery().counters().idleConnections() == 0);
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
        }
    }

    @Test
    void anIdleConnectionOnWhichTheServerSays421IsForgotten() throws InterruptedException {
        SmtpScript timingOut = SmtpScript.offering().takeMessage().say("421 4.4.2 idle for too long");
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(timingOut, SmtpScript.offering().takeMessage().quit());
                Workbench bench = new Workbench().to("127.0.0.1", server.port())) {
            bench.send();
            await().until(() -> bench.delivery().counters().idleConnections() == 0);
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
        }
    }

    @Test
    void aMessageThatFindsItsConnectionDeadIsSentOnANewOne() throws InterruptedException {
        SmtpScript dying = SmtpScript.offering("PIPELINING").takeMessage().hear("MAIL").close();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(dying, SmtpScript.offering("PIPELINING").takeMessage().quit());
                Workbench bench = new Workbench().to("127.0.0.1", server.port())) {
            bench.send();
            DeliveryResult second = bench.send();
            assertThat(Workbench.outcomeOf(second)).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(second.attempts()).hasSize(1);
            assertThat(second.attempts().get(0).problem()).isEmpty();
        }
    }

    @Test
    void aMessageThatMeets421OnAKeptConnectionIsSentOnANewOne() throws InterruptedException {
        SmtpScript tired = SmtpScript.offering().takeMessage().on("MAIL", "421 4.7.0 enough");
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(tired, SmtpScript.offering().takeMessage().quit());
                Workbench bench = new Workbench().to("127.0.0.1", server.port())) {
            bench.send();
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
        }
    }

    @Test
    void aMessageIsSentOnANewConnectionOnceOnly() throws InterruptedException {
        SmtpScript dying = SmtpScript.offering("PIPELINING").takeMessage().hear("MAIL").close();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(dying, SmtpScript.offering().hear("MAIL").close()); Workbench bench = new Workbench().to("127.0.0.1", server.port())) {
            bench.send();
            assertThat(failure(bench.outcome()).asReply()).startsWith("450 4.4.318 ");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aMessageThatLeftAsAWholeIsInDoubtWhenItsConnectionDiesAndThereIsNoNewOne() throws InterruptedException {
        SmtpScript dying = SmtpScript.offering("PIPELINING", "CHUNKING").hear("MAIL").hear("RCPT").hearChunk().say("250 ok", "250 ok", "250 taken")
            .hear("MAIL").hear("RCPT").hearChunk().close();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(dying, SmtpScript.silent().say("554 5.3.2 going down").close());
                Workbench bench = new Workbench().to("127.0.0.1", server.port())) {
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(bench.outcome()).isInstanceOfSatisfying(RecipientOutcome.Unknown.class, unknown ->
                assertThat(unknown.failure().reason()).contains("whether the message arrived is unknown"));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void noMoreConnectionsAreOpenedThanAllowed() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(8);
        try (SinkSmtpServer sink = SinkSmtpServer.that().start(); Workbench bench = new Workbench().to("127.0.0.1", sink.port()).limits(limits(3, 1_000))) {
            List<Callable<RecipientOutcome>> work = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                work.add(bench::outcome);
            }
            for (Future<RecipientOutcome> done : workers.invokeAll(work)) {
                assertThat(done.get()).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(sink.connections()).isLessThanOrEqualTo(3);
            assertThat(sink.messages()).isEqualTo(200);
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void aMessageThatGetsNoConnectionIsDelayed() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        SmtpScript slow = SmtpScript.offering().on("MAIL", "250 ok").hear("RCPT").reached(busy).await(go).say("250 ok").on("DATA", "354 go").hearMessage().say("250 ok").quit();
        DeliverySettings settings = new DeliverySettings(Timeouts.of(Duration.ofSeconds(20)), Duration.ofMillis(50), 100, 30, 1);
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(slow); Workbench bench = new Workbench(settings).to("127.0.0.1", server.port()).limits(limits(1, 100))) {
            Future<RecipientOutcome> first = worker.submit(bench::outcome);
            busy.await();
            assertThat(failure(bench.outcome()).asReply()).startsWith("451 4.4.5 ");
            go.countDown();
            assertThat(first.get()).isInstanceOf(RecipientOutcome.Delivered.class);
        } finally {
            go.countDown();
            worker.shutdownNow();
        }
    }

    @Test
    void anInterruptedWorkerLeavesNoConnectionBehind() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering().hear("MAIL").reached(busy)); Workbench bench = new Workbench().to("127.0.0.1", server.port())) {
            Future<RecipientOutcome> sending = worker.submit(bench::outcome);
            busy.await();
            worker.shutdownNow();
            assertThatThrownBy(sending::get).hasCauseInstanceOf(InterruptedException.class);
            assertThat(server.transcript()).endsWith("MAIL FROM:<alice@contoso.test>");
            assertThat(bench.delivery().counters().activeConnections() + bench.delivery().counters().idleConnections()).isZero();
        } finally {
            worker.shutdownNow();
        }
    }

    @Test
    void closingEndsIdleConnectionsAndAllThreads() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering().takeMessage().quit())) {
            Workbench bench = new Workbench().to("127.0.0.1", server.port());
            bench.send();
            bench.close();
            assertThat(server.transcript()).endsWith("QUIT");
        }
    }

    @Test
    void aLargeMessageIsNeverHeldWhole() throws InterruptedException {
        long size = 50L << 20;
        long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() + PooledByteBufAllocator.DEFAULT.metric().usedHeapMemory();
        try (SinkSmtpServer sink = SinkSmtpServer.that().start(); Workbench bench = new Workbench().to("127.0.0.1", sink.port())) {
            assertThat(Workbench.outcomeOf(bench.send(Envelope.of(Workbench.SENDER, List.of(Workbench.RECIPIENT)), new GeneratedBody(size)))).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(sink.bytes()).isGreaterThanOrEqualTo(size);
            long after = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() + PooledByteBufAllocator.DEFAULT.metric().usedHeapMemory();
            assertThat(after - before).isLessThan(16L << 20);
        }
    }
}
