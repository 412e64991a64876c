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

import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.queue.memory.MemoryMailQueueFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.Submission;

@Timeout(60)
class MailboxQueuesTest {
    private static final String PRINTER_QUEUE = "connector-office_as_printer_40ours_2etest";
    private static final String SCANNER_QUEUE = "connector-office_as_scanner_40ours_2etest";
    private static final Mailbox PRINTER = OutboundSamples.mailbox("printer@ours.test", "label-printer@ours.test");
    private static final Mailbox SCANNER = OutboundSamples.mailbox("scanner@ours.test", "fax@ours.test");

    private final MemoryMailQueueFactory queueFactory = new MemoryMailQueueFactory(new RawMailQueueItemDecoratorFactory(), Clock.systemUTC());
    private final MutableRouteTable table = new MutableRouteTable(office(Pace.UNLIMITED, PRINTER, SCANNER));
    private final ScriptedDelivery delivery = new ScriptedDelivery();
    private final Path var;
    private final James james;

    MailboxQueuesTest(@TempDir Path var) throws Exception {
        this.var = var;
        this.james = new James(queueFactory, table, delivery, var, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        james.close();
    }

    @Test
    void sendsAsTheMailboxOfTheSenderThroughAQueueOfItsOwn() throws Exception {
        james.start();
        james.mailet.service(from("fax@ours.test", "a@else.test"));
        james.mailet.service(from("printer@ours.test", "b@else.test"));

        await().until(() -> delivery.sent.size() == 2);
        assertThat(delivery.sent).extracting(sent -> sent.mailbox().map(Mailbox::user).orElse("nobody") + " for " + sent.envelope().sender())
            .containsExactlyInAnyOrder("scanner@ours.test for fax@ours.test", "printer@ours.test for printer@ours.test");
        assertThat(james.metrics.countFor(SCANNER_QUEUE + ".delivered")).isEqualTo(1);
        assertThat(james.metrics.countFor(PRINTER_QUEUE + ".delivered")).isEqualTo(1);
        assertThat(Files.readAllLines(var.resolve("connector-queues.txt"))).containsExactly("connector-mx", SCANNER_QUEUE, PRINTER_QUEUE);
    }

    @Test
    void mailThatWaitsForThePaceOfItsMailboxDelaysNoOtherMailbox() throws Exception {
        table.swap(office(new Pace(0, 0, 1, 0, 0, 0), PRINTER, SCANNER));
        james.start();
        for (int i = 0; i < 20; i++) {
            james.mailet.service(from("printer@ours.test", "a" + i + "@else.test"));
        }
        await().until(() -> delivery.sent.size() == 1 && isPaused(PRINTER_QUEUE));
        james.mailet.service(from("scanner@ours.test", "quick@else.test"));

        await().until(() -> delivery.sent.size() == 2);
        assertThat(delivery.sent.get(1).recipients()).containsExactly("quick@else.test");
        await().until(() -> james.queues.waiting(office(Pace.UNLIMITED).name()).orElse(-1) == 19);
    }

    @Test
    void refusesASenderWithoutMailboxBeforeAnythingIsConnected() throws Exception {
        james.start();
        MailImpl mail = from("stranger@ours.test", "a@else.test", "b@else.test");
        james.mailet.service(mail);

        assertThat(james.context.getSentMails()).singleElement().satisfies(returned -> {
            assertThat(WorkerBench.attribute(returned, MailAttributes.DELIVERY_ERROR)).asString()
                .startsWith("550 5.7.60 clientSubmission: no mailbox may send as this sender; add ");
            assertThat(returned.getRecipients()).extracting(MailAddress::asString).containsExactly("a@else.test", "b@else.test");
            assertThat(returned.getState()).isEqualTo("bounces");
        });
        assertThat(mail.getRecipients()).isEmpty();
        assertThat(delivery.sent).isEmpty();
        assertThat(james.metrics.countFor("connector-office.refused")).isEqualTo(2);
    }

    @Test
    void refusesAtOnceEvenWhereOtherMailWaitsForADay() throws Exception {
        table.swap(OutboundSamples.paced(directSend(), new Pace(0, 0, 1, 0, 0, 0)));
        james.start();
        james.mailet.service(from("", "a@else.test"));
        james.mailet.service(from("alice@ours.test", "b@else.test"));

        assertThat(james.context.getSentMails()).extracting(MailboxQueuesTest::code).containsExactly("550 5.7.1 directSend:");
        assertThat(delivery.sent).isEmpty();
    }

    @Test
    void sendsTheMailOfARemovedMailboxAsTheOneThatTakesItsSenders() throws Exception {
        table.swap(office(new Pace(0, 0, 1, 0, 0, 0), PRINTER, SCANNER));
        james.start();
        for (int i = 0; i < 10; i++) {
            james.mailet.service(from("printer@ours.test", "a" + i + "@else.test"));
        }
        await().until(() -> delivery.sent.size() == 1 && isPaused(PRINTER_QUEUE));
        Mailbox heir = OutboundSamples.mailbox("scanner@ours.test", "printer@ours.test");
        table.swap(office(Pace.UNLIMITED, heir));

        // Four at most are stored with a delay of a day, which no queue takes back.
        await().until(() -> delivery.sent.size() >= 6);
        assertThat(delivery.sent.subList(1, 6)).allSatisfy(sent -> assertThat(sent.mailbox()).contains(heir));
    }

    @Test
    void returnsTheMailOfARemovedMailboxWhereNoOtherTakesItsSenders() throws Exception {
        Files.writeString(var.resolve("connector-queues.txt"), PRINTER_QUEUE + "\n");
        queueFactory.createQueue(MailQueueName.of(PRINTER_QUEUE)).enQueue(from("printer@ours.test", "a@else.test"));
        table.swap(office(Pace.UNLIMITED, SCANNER));
        james.start();

        await().until(() -> james.context.getSentMails().size() == 1);
        assertThat(code(james.context.getSentMails().get(0))).isEqualTo("550 5.7.60 clientSubmission:");
        assertThat(delivery.sent).isEmpty();
    }

    @Test
    void findsTheMailOfAConnectorThatHasMailboxesOnlyNow() throws Exception {
        queueFactory.createQueue(MailQueueName.of("connector-office")).enQueue(from("printer@ours.test", "a@else.test"));
        james.start();

        await().until(() -> delivery.sent.size() == 1);
        assertThat(delivery.sent.get(0).mailbox()).contains(PRINTER);
    }

    @Test
    void countsTheConnectionsOfAConnectorOnce() throws Exception {
        james.start();
        james.mailet.service(from("printer@ours.test", "a@else.test"));

        assertThat(james.shown.keySet()).contains("connector-office.connections", PRINTER_QUEUE + ".length").doesNotContain(PRINTER_QUEUE + ".connections");
    }

    private boolean isPaused(String queue) {
        return james.queues.states().stream().anyMatch(state -> state.queue().equals(queue) && state.paused());
    }

    private static String code(SentMail returned) {
        String[] words = String.valueOf(WorkerBench.attribute(returned, MailAttributes.DELIVERY_ERROR)).split(" ", 4);
        return words[0] + " " + words[1] + " " + words[2];
    }

    private static MailImpl from(String sender, String... recipients) throws Exception {
        MailImpl mail = Mails.mail(recipients);
        mail.setSender(sender.isEmpty() ? null : new MailAddress(sender));
        return mail;
    }

    private static OutboundConnector office(Pace pace, Mailbox... mailboxes) {
        return OutboundSamples.paced(OutboundSamples.submitting(OutboundSamples.smartHost("Office", "*"), ConnectorType.OFFICE365,
            new Submission(Optional.of(SendingOption.CLIENT_SUBMISSION), List.of(mailboxes), Optional.empty(), Optional.empty())), pace);
    }

    private static OutboundConnector directSend() {
        return OutboundSamples.submitting(OutboundSamples.smartHost("Office", "*"), ConnectorType.OFFICE365,
            new Submission(Optional.of(SendingOption.DIRECT_SEND), List.of(), Optional.empty(), Optional.empty()));
    }
}
