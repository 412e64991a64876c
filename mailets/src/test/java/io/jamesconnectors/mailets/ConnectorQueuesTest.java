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
package io.jamesconnectors.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import javax.mail.MessagingException;

import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.queue.memory.MemoryMailQueueFactory;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.explain.Usage;
import io.jamesconnectors.smtp.delivery.Body;
import io.jamesconnectors.smtp.delivery.ConnectorCounters;
import io.jamesconnectors.smtp.delivery.DeliveryResult;
import io.jamesconnectors.smtp.delivery.Envelope;
import io.jamesconnectors.smtp.health.HealthCounters;

@Timeout(60)
class ConnectorQueuesTest {
    private static final OutboundConnector BANK = OutboundSamples.smartHost("Bank out", "bank.test");
    private static final OutboundConnector CLOUD = OutboundSamples.smartHost("Cloud", "cloud.test");

    private final Path var;
    private final MemoryMailQueueFactory queueFactory = new MemoryMailQueueFactory(new RawMailQueueItemDecoratorFactory(), Clock.systemUTC());
    private final MutableRouteTable table = new MutableRouteTable(BANK, CLOUD);
    private final CountDownLatch release = new CountDownLatch(1);
    private final ScriptedDelivery delivery = new ScriptedDelivery() {
        @Override
        public DeliveryResult attempt(OutboundConnector connector, Optional<Mailbox> mailbox, DomainName recipientDomain, Envelope envelope, Body body, String ehloName) throws InterruptedException {
            if (envelope.recipients().get(0).address().startsWith("slow")) {
                release.await();
            }
            return super.attempt(connector, mailbox, recipientDomain, envelope, body, ehloName);
        }
    };
    private final James james;

    ConnectorQueuesTest(@TempDir Path var) throws Exception {
        this.var = var;
        this.james = new James(queueFactory, table, delivery, var, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        release.countDown();
        james.close();
    }

    @Test
    void deliversThroughTheQueueOfEachConnector() throws Exception {
        james.start();
        Mail mail = Mails.mail("a@bank.test", "b@cloud.test", "c@else.test");
        james.mailet.service(mail);

        await().until(() -> delivery.sent.size() == 3);
        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(delivery.sent).extracting(sent -> sent.connector().name().asString() + " " + sent.recipients())
            .containsExactlyInAnyOrder("Bank out [a@bank.test]", "Cloud [b@cloud.test]", "mx [c@else.test]");
        assertThat(delivery.sent).allSatisfy(sent -> assertThat(new String(sent.bytes())).isEqualTo(Mails.MESSAGE));
    }

    @Test
    void leavesNothingInTheQueueThatIsDelivered() throws Exception {
        james.start();
        james.mailet.service(Mails.mail("a@bank.test"));

        await().until(() -> delivery.sent.size() == 1 && size("connector-bank_20out") == 0);
    }

    @Test
    void letsASlowConnectorDelayNoOther() throws Exception {
        james.start();
        for (int i = 0; i < 2 * BANK.limits().maxConnections() + 40; i++) {
            james.mailet.service(Mails.mail("slow" + i + "@bank.test"));
        }
        james.mailet.service(Mails.mail("quick@cloud.test"));

        await().until(() -> delivery.sent.size() == 1);
        assertThat(delivery.sent.get(0).recipients()).containsExactly("quick@cloud.test");
        await().until(() -> inFlight("connector-bank_20out") == BANK.limits().maxConnections());
        assertThat(delivery.sent).hasSize(1);
    }

    @Test
    void opensTheQueueOfAConnectorThatIsAdded() throws Exception {
        james.start();
        OutboundConnector added = OutboundSamples.smartHost("Added", "added.test");
        table.swap(BANK, CLOUD, added);
        assertThat(open()).containsExactly("connector-mx");

        james.mailet.service(Mails.mail("a@added.test"));
        await().until(() -> delivery.sent.size() == 1);
        assertThat(open()).containsExactly("connector-added", "connector-mx");
    }

    @Test
    void opensNoQueueWithoutMail() throws Exception {
        james.start();

        assertThat(open()).containsExactly("connector-mx");
        assertThat(queueFactory.listCreatedMailQueues()).containsExactly(MailQueueName.of("connector-mx"));
        assertThat(Files.readAllLines(var.resolve("connector-queues.txt"))).containsExactly("connector-mx");
        assertThat(james.queues.isConsuming(BANK.name())).isTrue();
        assertThat(james.queues.isSlowedDown(BANK.name())).isFalse();
        assertThat(james.queues.waiting(BANK.name())).hasValue(0);
        assertThat(james.queues.waiting(BANK.name(), 0, 10)).isEmpty();
        assertThat(james.queues.retryAll(BANK.name())).isZero();
        assertThat(james.queues.retry(BANK.name(), "Mail1")).isEqualTo(ConnectorDesk.Handled.MISSING);
        assertThat(james.queues.backlog(BANK.name())).isEqualTo(new Backlog(OptionalLong.of(0), OptionalLong.of(0)));
        assertThat(james.queues.backlog()).isEqualTo(new Backlog(OptionalLong.of(0), OptionalLong.of(0)));
        assertThat(james.queues.sums(BANK.name())).containsEntry("delivered", 0L).hasSize(7);
        assertThat(james.queues.usage(BANK, Optional.empty()))
            .contains(new Usage(0, BANK.limits().maxConnections(), Map.of(), 0, Duration.ZERO, OptionalLong.of(0)));
    }

    @Test
    void knowsNothingBeforeTheStart() {
        assertThat(james.queues.isConsuming(BANK.name())).isFalse();
        assertThat(james.queues.backlog(BANK.name())).isEqualTo(Backlog.UNKNOWN);
        assertThat(james.queues.sums(BANK.name())).isEmpty();
        assertThat(james.queues.usage(BANK, Optional.empty())).isEmpty();
    }

    @Test
    void followsAReloadThatComesWhileItStarts() throws Exception {
        AtomicBoolean first = new AtomicBoolean(true);
        MutableRouteTable changing = new MutableRouteTable(BANK) {
            @Override
            public List<OutboundConnector> connectors() {
                List<OutboundConnector> asked = super.connectors();
                if (first.compareAndSet(true, false)) {
                    swap(BANK, CLOUD);
                }
                return asked;
            }
        };
        try (James started = new James(queueFactory, changing, delivery, var, Clock.systemUTC()).start()) {
            started.mailet.service(Mails.mail("a@cloud.test"));
            await().until(() -> delivery.sent.size() == 1);
            assertThat(started.queues.states()).filteredOn(state -> state.queue().equals("connector-cloud")).singleElement()
                .satisfies(state -> assertThat(state.connector()).contains(CLOUD.name()));
        }
    }

    @Test
    void routesTheRestOfARemovedConnectorAnew() throws Exception {
        table.swap(OutboundSamples.disabled(BANK), CLOUD);
        queueFactory.createQueue(MailQueueName.of("connector-bank_20out")).enQueue(Mails.mail("a@bank.test"));
        james.start();
        table.swap(OutboundSamples.smartHost("Renamed", "bank.test"), CLOUD);

        await().until(() -> delivery.sent.size() == 1);
        assertThat(delivery.sent.get(0).connector().name()).isEqualTo(ConnectorName.parse("Renamed"));
    }

    @Test
    void findsTheQueueOfARemovedConnectorAfterARestart() throws Exception {
        Files.writeString(var.resolve("connector-queues.txt"), "connector-gone\n");
        queueFactory.createQueue(MailQueueName.of("connector-gone")).enQueue(Mails.mail("a@cloud.test"));
        james.start();

        await().until(() -> delivery.sent.size() == 1);
        assertThat(delivery.sent.get(0).connector().name()).isEqualTo(CLOUD.name());
    }

    @Test
    void forgetsAnEmptyQueueOfARemovedConnector() throws Exception {
        Files.writeString(var.resolve("connector-queues.txt"), "connector-gone\n");
        james.start();

        assertThat(open()).containsExactly("connector-mx");
        assertThat(Files.readAllLines(var.resolve("connector-queues.txt"))).containsExactly("connector-mx");
    }

    @Test
    void remembersItsQueuesOnDisk() throws Exception {
        james.start();
        james.mailet.service(Mails.mail("slow@bank.test"));

        assertThat(Files.readAllLines(var.resolve("connector-queues.txt"))).containsExactly("connector-mx", "connector-bank_20out");
    }

    @Test
    void goesOnWithAQueueWhenItsConnectorComesBack() throws Exception {
        james.start();
        james.mailet.service(Mails.mail("a@bank.test"));
        await().until(() -> delivery.sent.size() == 1 && inFlight("connector-bank_20out") == 0 && size("connector-bank_20out") == 0);
        table.swap(CLOUD);
        lookThrice();
        table.swap(BANK, CLOUD);
        james.mailet.service(Mails.mail("b@bank.test"));

        await().until(() -> delivery.sent.size() == 2);
        assertThat(Files.readAllLines(var.resolve("connector-queues.txt"))).contains("connector-bank_20out");
        assertThat(gauge("connector-bank_20out.connections")).isZero();
    }

    @Test
    void keepsTheQueueOfAConnectorThatIsGoneWhileAMailIsInWork() throws Exception {
        james.start();
        james.mailet.service(Mails.mail("slow@bank.test"));
        await().until(() -> inFlight("connector-bank_20out") == 1);
        table.swap(CLOUD);
        lookThrice();

        assertThat(open()).contains("connector-bank_20out");
        assertThat(Files.readAllLines(var.resolve("connector-queues.txt"))).contains("connector-bank_20out");
    }

    @Test
    void keepsTheMailOfASwitchedOffConnectorUntilItIsSwitchedOn() throws Exception {
        table.swap(OutboundSamples.disabled(BANK), CLOUD);
        queueFactory.createQueue(MailQueueName.of("connector-bank_20out")).enQueue(Mails.mail("a@bank.test"));
        james.start();
        james.mailet.service(Mails.mail("b@cloud.test"));
        await().until(() -> delivery.sent.size() == 1);

        assertThat(james.queues.states()).filteredOn(state -> state.queue().equals("connector-bank_20out")).singleElement()
            .satisfies(state -> assertThat(state.paused()).isTrue());
        assertThat(james.queues.waiting(BANK.name())).hasValue(1);
        table.swap(BANK, CLOUD);
        await().until(() -> delivery.sent.size() == 2);
    }

    @Test
    void leavesWhatIsNotInFlightInTheQueueWhenItStops() throws Exception {
        james.start();
        for (int i = 0; i < 30; i++) {
            james.mailet.service(Mails.mail("slow" + i + "@bank.test"));
        }
        await().until(() -> inFlight("connector-bank_20out") == 4);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread stopping = new Thread(() -> {
            james.mailet.destroy();
            stopped.countDown();
        });
        stopping.start();
        await().until(() -> james.queues.states().isEmpty());
        release.countDown();

        assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(delivery.sent).hasSize(4);
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).noneMatch(name -> name.startsWith("connector-")));
    }

    @Test
    void startsOnceForSeveralMailetsWithTheSameParameters() throws Exception {
        james.start();
        ConnectorDelivery second = new ConnectorDelivery(james.queues);
        second.init(FakeMailetConfig.builder().mailetContext(james.context).setProperty("heloName", "ours.test").setProperty("bounceProcessor", "bounces").build());
        second.destroy();
        james.mailet.service(Mails.mail("a@bank.test"));

        await().until(() -> delivery.sent.size() == 1);
    }

    @Test
    void refusesASecondMailetWithOtherParameters() throws Exception {
        james.start();
        ConnectorDelivery second = new ConnectorDelivery(james.queues);

        assertThatThrownBy(() -> second.init(FakeMailetConfig.builder().mailetContext(james.context).setProperty("heloName", "other.test").build()))
            .isInstanceOf(MessagingException.class).hasMessageContaining("other.test").hasMessageContaining("expected");
    }

    @Test
    void showsHowMuchWaitsAndHowOldItIs() throws Exception {
        table.swap(OutboundSamples.disabled(BANK), CLOUD);
        for (int i = 0; i < 50; i++) {
            Mail mail = Mails.mail("a@bank.test");
            DeliveryProgress.startingAt(Clock.systemUTC().instant().minusSeconds(3_600)).noteOn(mail);
            queueFactory.createQueue(MailQueueName.of("connector-bank_20out")).enQueue(mail);
        }
        james.start();

        // A queue in memory misses the one that is just being taken from it.
        assertThat(gauge("connector-bank_20out.length")).isBetween(49L, 50L);
        assertThat(gauge("connector-bank_20out.oldest")).isBetween(3_600L, 3_700L);
        assertThat(gauge("connector-mx.length")).isZero();
        assertThat(gauge("connector-mx.oldest")).isZero();
    }

    @Test
    void showsEachQueueOnceHoweverOftenItStarts() throws Exception {
        james.start();
        james.mailet.service(Mails.mail("a@bank.test", "b@cloud.test"));
        await().until(() -> delivery.sent.size() == 2);
        james.close();
        james.start();
        james.mailet.service(Mails.mail("a@bank.test", "b@cloud.test"));

        assertThat(james.shown.keySet()).containsExactlyInAnyOrderElementsOf(Stream.of("connector-bank_20out", "connector-cloud", "connector-mx").flatMap(queue ->
            Stream.of(".length", ".oldest", ".connections", ".handshakes", ".hostDeaths", ".probes", ".turnedAway", ".deadHosts").map(what -> queue + what)).toList());
    }

    @Test
    void showsHowAConnectorGetsOnWithItsHosts() throws Exception {
        delivery.counters.put(BANK.name(), new ConnectorCounters(7, 5, new HealthCounters(3, 4, 2), 1));
        james.start();
        james.mailet.service(Mails.mail("a@bank.test", "b@cloud.test"));
        await().until(() -> delivery.sent.size() == 2);

        assertThat(gauge("connector-bank_20out.connections")).isEqualTo(7);
        assertThat(gauge("connector-bank_20out.handshakes")).isEqualTo(5);
        assertThat(gauge("connector-bank_20out.hostDeaths")).isEqualTo(3);
        assertThat(gauge("connector-bank_20out.probes")).isEqualTo(4);
        assertThat(gauge("connector-bank_20out.turnedAway")).isEqualTo(2);
        assertThat(gauge("connector-bank_20out.deadHosts")).isEqualTo(1);
        assertThat(gauge("connector-cloud.connections")).isZero();
        table.swap(CLOUD);
        assertThat(gauge("connector-bank_20out.connections")).isZero();
    }

    @Test
    void writesDownWhatWasSentWhenItStops() throws Exception {
        table.swap(OutboundSamples.paced(BANK, new Pace(0, 0, 1_000, 0, 0, 0)), CLOUD);
        james.start();
        james.mailet.service(Mails.mail("a@bank.test"));
        await().until(() -> delivery.sent.size() == 1);
        james.close();

        assertThat(Files.readAllLines(var.resolve("connector-pace.txt"))).singleElement().asString()
            .startsWith("connector-bank_20out messages-day ").endsWith(" 1");
    }

    private void lookThrice() {
        james.queues.look();
        james.queues.look();
        james.queues.look();
    }

    private List<String> open() {
        return james.queues.states().stream().map(QueueState::queue).toList();
    }

    private long gauge(String name) {
        return (Long) Optional.ofNullable(james.shown.get(name)).orElseThrow().get();
    }

    private long size(String queue) {
        return queueFactory.getQueue(MailQueueName.of(queue), MailQueueFactory.defaultPrefetchCount()).orElseThrow().getSize();
    }

    private int inFlight(String queue) {
        return james.queues.states().stream().filter(state -> state.queue().equals(queue)).mapToInt(QueueState::inFlight).sum();
    }
}
