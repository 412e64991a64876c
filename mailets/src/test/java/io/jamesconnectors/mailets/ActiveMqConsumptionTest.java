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
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.apache.james.queue.activemq.ActiveMQMailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.ManageableMailQueue.MailQueueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.smtp.delivery.Body;
import io.jamesconnectors.smtp.delivery.DeliveryResult;
import io.jamesconnectors.smtp.delivery.Envelope;

/** The same on James's own ActiveMQ queue, which hands out mail in another way than the memory queue. */
@Timeout(90)
class ActiveMqConsumptionTest {
    private static final OutboundConnector BANK = OutboundSamples.smartHost("Bank", "bank.test");

    private final TestBroker broker = new TestBroker();
    private final Path var;
    private final ActiveMQMailQueueFactory queueFactory = broker.queues();
    private final MutableRouteTable table = new MutableRouteTable(BANK);
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

    ActiveMqConsumptionTest(@TempDir Path var) throws Exception {
        this.var = var;
        james = james(queueFactory);
    }

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        james.close();
        queueFactory.destroy();
        broker.close();
    }

    @Test
    void deliversEachMailOnce() throws Exception {
        james.start();
        List<String> recipients = IntStream.range(0, 100).mapToObj(i -> "user" + i + "@bank.test").toList();
        for (String recipient : recipients) {
            james.mailet.service(Mails.mail(recipient));
        }

        await().atMost(60, TimeUnit.SECONDS).until(() -> delivery.sent.size() >= 100);
        assertThat(delivery.sent).flatExtracting(ScriptedDelivery.Sent::recipients).containsExactlyInAnyOrderElementsOf(recipients);
        assertThat(delivery.sent).allSatisfy(sent -> assertThat(new String(sent.bytes())).isEqualTo(Mails.MESSAGE));
    }

    @Test
    void keepsTheOrderOfTheQueueWhereOneConnectionIsAllowed() throws Exception {
        table.swap(OutboundSamples.connector("Bank", 1, BANK.route(), "bank.test"));
        james.start();
        List<String> recipients = IntStream.range(0, 100).mapToObj(i -> "user" + i + "@bank.test").toList();
        for (String recipient : recipients) {
            james.mailet.service(Mails.mail(recipient));
        }

        await().atMost(60, TimeUnit.SECONDS).until(() -> delivery.sent.size() >= 100);
        assertThat(delivery.sent).flatExtracting(ScriptedDelivery.Sent::recipients).containsExactlyElementsOf(recipients);
    }

    @Test
    void dequeuesSideBySide() {
        assertThat(QueueTraits.of(bank())).isEqualTo(new QueueTraits(true, 4, QueueTraits.Sharing.DEQUEUE));
    }

    @Test
    void keepsItsNotesOnAMailThatWaits() throws Exception {
        delivery.answer("a@bank.test", ScriptedDelivery.DEFERRED);
        james.start();
        james.mailet.service(Mails.mail("a@bank.test"));

        await().atMost(60, TimeUnit.SECONDS).until(() -> delivery.sent.size() == 1 && james.queues.states().stream().allMatch(state -> state.inFlight() == 0));
        MailQueueIterator waiting = bank().browse();
        DeliveryProgress progress = DeliveryProgress.of(waiting.next().getMail(), Clock.systemUTC().instant());
        waiting.close();
        assertThat(progress.failedAttempts()).isEqualTo(1);
        assertThat(progress.nextAttempt()).hasValueSatisfying(next -> assertThat(next).isAfter(Clock.systemUTC().instant()));
    }

    @Test
    void acknowledgesWhatWasInFlightWhenItStopped() throws Exception {
        james.start();
        for (int i = 0; i < 12; i++) {
            james.mailet.service(Mails.mail("slow" + i + "@bank.test"));
        }
        await().atMost(60, TimeUnit.SECONDS).until(() -> james.queues.states().stream().mapToInt(QueueState::inFlight).sum() == 4);
        Thread stopping = new Thread(james.mailet::destroy);
        stopping.start();
        await().until(() -> james.queues.states().isEmpty());
        release.countDown();
        stopping.join();
        assertThat(delivery.sent).hasSize(4);

        queueFactory.destroy();
        ActiveMQMailQueueFactory restarted = broker.queues();
        try (James next = james(restarted).start()) {
            await().atMost(60, TimeUnit.SECONDS).until(() -> delivery.sent.size() >= 12 && next.queues.states().stream().allMatch(state -> state.inFlight() == 0));
        } finally {
            restarted.destroy();
        }
        assertThat(delivery.sent).flatExtracting(ScriptedDelivery.Sent::recipients).doesNotHaveDuplicates().hasSize(12);
    }

    @Test
    void keepsAQueueOpenThatNobodyUsesUntilTheNextStart() throws Exception {
        james.start();
        james.mailet.service(Mails.mail("a@bank.test"));
        await().atMost(60, TimeUnit.SECONDS).until(() -> delivery.sent.size() == 1 && bank().getSize() == 0);
        table.swap();
        james.queues.look();
        james.queues.look();
        james.queues.look();
        table.swap(BANK);
        james.mailet.service(Mails.mail("b@bank.test"));
        await().atMost(60, TimeUnit.SECONDS).until(() -> delivery.sent.size() == 2 && bank().getSize() == 0);
        james.close();
        queueFactory.destroy();

        ActiveMQMailQueueFactory restarted = broker.queues();
        try (James next = james(restarted).start()) {
            assertThat(next.queues.states()).extracting(QueueState::queue).containsExactly("connector-mx");
            assertThat(Files.readAllLines(var.resolve("connector-queues.txt"))).containsExactly("connector-mx");
        } finally {
            restarted.destroy();
        }
    }

    private James james(ActiveMQMailQueueFactory queues) throws Exception {
        return new James(queues, table, delivery, var, Clock.systemUTC());
    }

    private ManageableMailQueue bank() {
        return queueFactory.createQueue(MailQueueName.of("connector-bank"));
    }
}
