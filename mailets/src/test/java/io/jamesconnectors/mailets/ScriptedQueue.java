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
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import javax.mail.MessagingException;

import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.reactivestreams.Publisher;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A queue that records what is stored and what is done, in one sequence; fails as often as the test says. */
final class ScriptedQueue implements MailQueue {
    record Stored(Mail mail, List<String> recipients, Duration delay) {
    }

    final List<Stored> stored = new CopyOnWriteArrayList<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    private final Queue<Supplier<Flux<MailQueueItem>>> streams = new ArrayDeque<>();
    private final MailQueueName name;
    private int failures;
    private Optional<RuntimeException> breakdown = Optional.empty();

    ScriptedQueue(String name) {
        this.name = MailQueueName.of(name);
    }

    synchronized void failToStore(int times) {
        failures = times;
    }

    synchronized void breaksDownWith(RuntimeException always) {
        breakdown = Optional.of(always);
    }

    /** What the next subscription gets; when there is none, a stream without end. */
    synchronized void dequeues(Supplier<Flux<MailQueueItem>> stream) {
        streams.add(stream);
    }

    MailQueueItem item(Mail mail) {
        return new MailQueueItem() {
            @Override
            public Mail getMail() {
                return mail;
            }

            @Override
            public void done(CompletionStatus status) {
                events.add("done " + status);
            }
        };
    }

    @Override
    public MailQueueName getName() {
        return name;
    }

    @Override
    public synchronized void enQueue(Mail mail, Duration delay) throws MailQueueException {
        if (breakdown.isPresent()) {
            throw breakdown.get();
        }
        if (failures > 0) {
            failures--;
            events.add("failed");
            throw new MailQueueException("the test wants it so");
        }
        try {
            MailImpl copy = MailImpl.duplicate(mail);
            copy.setName(mail.getName());
            stored.add(new Stored(copy, mail.getRecipients().stream().map(MailAddress::asString).toList(), delay));
            events.add("stored");
        } catch (MessagingException e) {
            throw new MailQueueException("copy", e);
        }
    }

    @Override
    public void enQueue(Mail mail) throws MailQueueException {
        enQueue(mail, Duration.ZERO);
    }

    @Override
    public Publisher<Void> enqueueReactive(Mail mail) {
        return Mono.error(new UnsupportedOperationException());
    }

    @Override
    public synchronized Publisher<MailQueueItem> deQueue() {
        Supplier<Flux<MailQueueItem>> next = streams.poll();
        return next == null ? Flux.never() : next.get();
    }

    @Override
    public void close() {
        events.add("closed");
    }
}
