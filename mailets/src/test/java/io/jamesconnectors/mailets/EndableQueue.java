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

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.mailet.Mail;
import org.reactivestreams.Publisher;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A queue in memory whose subscriptions may end, as those of the gateway may; it counts a mail until it is done. Mail with a delay stays where it is. */
final class EndableQueue implements ManageableMailQueue {
    private final MailQueueName name;
    private final BlockingQueue<Mail> mails = new LinkedBlockingQueue<>();
    private final AtomicLong size = new AtomicLong();

    private EndableQueue(MailQueueName name) {
        this.name = name;
    }

    static final class Factory implements MailQueueFactory<EndableQueue> {
        private final Map<MailQueueName, EndableQueue> queues = new ConcurrentHashMap<>();

        @Override
        public Optional<EndableQueue> getQueue(MailQueueName name, PrefetchCount prefetchCount) {
            return Optional.ofNullable(queues.get(name));
        }

        @Override
        public EndableQueue createQueue(MailQueueName name, PrefetchCount prefetchCount) {
            return queues.computeIfAbsent(name, EndableQueue::new);
        }

        @Override
        public Set<MailQueueName> listCreatedMailQueues() {
            return Set.copyOf(queues.keySet());
        }
    }

    @Override
    public MailQueueName getName() {
        return name;
    }

    @Override
    public void enQueue(Mail mail, Duration delay) {
        size.incrementAndGet();
        if (delay.isZero()) {
            mails.add(mail);
        }
    }

    @Override
    public void enQueue(Mail mail) {
        enQueue(mail, Duration.ZERO);
    }

    @Override
    public Publisher<Void> enqueueReactive(Mail mail) {
        return Mono.fromRunnable(() -> enQueue(mail));
    }

    @Override
    public Publisher<MailQueueItem> deQueue() {
        return Flux.generate(sink -> {
            try {
                sink.next(item(mails.take()));
            } catch (InterruptedException e) {
                sink.complete();
            }
        });
    }

    private MailQueueItem item(Mail mail) {
        return new MailQueueItem() {
            @Override
            public Mail getMail() {
                return mail;
            }

            @Override
            public void done(CompletionStatus status) {
                if (status == CompletionStatus.RETRY) {
                    mails.add(mail);
                } else {
                    size.decrementAndGet();
                }
            }
        };
    }

    @Override
    public long getSize() {
        return size.get();
    }

    @Override
    public long flush() {
        return 0;
    }

    @Override
    public long clear() {
        return 0;
    }

    @Override
    public long remove(Type type, String value) {
        return 0;
    }

    @Override
    public MailQueueIterator browse() {
        throw new UnsupportedOperationException("shows no mail");
    }

    @Override
    public void close() {
        mails.clear();
    }
}
