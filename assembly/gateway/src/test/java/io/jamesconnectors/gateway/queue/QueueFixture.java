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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.server.core.MailImpl;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** A broker on a directory, its queues, and mail for them. */
final class QueueFixture implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final DurableMailQueueFactory factory;
    private final List<Disposable> readers = new ArrayList<>();

    QueueFixture(Path directory) throws IOException {
        broker = EmbeddedBroker.start(directory, () -> { });
        factory = new DurableMailQueueFactory(broker, Clock.systemUTC(), new RawMailQueueItemDecoratorFactory(), new RecordingMetricFactory(), new NoopGaugeRegistry());
    }

    EmbeddedBroker broker() {
        return broker;
    }

    ManageableMailQueue queue(String name) {
        return factory.createQueue(MailQueueName.of(name), MailQueueFactory.prefetchCount(10));
    }

    /** Reads a queue until the fixture is closed. */
    BlockingQueue<MailQueueItem> read(ManageableMailQueue queue) {
        return reader(queue).items();
    }

    /** What a subscription has brought, and the subscription. */
    record Reader(BlockingQueue<MailQueueItem> items, Disposable subscription) {
        void cancel() {
            subscription.dispose();
        }
    }

    Reader reader(ManageableMailQueue queue) {
        BlockingQueue<MailQueueItem> items = new LinkedBlockingQueue<>();
        Disposable subscription = Flux.from(queue.deQueue()).subscribeOn(Schedulers.newSingle("reader", true)).subscribe(items::add);
        readers.add(subscription);
        return new Reader(items, subscription);
    }

    static MailQueueItem next(BlockingQueue<MailQueueItem> items) throws InterruptedException {
        MailQueueItem item = items.poll(60, TimeUnit.SECONDS);
        if (item == null) {
            throw new AssertionError("no mail came within 60 seconds");
        }
        return item;
    }

    static MailImpl mail(String name) throws Exception {
        MailImpl mail = MailImpl.builder().name(name).sender("sender@contoso.test").addRecipient("recipient@partner.test").build();
        mail.setMessageContent(new Text("Subject: " + name + "\r\n\r\nHello " + name + "\r\n"));
        return mail;
    }

    @Override
    public void close() {
        readers.forEach(Disposable::dispose);
        factory.destroy();
        broker.close();
    }

    /** A message as James holds it. */
    static final class Text implements org.apache.james.server.core.MimeMessageSource {
        private final byte[] bytes;

        Text(String text) {
            bytes = text.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public String getSourceId() {
            return "text";
        }

        @Override
        public ByteArrayInputStream getInputStream() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public long getMessageSize() {
            return bytes.length;
        }
    }
}
