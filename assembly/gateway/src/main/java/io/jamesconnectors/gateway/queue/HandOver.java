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

import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where whoever has a mail meets whoever is free to process it. A mail changes hands only when a reader waits for one at that very moment, and a reader waits only
 * while one more can be processed. Who handed a mail over waits for its end, and takes it back when nobody has begun with it after a second: so nobody waits for
 * a thread that waits too, whatever thread the mail was given to, and even where processing one mail brings forth another.
 *
 * <p>Mail that was stored before meets the readers here too, in turn with the other.
 */
final class HandOver implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(HandOver.class);
    /** Between two looks for a mail a reader is busy for some microseconds: not to wait for it at all would store every mail that comes just then. */
    private static final long MEETING_MILLIS = 2;
    private static final long LISTEN_MILLIS = 1_000;
    /** So many may wait at once: James's SMTP server has 16 threads for all its clients, and a mailet that hangs must not take them all. */
    private static final int WAITING_AT_MOST = 12;
    /** After one that was slow mail is stored for a while, so that clients do not wait for it. */
    private static final long STORING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final SynchronousQueue<MailQueueItem> meeting = new SynchronousQueue<>(true);
    private final Semaphore places = new Semaphore(WAITING_AT_MOST);
    private final UnaryOperator<MailQueueItem> decoration;
    private final AtomicLong slowAt = new AtomicLong(System.nanoTime() - STORING_NANOS);
    private volatile boolean closed;

    HandOver(UnaryOperator<MailQueueItem> decoration) {
        this.decoration = decoration;
    }

    /**
     * Hands a mail to somebody who is free, and waits until it has been processed. The mail must not be changed meanwhile, and is not: the other side gets a copy.
     *
     * @return whether it was processed; if not, nobody has it
     * @throws MailQueueException when it is not known, because this thread was interrupted, or the queue was closed, or a minute has passed, while it was being processed
     */
    boolean take(Mail mail) throws MailQueueException {
        if (closed || System.nanoTime() - slowAt.get() < STORING_NANOS || !places.tryAcquire()) {
            return false;
        }
        try {
            HandedMail handed = new HandedMail(mail);
            return meet(handed) && handed.awaitEnd(() -> closed, () -> slowAt.set(System.nanoTime()));
        } finally {
            places.release();
        }
    }

    private boolean meet(HandedMail handed) {
        try {
            return meeting.offer(decoration.apply(handed), MEETING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What is handed over here, and what {@code stored} has: nothing is taken before it is asked for. Waiting is done on a thread of its own. */
    Flux<MailQueueItem> items(Flux<MailQueueItem> stored) {
        return Flux.defer(() -> {
            Scheduler thread = Schedulers.newSingle("spool-reader", true);
            StoredMail reader = StoredMail.read(stored, meeting);
            return Flux.<MailQueueItem>generate(sink -> {
                MailQueueItem item = next(reader);
                if (item == null) {
                    sink.complete();
                } else {
                    sink.next(item);
                }
            }).subscribeOn(thread).doFinally(end -> {
                reader.end();
                thread.dispose();
            });
        });
    }

    /** Null when it is over. An error is no end: nobody would begin again. */
    private @Nullable MailQueueItem next(StoredMail reader) {
        while (!closed && !reader.hasEnded()) {
            try {
                MailQueueItem item = meeting.poll(LISTEN_MILLIS, TimeUnit.MILLISECONDS);
                if (item != null && reader.hasEnded()) {
                    StoredMail.giveBack(item);
                } else if (item != null) {
                    return item;
                }
            } catch (InterruptedException e) {
                LOGGER.debug("interrupted while waiting for mail: who wants an end cancels", e);
            } catch (VirtualMachineError e) {
                LOGGER.error("waiting for mail failed, going on", e);
            }
        }
        return null;
    }

    /** From now on nothing is handed over. */
    @Override
    public void close() {
        closed = true;
    }
}
