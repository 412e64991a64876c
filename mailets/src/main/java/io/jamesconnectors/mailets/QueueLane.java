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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * One subscription after the other to the same queue, dequeuing on one thread.
 *
 * <p>The publisher of a James queue may end at any time: a JMS queue turns every failed dequeue into the end of the stream. So the subscription is made anew
 * after a wait that doubles from one second to half a minute, and is back at one second after the next mail.
 *
 * <p>At most {@code share} items are asked for or in hand at once. The lock guards the counts only; queue and taker are called outside it.
 */
final class QueueLane {
    private static final Logger LOGGER = LoggerFactory.getLogger(QueueLane.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int LARGEST_DOUBLING = 6;
    /** Where Reactor looks for who hears of an error that comes after the end; else it logs it as an error. */
    private static final String ERRORS_TOO_LATE = "reactor.onErrorDropped.local";

    private final MailQueue queue;
    private final Taker taker;
    private final ScheduledExecutorService timer;
    private final Duration firstWait;
    private final Scheduler scheduler;
    private @Nullable Upstream upstream;
    private boolean stopped;
    private int share;
    private int asked;
    private int inHand;
    private int failures;

    /** Takes over an item, without waiting; calls {@link #finished} when it is worked off. */
    @FunctionalInterface
    interface Taker {
        void take(QueueLane from, MailQueueItem item);
    }

    QueueLane(MailQueue queue, String threadName, Taker taker, ScheduledExecutorService timer, Duration firstWait) {
        this.queue = queue;
        this.taker = taker;
        this.timer = timer;
        this.firstWait = firstWait;
        this.scheduler = Schedulers.newSingle(threadName, true);
    }

    void subscribe() {
        Flux.defer(queue::deQueue).subscribeOn(scheduler).contextWrite(context -> context.put(ERRORS_TOO_LATE, (Consumer<Throwable>) this::tooLate)).subscribe(new Upstream());
    }

    /** As James's queue in memory complains of being interrupted by the end of its subscription. */
    private void tooLate(Throwable error) {
        LOGGER.debug("queue={} ended", queue.getName().asString(), error);
    }

    /** Changes how many items are asked for; with zero the subscription stays and asks for nothing. */
    void share(int items) {
        synchronized (this) {
            share = items;
        }
        ask();
    }

    void finished() {
        synchronized (this) {
            inHand--;
        }
        ask();
    }

    synchronized boolean stands() {
        return upstream != null && !stopped;
    }

    synchronized int inHand() {
        return inHand;
    }

    /** Asks for no more; what was asked for before may still come. */
    synchronized void stop() {
        stopped = true;
    }

    /** Ends the subscription, and interrupts its thread. */
    void close() {
        Upstream current;
        synchronized (this) {
            stopped = true;
            current = upstream;
            upstream = null;
        }
        if (current != null) {
            current.cancel();
        }
        scheduler.dispose();
    }

    /** After {@link #close}: waits for the thread that dequeued. Returns whether it has ended in {@code time}. */
    boolean awaitThread(Duration time) {
        try {
            scheduler.disposeGracefully().block(time);
            return true;
        } catch (IllegalStateException e) {
            LOGGER.debug("queue={} dequeue=hangs", queue.getName().asString(), e);
            return false;
        }
    }

    private void ask() {
        Upstream current;
        int more;
        synchronized (this) {
            current = upstream;
            more = stopped ? 0 : share - asked - inHand;
            if (current == null || more <= 0) {
                return;
            }
            asked += more;
        }
        current.request(more);
    }

    private void ended(@Nullable Throwable cause) {
        Duration wait;
        synchronized (this) {
            upstream = null;
            asked = 0;
            if (stopped) {
                return;
            }
            wait = firstWait.multipliedBy(1L << Math.min(failures, LARGEST_DOUBLING));
            failures++;
        }
        Duration bounded = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        LOGGER.warn("queue={} dequeue=failed again_in={}ms", queue.getName().asString(), bounded.toMillis(), cause);
        try {
            timer.schedule(this::subscribe, bounded.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOGGER.debug("queue={} stopping", queue.getName().asString(), e);
        }
    }

    /** Passes on what the queue says; asks for nothing by itself. */
    private final class Upstream extends BaseSubscriber<MailQueueItem> {

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            synchronized (QueueLane.this) {
                upstream = this;
                asked = 0;
            }
            ask();
        }

        @Override
        protected void hookOnNext(MailQueueItem item) {
            synchronized (QueueLane.this) {
                asked--;
                inHand++;
                failures = 0;
            }
            taker.take(QueueLane.this, item);
        }

        @Override
        protected void hookOnComplete() {
            ended(null);
        }

        @Override
        protected void hookOnError(Throwable cause) {
            ended(cause);
        }
    }
}
