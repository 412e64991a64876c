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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.mailets.pace.PaceLedger;
import io.jamesconnectors.mailets.pace.Tempo;

@Timeout(90)
class OpenQueuesTest {
    private static final MailQueueName GONE = MailQueueName.of("connector-gone");
    private static final MailQueueName MX = MailQueueName.of("connector-mx");
    private static final OutboundConnector LIVING = OutboundSamples.smartHost("Living", "living.test");
    private static final MailQueueName LIVING_QUEUE = MailQueueName.of("connector-living");

    private final Path file;
    private final EndableQueue.Factory queueFactory = new EndableQueue.Factory();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Set<String> handled = ConcurrentHashMap.newKeySet();
    private final AtomicInteger handlings = new AtomicInteger();
    private final Making making;
    private final OpenQueues queues;
    private volatile boolean known;

    OpenQueuesTest(@TempDir Path folder) throws Exception {
        file = folder.resolve("queues.txt");
        making = new Making(new PaceLedger(folder.resolve("pace.txt")));
        queues = new OpenQueues(queueFactory, new KnownQueues(file), making);
    }

    @AfterEach
    void stop() throws Exception {
        queues.stop();
        for (QueueLine line : queues.lines()) {
            line.stop();
            line.end(Duration.ofSeconds(20));
        }
        timer.shutdownNow();
    }

    @Test
    void losesAndStrandsNothingHoweverOftenItLooksWhileMailIsStored() throws Exception {
        int mails = 2_000;
        queues.start();
        Thread looking = new Thread(() -> {
            try {
                while (true) {
                    queues.look();
                }
            } catch (InterruptedException e) {
                // That is its end.
            }
        });
        looking.start();
        for (int i = 0; i < mails; i++) {
            store(GONE, "mail" + i);
            if (i % 20 == 0) {
                int so = i;
                await().atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> handled.size() == so + 1);
            }
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> handled.size() == mails);
        await().atMost(Duration.ofSeconds(60)).until(() -> open().equals(Set.of(MX)));
        looking.interrupt();
        looking.join();

        assertThat(handlings).hasValue(mails);
        System.out.println(mails + " mails, through a queue that was opened " + making.made.get() + " times");
    }

    @Test
    void isUsedAgainAfterItWasRested() throws Exception {
        queues.start();
        store(GONE, "a");
        await().until(() -> handled.size() == 1 && isIdle(GONE));
        queues.look();
        queues.look();
        assertThat(queues.find(GONE)).hasValueSatisfying(line -> assertThat(line.isResting()).isTrue());
        assertThat(queues.find(GONE).orElseThrow().state().paused()).isFalse();
        store(GONE, "b");

        await().until(() -> handled.size() == 2);
        assertThat(queues.find(GONE)).hasValueSatisfying(line -> assertThat(line.isResting()).isFalse());
    }

    @Test
    void wakesWhenMailIsFoundInARestedQueue() throws Exception {
        queues.start();
        store(GONE, "a");
        await().until(() -> handled.size() == 1 && isIdle(GONE));
        queues.look();
        queues.look();
        MailQueue behindTheLine = queues.find(GONE).orElseThrow().queue().queue();
        for (int i = 0; i < 100; i++) {
            behindTheLine.enQueue(Mails.mail("b" + i + "@gone.test"));
        }
        // What was asked for before the rest comes anyway.
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            queues.look();
            return handlings.get() == 101;
        });
    }

    @Test
    void isNotReportedAsNotConsumedWhenItIsRetired() throws Exception {
        queues.start();
        store(GONE, "a");
        await().until(() -> handled.size() == 1 && isIdle(GONE));
        QueueLine line = queues.find(GONE).orElseThrow();
        line.rest(line.uses());

        assertThat(line.retire(line.uses())).isTrue();
        assertThat(line.state().consuming()).isTrue();
        assertThat(line.enQueue(Mails.mail("b@gone.test"))).isFalse();
    }

    @Test
    void keepsAQueueWithMail() throws Exception {
        queues.start();
        queueFactory.createQueue(GONE).enQueue(Mails.mail("a@gone.test"), Duration.ofDays(1));
        queues.line(GONE);
        for (int i = 0; i < 50; i++) {
            queues.look();
        }

        assertThat(open()).containsExactlyInAnyOrder(MX, GONE);
        assertThat(Files.readAllLines(file)).contains(GONE.asString());
    }

    @Test
    void opensAllThatMayHoldMailAtTheStart() throws Exception {
        queueFactory.createQueue(LIVING_QUEUE).enQueue(Mails.mail("a@living.test"));
        queueFactory.createQueue(GONE);
        queues.start();

        assertThat(open()).containsExactlyInAnyOrder(MX, GONE, LIVING_QUEUE);
        await().until(() -> handlings.get() == 1);
    }

    @Test
    void hasANameOnDiskBeforeTheLineOfItsQueueIsMade() throws Exception {
        queues.start();
        store(GONE, "a");

        assertThat(known).isTrue();
    }

    @Test
    void opensNothingAfterItsStop() throws Exception {
        queues.start();
        queues.stop();

        assertThatThrownBy(() -> queues.line(GONE)).isInstanceOf(MailQueueException.class).hasMessageContaining("stopped");
    }

    private void store(MailQueueName queue, String mail) throws Exception {
        boolean stored = false;
        while (!stored) {
            stored = queues.line(queue).enQueue(Mails.mail(mail + "@gone.test"));
        }
    }

    private boolean isIdle(MailQueueName name) throws MailQueueException {
        return queues.find(name).orElseThrow().isIdle();
    }

    private Set<MailQueueName> open() {
        Set<MailQueueName> names = new HashSet<>();
        queues.lines().forEach(line -> names.add(line.queue().name()));
        return names;
    }

    private final class Making implements OpenQueues.Lines {
        private final PaceLedger ledger;
        private final Claims claims = new Claims();
        private final AtomicInteger made = new AtomicInteger();

        private Making(PaceLedger ledger) {
            this.ledger = ledger;
        }

        @Override
        public boolean isInForce(MailQueueName name) {
            return name.equals(LIVING_QUEUE) || name.equals(MX);
        }

        @Override
        public int atOnce(MailQueueName name) {
            return 4;
        }

        @Override
        public QueueLine of(MailQueueName name, MailQueue queue) {
            made.incrementAndGet();
            try {
                known = Files.readAllLines(file).contains(name.asString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            QueueConsumer consumer = new QueueConsumer(queue, 1, item -> {
                try {
                    handlings.incrementAndGet();
                    item.getMail().getRecipients().forEach(recipient -> handled.add(recipient.asString()));
                    item.done(CompletionStatus.SUCCESS);
                } catch (MailQueueException e) {
                    throw new IllegalStateException(e);
                }
            }, timer, Duration.ofMillis(10));
            ConnectorQueue opened = new ConnectorQueue(name, queue, new QueueTraits(true, 1, QueueTraits.Sharing.NOTHING), DeliveryMetrics.of(new RecordingMetricFactory(), name.asString()), new Tempo(ledger), () -> { });
            return new QueueLine(opened, claims, consumer, () -> isInForce(name) ? Optional.of(LIVING) : Optional.empty(), timer, Clock.systemUTC());
        }

        @Override
        public void opened(MailQueueName name) {
            assertThat(name.asString()).startsWith(QueueNames.PREFIX);
        }

        @Override
        public void stillOpen(Set<MailQueueName> names) {
            assertThat(names).contains(MX);
        }
    }
}
