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

import java.util.concurrent.SynchronousQueue;

import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Brings stored mail to where it is taken, one at a time, on a thread of its own. */
final class StoredMail extends BaseSubscriber<MailQueueItem> {
    private static final Logger LOGGER = LoggerFactory.getLogger(StoredMail.class);

    private final SynchronousQueue<MailQueueItem> meeting;
    private final Scheduler thread = Schedulers.newSingle("stored-mail", true);
    private volatile boolean ended;

    private StoredMail(SynchronousQueue<MailQueueItem> meeting) {
        this.meeting = meeting;
    }

    /** Begins to read; {@link #end} ends it. */
    static StoredMail read(Flux<MailQueueItem> stored, SynchronousQueue<MailQueueItem> meeting) {
        StoredMail reader = new StoredMail(meeting);
        stored.subscribeOn(reader.thread).subscribe(reader);
        return reader;
    }

    /** What was not taken returns to its queue. */
    void end() {
        ended = true;
        cancel();
        thread.dispose();
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        request(1);
    }

    @Override
    protected void hookOnNext(MailQueueItem item) {
        boolean taken = false;
        while (!taken) {
            try {
                meeting.put(item);
                taken = true;
            } catch (InterruptedException e) {
                giveBack(item);
                Thread.currentThread().interrupt();
                return;
            } catch (VirtualMachineError e) {
                LOGGER.error("handing stored mail over failed, going on", e);
            }
        }
        request(1);
    }

    @Override
    protected void hookOnError(Throwable error) {
        LOGGER.error("reading stored mail has ended", error);
    }

    static void giveBack(MailQueueItem item) {
        try {
            item.done(MailQueueItem.CompletionStatus.RETRY);
        } catch (MailQueueException e) {
            LOGGER.warn("{}: {}", e.getMessage(), String.valueOf(e.getCause()));
        }
    }
}
