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
package io.jamesconnectors.gateway.queue;

import static io.jamesconnectors.gateway.queue.QueueFixture.mail;
import static io.jamesconnectors.gateway.queue.QueueFixture.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;

import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;

import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.ManageableMailQueue.Type;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.PerRecipientHeaders.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurableMailQueueTest {
    private final Path directory;
    private QueueFixture fixture;
    private ManageableMailQueue queue;

    DurableMailQueueTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        fixture = new QueueFixture(directory);
        queue = fixture.queue("connector-a.b, *?>");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void givesBackAllThatAMailCarries() throws Exception {
        MailImpl mail = mail("whole");
        mail.setRecipients(List.of(new MailAddress("a@partner.test"), new MailAddress("\"semi;colon\"@partner.test"), new MailAddress("b@partner.test")));
        mail.setAttribute(new Attribute(AttributeName.of("some.attribute"), AttributeValue.of("value, with; separators")));
        mail.setRemoteAddr("192.0.2.1");
        mail.setState("transport");
        mail.setErrorMessage("was late");
        mail.addSpecificHeaderForRecipient(Header.builder().name("X-For").value("a").build(), new MailAddress("a@partner.test"));
        queue.enQueue(mail);

        Mail read = next(fixture.read(queue)).getMail();

        assertThat(read.getName()).isEqualTo("whole");
        assertThat(read.getRecipients()).extracting(MailAddress::asString)
                .containsExactlyInAnyOrder("a@partner.test", "\"semi;colon\"@partner.test", "b@partner.test");
        assertThat(read.getMaybeSender().asString()).isEqualTo("sender@contoso.test");
        assertThat(read.getAttribute(AttributeName.of("some.attribute"))).contains(new Attribute(AttributeName.of("some.attribute"), AttributeValue.of("value, with; separators")));
        assertThat(read.getRemoteAddr()).isEqualTo("192.0.2.1");
        assertThat(read.getState()).isEqualTo("transport");
        assertThat(read.getErrorMessage()).isEqualTo("was late");
        assertThat(read.getPerRecipientSpecificHeaders().getHeaderNamesForRecipient(new MailAddress("a@partner.test"))).containsExactly("X-For");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        read.getMessage().writeTo(bytes);
        assertThat(bytes.toString(StandardCharsets.US_ASCII)).isEqualTo("Subject: whole\r\n\r\nHello whole\r\n");
    }

    @Test
    void givesAnErrorAndNoEmptyMessageOnceAMailIsDisposedOf() throws Exception {
        queue.enQueue(mail("one"));
        Mail read = next(fixture.read(queue)).getMail();
        MimeMessage message = read.getMessage();
        LifecycleUtil.dispose(read);

        assertThatThrownBy(() -> new MimeMessageInputStream(message).readAllBytes()).isInstanceOf(MessagingException.class);
    }

    @Test
    void storesNoEmptyMessage() throws Exception {
        MailImpl mail = mail("empty");
        mail.setMessageContent(new QueueFixture.Text(""));

        assertThatThrownBy(() -> queue.enQueue(mail)).isInstanceOf(MailQueueException.class);
        assertThat(queue.getSize()).isZero();
    }

    @Test
    void storesAMessageByteForByte() throws Exception {
        String odd = "X-Odd:no space  \r\nSubject:\tfolded\r\n \t over\r\nlines\r\nBcc : a\r\n\r\nbare\nline\r ends\r\n.\r\nno end";
        MailImpl mail = mail("odd");
        mail.setMessageContent(new QueueFixture.Text(odd));
        assertThat(mail.getMessage().getSubject()).contains("over");
        queue.enQueue(mail);

        Mail read = next(fixture.read(queue)).getMail();

        assertThat(new MimeMessageInputStream(read.getMessage()).readAllBytes()).isEqualTo(odd.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a b\"@partner.test", "\"a,b\"@partner.test", "a@[192.0.2.1]", "o'neil+tag@partner.test", "\"\\\"q\\\"\"@partner.test", "\"a@b\"@partner.test", "a@xn--bcher-kva.test", "A.B@Partner.Test", "\"x;\"@partner.test"})
    void losesNoOddRecipient(String address) throws Exception {
        MailImpl mail = mail("odd");
        mail.setRecipients(List.of(new MailAddress("plain@partner.test"), new MailAddress(address)));
        queue.enQueue(mail);

        assertThat(next(fixture.read(queue)).getMail().getRecipients()).containsExactlyInAnyOrder(new MailAddress("plain@partner.test"), new MailAddress(address));
    }

    @Test
    void keepsAThousandRecipients() throws Exception {
        MailImpl mail = mail("many");
        List<MailAddress> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(new MailAddress("recipient-" + i + "@partner.test"));
        }
        mail.setRecipients(many);
        queue.enQueue(mail);

        assertThat(next(fixture.read(queue)).getMail().getRecipients()).containsExactlyInAnyOrderElementsOf(many);
    }

    @Test
    void knowsAfterARestartHowMuchItHolds() throws Exception {
        queue.enQueue(mail("ready"));
        queue.enQueue(mail("waiting"), Duration.ofHours(1));

        reopen();

        assertThat(queue.getSize()).isEqualTo(2);
    }

    @Test
    void keepsTheNullSender() throws Exception {
        MailImpl mail = mail("bounce");
        mail.setSender(null);
        queue.enQueue(mail);

        assertThat(next(fixture.read(queue)).getMail().getMaybeSender().isNullSender()).isTrue();
    }

    @Test
    void holdsAMailLargerThanAFileOfTheJournal() throws Exception {
        MailImpl mail = mail("large");
        mail.setMessageContent(new QueueFixture.Text("Subject: large\r\n\r\n" + "x".repeat(40 * 1024 * 1024)));
        queue.enQueue(mail);

        assertThat(next(fixture.read(queue)).getMail().getMessageSize()).isGreaterThan(40L * 1024 * 1024);
    }

    @Test
    void forgetsAMailOnlyWhenItIsDone() throws Exception {
        queue.enQueue(mail("one"));
        MailQueueItem item = next(fixture.read(queue));
        assertThat(queue.getSize()).isEqualTo(1);

        item.done(CompletionStatus.SUCCESS);

        Awaitility.await().untilAsserted(() -> assertThat(queue.getSize()).isZero());
    }

    @Test
    void acknowledgesInAnyOrder() throws Exception {
        for (String name : List.of("one", "two", "three")) {
            queue.enQueue(mail(name));
        }
        BlockingQueue<MailQueueItem> items = fixture.read(queue);
        next(items);
        MailQueueItem second = next(items);
        next(items).done(CompletionStatus.SUCCESS);
        second.done(CompletionStatus.SUCCESS);

        reopen();

        BlockingQueue<MailQueueItem> again = fixture.read(queue);
        assertThat(next(again).getMail().getName()).isEqualTo("one");
        assertThat(queue.getSize()).isEqualTo(1);
    }

    @Test
    void givesToTheNextReaderWhatTheLastOneDidNotTake() throws Exception {
        QueueFixture.Reader last = fixture.reader(queue);
        queue.enQueue(mail("one"));
        MailQueueItem item = next(last.items());
        last.cancel();
        queue.enQueue(mail("two"));
        BlockingQueue<MailQueueItem> items = fixture.read(queue);

        item.done(CompletionStatus.SUCCESS);

        assertThat(next(items).getMail().getName()).isEqualTo("two");
        assertThat(queue.getSize()).isEqualTo(1);
    }

    @Test
    void keepsMailOverARestart() throws Exception {
        queue.enQueue(mail("ready"));
        queue.enQueue(mail("waiting"), Duration.ofMillis(300));

        reopen();

        BlockingQueue<MailQueueItem> items = fixture.read(queue);
        assertThat(List.of(next(items).getMail().getName(), next(items).getMail().getName())).containsExactlyInAnyOrder("ready", "waiting");
    }

    @Test
    void waitsAsLongAsAskedAndNotMuchLonger() throws Exception {
        BlockingQueue<MailQueueItem> items = fixture.read(queue);
        Instant start = Instant.now();
        queue.enQueue(mail("later"), Duration.ofSeconds(1));

        next(items);

        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    @Test
    void findsReadyMailBehindThousandsThatWait() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            queue.enQueue(mail("waiting-" + i), Duration.ofHours(1));
        }
        queue.enQueue(mail("ready"));

        assertThat(next(fixture.read(queue)).getMail().getName()).isEqualTo("ready");
        assertThat(queue.getSize()).isEqualTo(2_001);
    }

    @Test
    void bringsBackWhatItsWorkerGaveBack() throws Exception {
        queue.enQueue(mail("again"));
        BlockingQueue<MailQueueItem> items = fixture.read(queue);
        next(items).done(CompletionStatus.REJECT);

        queue.flush();

        assertThat(next(items).getMail().getName()).isEqualTo("again");
        assertThat(fixture.broker().queuesStartingWith("ActiveMQ")).isEmpty();
    }

    @Test
    void flushMakesWaitingMailReady() throws Exception {
        queue.enQueue(mail("waiting"), Duration.ofHours(1));

        assertThat(queue.flush()).isEqualTo(1);

        assertThat(next(fixture.read(queue)).getMail().getName()).isEqualTo("waiting");
    }

    @Test
    void showsReadyAndWaitingMail() throws Exception {
        queue.enQueue(mail("ready"));
        queue.enQueue(mail("waiting"), Duration.ofHours(1));

        List<String> seen = new ArrayList<>();
        ManageableMailQueue.MailQueueIterator browser = queue.browse();
        browser.forEachRemaining(view -> seen.add(view.getMail().getName()));
        browser.close();

        assertThat(seen).containsExactly("ready", "waiting");
    }

    @Test
    void removesWhatAnAdministratorNames() throws Exception {
        MailImpl other = mail("other");
        other.setSender(new MailAddress("o'brien@contoso.test"));
        queue.enQueue(other);
        queue.enQueue(mail("kept"));
        queue.enQueue(mail("waiting"), Duration.ofHours(1));

        assertThat(queue.remove(Type.Sender, "o'brien@contoso.test")).isEqualTo(1);
        assertThat(queue.remove(Type.Name, "waiting")).isEqualTo(1);

        assertThat(queue.getSize()).isEqualTo(1);
        assertThat(next(fixture.read(queue)).getMail().getName()).isEqualTo("kept");
    }

    @Test
    void clearsReadyAndWaitingMail() throws Exception {
        queue.enQueue(mail("ready"));
        queue.enQueue(mail("waiting"), Duration.ofHours(1));

        assertThat(queue.clear()).isEqualTo(2);
        assertThat(queue.getSize()).isZero();
    }

    @Test
    void listensOnNoPort() throws Exception {
        queue.enQueue(mail("one"));

        assertThat(io.jamesconnectors.gateway.ListeningPorts.ofThisProcess()).isEmpty();
    }

    private void reopen() throws Exception {
        fixture.close();
        fixture = new QueueFixture(directory);
        queue = fixture.queue("connector-a.b, *?>");
    }
}
