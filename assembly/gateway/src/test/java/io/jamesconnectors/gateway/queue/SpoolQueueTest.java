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
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.PerRecipientHeaders.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscription;

import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The spool hands mail to whoever is free, and stores what nobody takes. */
class SpoolQueueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private QueueFixture fixture;
    private ManageableMailQueue spool;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        fixture = new QueueFixture(directory);
        spool = fixture.queue("spool");
    }

    @AfterEach
    void close() {
        fixture.close();
        clients.shutdownNow();
    }

    /** A reader that asks for one mail at a time, when it is told to. */
    private static final class Spooler extends BaseSubscriber<MailQueueItem> {
        private final BlockingQueue<MailQueueItem> items = new LinkedBlockingQueue<>();

        static Spooler of(ManageableMailQueue queue) {
            Spooler spooler = new Spooler();
            Flux.from(queue.deQueue()).subscribeOn(Schedulers.newSingle("reader", true)).subscribe(spooler);
            return spooler;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // Nothing is asked for yet.
        }

        @Override
        protected void hookOnNext(MailQueueItem item) {
            items.add(item);
        }
    }

    private CompletableFuture<Void> enQueue(Mail mail) {
        return CompletableFuture.runAsync(() -> {
            try {
                spool.enQueue(mail);
            } catch (MailQueueException e) {
                throw new IllegalStateException(e);
            }
        }, clients);
    }

    @Test
    void storesWhatNobodyTakes() throws Exception {
        spool.enQueue(mail("one"));

        assertThat(spool.getSize()).isEqualTo(1);
        MailQueueItem item = next(fixture.read(spool));
        assertThat(item.getMail().getName()).isEqualTo("one");
        item.done(CompletionStatus.SUCCESS);
        assertThat(spool.getSize()).isZero();
    }

    @Test
    void returnsOnlyWhenAMailThatWasTakenHasBeenProcessed() throws Exception {
        BlockingQueue<MailQueueItem> items = fixture.read(spool);
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        MailQueueItem item = handedOver(items, sent);

        assertThat(sent.get(sent.size() - 1)).isNotDone();
        item.done(CompletionStatus.SUCCESS);
        sent.get(sent.size() - 1).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(spool.getSize()).isZero();
    }

    /** Sends mail until one is handed over: the reader may be slow to come, and what was sent before is stored. */
    private MailQueueItem handedOver(BlockingQueue<MailQueueItem> items, List<CompletableFuture<Void>> sent) throws Exception {
        while (true) {
            sent.add(enQueue(mail("mail-" + sent.size())));
            MailQueueItem item = next(items);
            item.getMail();
            if (!sent.get(sent.size() - 1).isDone() && spool.getSize() == 0) {
                return item;
            }
            item.done(CompletionStatus.SUCCESS);
            sent.get(sent.size() - 1).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void storesAMailWhoseProcessingFailed() throws Exception {
        BlockingQueue<MailQueueItem> items = fixture.read(spool);
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        MailQueueItem item = handedOver(items, sent);
        String name = item.getMail().getName();

        item.done(CompletionStatus.REJECT);
        sent.get(sent.size() - 1).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        MailQueueItem again = next(items);
        assertThat(again.getMail().getName()).isEqualTo(name);
        assertThat(spool.getSize()).isEqualTo(1);
        again.done(CompletionStatus.SUCCESS);
        assertThat(spool.getSize()).isZero();
    }

    @Test
    void handsOverAllThatAMailCarriesAsACopy() throws Exception {
        MailImpl mail = mail("whole");
        mail.setRecipients(List.of(new MailAddress("a@partner.test"), new MailAddress("\"semi;colon\"@partner.test")));
        mail.setAttribute(new Attribute(AttributeName.of("some.attribute"), AttributeValue.of("value")));
        mail.setRemoteAddr("192.0.2.1");
        mail.setRemoteHost("client.contoso.test");
        mail.setState("transport");
        mail.setErrorMessage("was late");
        mail.addSpecificHeaderForRecipient(Header.builder().name("X-For").value("a").build(), new MailAddress("a@partner.test"));
        HandedMail handed = new HandedMail(mail);

        Mail copy = handed.getMail();

        assertThat(copy.getName()).isEqualTo("whole");
        assertThat(copy.getMaybeSender()).isEqualTo(mail.getMaybeSender());
        assertThat(copy.getRecipients()).containsExactlyElementsOf(mail.getRecipients());
        assertThat(copy.getAttribute(AttributeName.of("some.attribute"))).isEqualTo(mail.getAttribute(AttributeName.of("some.attribute")));
        assertThat(copy.getRemoteAddr()).isEqualTo("192.0.2.1");
        assertThat(copy.getRemoteHost()).isEqualTo("client.contoso.test");
        assertThat(copy.getState()).isEqualTo("transport");
        assertThat(copy.getErrorMessage()).isEqualTo("was late");
        assertThat(copy.getPerRecipientSpecificHeaders().getHeaderNamesForRecipient(new MailAddress("a@partner.test"))).containsExactly("X-For");
        assertThat(copy.getLastUpdated()).isEqualTo(mail.getLastUpdated());
        assertThat(new MimeMessageInputStream(copy.getMessage()).readAllBytes()).isEqualTo(new MimeMessageInputStream(mail.getMessage()).readAllBytes());
        copy.getMessage().setSubject("another");
        copy.setRecipients(List.of());
        copy.removeAllAttributes();
        LifecycleUtil.dispose(copy);
        assertThat(mail.getRecipients()).hasSize(2);
        assertThat(mail.attributes()).hasSize(1);
        assertThat(new MimeMessageInputStream(mail.getMessage()).readAllBytes()).isEqualTo("Subject: whole\r\n\r\nHello whole\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void takesAMailBackWithWhichNobodyHasBegun() throws Exception {
        HandedMail handed = new HandedMail(mail("waiting"));
        AtomicInteger slow = new AtomicInteger();

        assertThat(handed.awaitEnd(() -> false, slow::incrementAndGet)).isFalse();

        assertThat(slow).hasValue(1);
        assertThatThrownBy(handed::getMail).isInstanceOf(IllegalStateException.class).hasMessageContaining("was stored meanwhile");
    }

    @Test
    void takesAMailBackWhenTheQueueIsClosedBeforeAnybodyBegan() throws Exception {
        HandedMail handed = new HandedMail(mail("waiting"));

        assertThat(handed.awaitEnd(() -> true, () -> { })).isFalse();
    }

    @Test
    void bringsStoredMailAndNewMailInTurn() throws Exception {
        for (int i = 0; i < 20; i++) {
            spool.enQueue(mail("stored-" + i));
        }
        Spooler spooler = Spooler.of(spool);
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sent.add(enQueue(mail("new-" + i)));
        }
        while (seen.size() < 40) {
            spooler.request(1);
            MailQueueItem item = next(spooler.items);
            seen.add(item.getMail().getName());
            item.done(CompletionStatus.SUCCESS);
        }
        for (CompletableFuture<Void> one : sent) {
            one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        spooler.cancel();

        assertThat(seen).doesNotHaveDuplicates().hasSize(40);
        assertThat(spool.getSize()).isZero();
    }

    @Test
    void handsNothingToAReaderThatIsBusyWithItsOwn() throws Exception {
        Spooler spooler = Spooler.of(spool);
        spooler.request(1);
        CompletableFuture<Void> first = enQueue(mail("first"));
        MailQueueItem item = next(spooler.items);
        item.getMail();
        // While it processes one mail, its only thread sends another, as a mailet does.
        spool.enQueue(mail("brought forth"));
        item.done(CompletionStatus.SUCCESS);
        first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        spooler.request(1);
        assertThat(next(spooler.items).getMail().getName()).isEqualTo("brought forth");
        spooler.cancel();
    }

    @Test
    void saysThatItDoesNotKnowWhenItIsClosedWhileAMailIsProcessed() throws Exception {
        BlockingQueue<MailQueueItem> items = fixture.read(spool);
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        handedOver(items, sent);

        ((SpoolQueue) spool).dispose();

        assertThatThrownBy(() -> sent.get(sent.size() - 1).get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
            .hasStackTraceContaining("closed while it was being processed");
    }

    @Test
    void losesNothingUnderLoad() throws Exception {
        ConcurrentLinkedQueue<String> processed = new ConcurrentLinkedQueue<>();
        var spooling = Flux.from(spool.deQueue())
            .flatMap(item -> Mono.<Void>fromRunnable(() -> process(item, processed)).subscribeOn(Schedulers.boundedElastic()), 4)
            .subscribeOn(Schedulers.newSingle("spooler", true)).subscribe();
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int client = 0; client < 8; client++) {
            int number = client;
            sent.add(CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 25; i++) {
                        spool.enQueue(mail(number + "-" + i));
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }, clients));
        }
        for (CompletableFuture<Void> one : sent) {
            one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        await().atMost(PATIENCE).until(() -> processed.size() == 200 && spool.getSize() == 0);
        assertThat(processed).doesNotHaveDuplicates();
        spooling.dispose();
    }

    private static void process(MailQueueItem item, ConcurrentLinkedQueue<String> processed) {
        try {
            processed.add(item.getMail().getName());
            item.done(CompletionStatus.SUCCESS);
        } catch (MailQueueException e) {
            throw new IllegalStateException(e);
        }
    }
}
