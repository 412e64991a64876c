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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.common.util.concurrent.ThreadFactoryBuilder;

import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps one queue consumed, by threads of its own, whatever the queue does.
 *
 * <p>The publisher of a James queue may end at any time: a JMS queue turns every failed dequeue into the end of the stream. So each subscription is made anew
 * after a wait that doubles from one second to half a minute, and is back at one second after the next mail.
 *
 * <p>Nothing is asked of the queue that no thread is free for: about {@code limit} items (rounded up to a multiple of the subscriptions)
 * are asked for or in hand at once, and at most {@code limit} are worked on. A limit of zero
 * pauses: the subscriptions stay (ending them would strand what the queue has already fetched), but ask for nothing; what was asked for before
 * the pause still arrives.
 *
 * <p>The lock guards the counts only; queue and work are called outside it.
 */
final class QueueConsumer {
    private static final Logger LOGGER = LoggerFactory.getLogger(QueueConsumer.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int LARGEST_DOUBLING = 6;
    private static final long IDLE_THREAD_SECONDS = 10;
    private static final long INTERRUPTED_SECONDS = 1;

    private final MailQueue queue;
    private final Consumer<MailQueueItem> work;
    private final ScheduledExecutorService timer;
    private final Duration firstWait;
    private final ThreadPoolExecutor workers;
    private final List<Lane> lanes = new ArrayList<>();
    private int limit;
    private boolean stopped;

    /**
     * @param subscriptions see {@link QueueTraits#subscriptions}
     * @param work is called on a thread of this consumer; must complete the item; what it throws is logged
     * @param timer makes subscriptions anew
     * @param firstWait before the first new subscription
     */
    QueueConsumer(MailQueue queue, int subscriptions, Consumer<MailQueueItem> work, ScheduledExecutorService timer, Duration firstWait) {
        String name = queue.getName().asString();
        this.queue = queue;
        this.work = work;
        this.timer = timer;
        this.firstWait = firstWait;
        this.workers = new ThreadPoolExecutor(1, 1, IDLE_THREAD_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            new ThreadFactoryBuilder().setNameFormat(name.replace("%", "%%") + "-delivery-%d").setDaemon(true).build());
        workers.allowCoreThreadTimeOut(true);
        for (int i = 0; i < subscriptions; i++) {
            lanes.add(new Lane(Schedulers.newSingle(name + "-dequeue-" + i, true)));
        }
    }

    void start() {
        lanes.forEach(Lane::subscribe);
    }

    /** Changes how many items are worked on at once; zero pauses. */
    void limit(int items) {
        synchronized (this) {
            limit = items;
            int threads = Math.max(1, items);
            workers.setCorePoolSize(Math.min(threads, workers.getMaximumPoolSize()));
            workers.setMaximumPoolSize(threads);
            workers.setCorePoolSize(threads);
        }
        lanes.forEach(Lane::ask);
    }

    /** Whether every subscription stands; a paused consumer counts as consuming. */
    synchronized boolean isConsuming() {
        return !stopped && lanes.stream().allMatch(lane -> lane.upstream != null);
    }

    synchronized boolean isPaused() {
        return limit == 0;
    }

    synchronized int inFlight() {
        return lanes.stream().mapToInt(lane -> lane.running).sum();
    }

    /** Asks for no more, and gives back what still arrives. Work that has begun goes on. */
    void stop() {
        synchronized (this) {
            stopped = true;
        }
        workers.shutdown();
    }

    /**
     * Waits for the work after {@link #stop}, and then ends the subscriptions. Not before: that interrupts a dequeue, and an interrupt may break the
     * connection over which the work is acknowledged.
     *
     * @return whether all of it came to its end in {@code time}; what did not is interrupted
     */
    boolean awaitEnd(Duration time) throws InterruptedException {
        try {
            if (workers.awaitTermination(time.toNanos(), TimeUnit.NANOSECONDS)) {
                return true;
            }
            workers.shutdownNow();
            return workers.awaitTermination(INTERRUPTED_SECONDS, TimeUnit.SECONDS);
        } finally {
            lanes.forEach(Lane::close);
        }
    }

    private void accept(Lane lane, MailQueueItem item) {
        try {
            workers.execute(() -> {
                try {
                    work.accept(item);
                } catch (Throwable e) {
                    LOGGER.error("queue={} worker failed", queue.getName().asString(), e);
                } finally {
                    lane.finished();
                }
            });
        } catch (RejectedExecutionException e) {
            lane.finished();
            giveBack(item);
        }
    }

    private void giveBack(MailQueueItem item) {
        try {
            item.done(CompletionStatus.RETRY);
        } catch (MailQueueException e) {
            LOGGER.warn("queue={} an item that arrived while stopping was not given back; the queue keeps it", queue.getName().asString(), e);
        }
    }

    /** One subscription after the other to the same queue, on one thread. */
    private final class Lane {
        private final Scheduler scheduler;
        private @Nullable Upstream upstream;
        private int asked;
        private int running;
        private int failures;

        Lane(Scheduler scheduler) {
            this.scheduler = scheduler;
        }

        void subscribe() {
            Flux.defer(queue::deQueue).subscribeOn(scheduler).subscribe(new Upstream(this));
        }

        void stands(Upstream next) {
            synchronized (QueueConsumer.this) {
                upstream = stopped ? null : next;
                asked = 0;
            }
            ask();
        }

        /** Asks for as many items as this lane's share of the limit has room for; a lane always has a share, since the queue may have fetched for it. */
        void ask() {
            Upstream current;
            int more;
            synchronized (QueueConsumer.this) {
                int share = (limit + lanes.size() - 1) / lanes.size();
                more = stopped ? 0 : share - asked - running;
                current = upstream;
                if (current == null || more <= 0) {
                    return;
                }
                asked += more;
            }
            current.request(more);
        }

        void arrived() {
            synchronized (QueueConsumer.this) {
                asked--;
                failures = 0;
                running++;
            }
        }

        void finished() {
            synchronized (QueueConsumer.this) {
                running--;
            }
            ask();
        }

        void ended(@Nullable Throwable cause) {
            Duration wait;
            synchronized (QueueConsumer.this) {
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

        void close() {
            Upstream current;
            synchronized (QueueConsumer.this) {
                current = upstream;
                upstream = null;
            }
            if (current != null) {
                current.cancel();
            }
            scheduler.dispose();
        }
    }

    /** Passes on what the queue says; asks for nothing by itself. */
    private final class Upstream extends BaseSubscriber<MailQueueItem> {
        private final Lane lane;

        Upstream(Lane lane) {
            this.lane = lane;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            lane.stands(this);
        }

        @Override
        protected void hookOnNext(MailQueueItem item) {
            lane.arrived();
            accept(lane, item);
        }

        @Override
        protected void hookOnComplete() {
            lane.ended(null);
        }

        @Override
        protected void hookOnError(Throwable cause) {
            lane.ended(cause);
        }
    }
}
