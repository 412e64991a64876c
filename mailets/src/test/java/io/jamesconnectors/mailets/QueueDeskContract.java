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

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.OutboundConnector;

/** What an administrator does with waiting mail, whatever the queue is made of. */
@Timeout(180)
abstract class QueueDeskContract {
    private static final OutboundConnector BANK = OutboundSamples.smartHost("Bank", "bank.test");
    private static final ConnectorName NAME = BANK.name();

    private final MutableRouteTable table = new MutableRouteTable(BANK);
    private final ScriptedDelivery delivery = new ScriptedDelivery();
    private James james;

    abstract MailQueueFactory<?> queues() throws Exception;

    /** Ends the queues, after what consumes them has stopped. */
    abstract void end() throws Exception;

    @BeforeEach
    void start(@TempDir Path var) throws Exception {
        james = new James(queues(), table, delivery, var, Clock.systemUTC()).start();
    }

    @AfterEach
    void stop() throws Exception {
        james.close();
        end();
    }

    @Test
    void showsWhatWaitsAndWhy() throws Exception {
        waits("a@bank.test");
        WaitingMail mail = only();
        assertThat(mail.sender()).isEqualTo("alice@ours.test");
        assertThat(mail.recipients()).containsExactly("a@bank.test");
        assertThat(mail.failedAttempts()).isEqualTo(1);
        assertThat(mail.nextAttempt()).isPresent();
        assertThat(mail.lastFailure()).contains(new LastFailure("reason", "mx.test", "450 4.4.316 Connection refused"));
    }

    @Test
    void showsAPartOfWhatWaits() throws Exception {
        List<String> all = IntStream.range(0, 5).mapToObj(i -> "user" + i + "@bank.test").toList();
        for (String recipient : all) {
            waits(recipient);
        }
        List<String> shown = new ArrayList<>();
        for (int offset = 0; offset < 6; offset += 2) {
            james.queues.waiting(NAME, offset, 2).forEach(mail -> shown.addAll(mail.recipients()));
        }
        assertThat(shown).containsExactlyInAnyOrderElementsOf(all);
        assertThat(james.queues.waiting(NAME, 7, 2)).isEmpty();
    }

    @Test
    void triesOneAtOnceAndLeavesTheOthers() throws Exception {
        waits("a@bank.test");
        String id = only().id();
        waits("b@bank.test");
        delivery.answer("a@bank.test", ScriptedDelivery.ACCEPTED);

        assertThat(james.queues.retry(NAME, id)).isEqualTo(ConnectorDesk.Handled.DONE);
        await().atMost(60, TimeUnit.SECONDS).until(() -> attempts("a@bank.test") == 2 && waitingRecipients().equals(List.of("b@bank.test")));
        assertThat(attempts("b@bank.test")).isEqualTo(1);
        assertThat(james.queues.retry(NAME, id)).isEqualTo(ConnectorDesk.Handled.MISSING);
    }

    @Test
    void keepsTheAgeAndTheAttemptsOfWhatItTriesAtOnce() throws Exception {
        waits("a@bank.test");
        WaitingMail before = only();
        assertThat(james.queues.retry(NAME, before.id())).isEqualTo(ConnectorDesk.Handled.DONE);
        await().atMost(60, TimeUnit.SECONDS).until(() -> attempts("a@bank.test") == 2 && james.queues.waiting(NAME, 0, 10).stream().anyMatch(mail -> mail.failedAttempts() == 2));
        WaitingMail after = only();
        assertThat(after.since()).isEqualTo(before.since());
        assertThat(james.queues.retry(NAME, after.id())).isEqualTo(ConnectorDesk.Handled.DONE);
        await().atMost(60, TimeUnit.SECONDS).until(() -> attempts("a@bank.test") == 3 && james.queues.waiting(NAME, 0, 10).stream().anyMatch(mail -> mail.failedAttempts() == 3));
    }

    @Test
    void triesAllAtOnce() throws Exception {
        waits("a@bank.test");
        waits("b@bank.test");
        delivery.answer("a@bank.test", ScriptedDelivery.ACCEPTED).answer("b@bank.test", ScriptedDelivery.ACCEPTED);
        assertThat(james.queues.retryAll(NAME)).isEqualTo(2);
        await().atMost(60, TimeUnit.SECONDS).until(() -> waitingRecipients().isEmpty() && delivery.sent.size() == 4);
    }

    @Test
    void returnsOneToItsSenderWithItsLastReply() throws Exception {
        waits("a@bank.test");
        String id = only().id();
        assertThat(james.queues.giveBack(NAME, id)).isEqualTo(ConnectorDesk.Handled.DONE);
        assertThat(waitingRecipients()).isEmpty();
        SentMail bounce = james.context.getSentMails().get(0);
        assertThat(bounce.getState()).isEqualTo("bounces");
        assertThat(bounce.getRecipients()).extracting(Object::toString).containsExactly("a@bank.test");
        assertThat(requireNonNull(bounce.getAttributes().get(MailAttributes.DELIVERY_ERROR)).getValue().value())
            .isEqualTo("550 5.4.300 Returned by the administrator: 450 4.4.316 Connection refused");
        assertThat(james.queues.giveBack(NAME, id)).isEqualTo(ConnectorDesk.Handled.MISSING);
    }

    @Test
    void returnsMailOfAConnectorThatIsSwitchedOff() throws Exception {
        waits("a@bank.test");
        table.swap(OutboundSamples.disabled(BANK));
        assertThat(james.queues.giveBack(NAME, only().id())).isEqualTo(ConnectorDesk.Handled.DONE);
        assertThat(waitingRecipients()).isEmpty();
    }

    @Test
    void findsNoMailThatIsNotThere() throws Exception {
        assertThat(james.queues.giveBack(NAME, "nothing")).isEqualTo(ConnectorDesk.Handled.MISSING);
        assertThat(james.queues.retry(ConnectorName.parse("Nobody"), "x' OR '1'='1")).isEqualTo(ConnectorDesk.Handled.MISSING);
        assertThat(james.queues.retryAll(ConnectorName.parse("Nobody"))).isZero();
    }

    /** Each mail is let out for delivery, tried again and returned at the same time; it must end exactly once. */
    @Test
    void losesNothingAndDoublesNothingWhileWorkersTakeTheSameMail() throws Exception {
        int mails = 40;
        for (int i = 0; i < mails; i++) {
            delivery.answer("user" + i + "@bank.test", ScriptedDelivery.DEFERRED);
            james.mailet.service(named("mail-" + i, "user" + i + "@bank.test"));
        }
        await().atMost(120, TimeUnit.SECONDS).until(() -> delivery.sent.size() == mails && waitingRecipients().size() == mails);
        List<String> ids = james.queues.waiting(NAME, 0, mails).stream().map(WaitingMail::id).toList();
        IntStream.range(0, mails).forEach(i -> delivery.answer("user" + i + "@bank.test", ScriptedDelivery.ACCEPTED));
        int before = delivery.sent.size();

        ExecutorService requests = Executors.newFixedThreadPool(4);
        try {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<?>> running = new ArrayList<>();
            running.add(requests.submit(() -> {
                go.await();
                return james.queues.retryAll(NAME);
            }));
            for (int part = 0; part < 3; part++) {
                int first = part;
                running.add(requests.submit(() -> {
                    go.await();
                    for (int i = first; i < mails; i += 3) {
                        if (i % 2 == 0) {
                            james.queues.giveBack(NAME, ids.get(i));
                        } else {
                            james.queues.retry(NAME, ids.get(i));
                        }
                    }
                    return null;
                }));
            }
            go.countDown();
            for (Future<?> each : running) {
                each.get(120, TimeUnit.SECONDS);
            }
        } finally {
            requests.shutdownNow();
        }
        await().atMost(120, TimeUnit.SECONDS).until(() -> {
            james.queues.retryAll(NAME);
            return waitingRecipients().isEmpty() && james.queues.states().stream().allMatch(state -> state.inFlight() == 0) && ended(before).size() >= mails;
        });
        assertThat(ended(before)).as("delivered or returned, each once").hasSize(mails).doesNotHaveDuplicates();
    }

    private List<String> ended(int before) {
        List<String> ended = new ArrayList<>();
        delivery.sent.subList(before, delivery.sent.size()).forEach(sent -> ended.addAll(sent.recipients()));
        List.copyOf(james.context.getSentMails()).forEach(returned -> returned.getRecipients().forEach(recipient -> ended.add(recipient.asString())));
        return ended;
    }

    private void waits(String recipient) throws Exception {
        delivery.answer(recipient, ScriptedDelivery.DEFERRED);
        james.mailet.service(named("mail-of-" + recipient.replace("@", "-at-"), recipient));
        await().atMost(60, TimeUnit.SECONDS).until(() -> attempts(recipient) == 1 && waitingRecipients().contains(recipient));
    }

    private static MailImpl named(String name, String recipient) {
        MailImpl mail = Mails.mail(recipient);
        mail.setName(name);
        return mail;
    }

    private WaitingMail only() throws Exception {
        List<WaitingMail> all = james.queues.waiting(NAME, 0, 10);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private List<String> waitingRecipients() throws Exception {
        return james.queues.waiting(NAME, 0, 1_000).stream().flatMap(mail -> mail.recipients().stream()).toList();
    }

    private long attempts(String recipient) {
        return delivery.sent.stream().filter(sent -> sent.recipients().contains(recipient)).count();
    }
}
