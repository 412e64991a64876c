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
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.common.util.concurrent.ThreadFactoryBuilder;

/**
 * Keeps one queue consumed, by threads of its own, whatever the queue does.
 *
 * <p>At most {@code limit} items are worked on at once, and about as many are asked of the queue: each subscription has an equal share, rounded up, since each
 * may have fetched something. A limit of zero pauses: the subscriptions stay (ending them would strand what the queue has already fetched), but
 * ask for nothing; what was asked for before the pause still arrives.
 */
final class QueueConsumer {
    private static final Logger LOGGER = LoggerFactory.getLogger(QueueConsumer.class);
    private static final long IDLE_THREAD_SECONDS = 10;
    private static final long INTERRUPTED_SECONDS = 1;

    private final String name;
    private final Consumer<MailQueueItem> work;
    private final ThreadPoolExecutor workers;
    private final List<QueueLane> lanes;
    private final AtomicLong taken = new AtomicLong();
    private volatile int limit;

    /**
     * @param subscriptions see {@link QueueTraits#subscriptions}
     * @param work is called on a thread of this consumer; must complete the item; what it throws is logged
     * @param timer makes subscriptions anew
     * @param firstWait before the first new subscription
     */
    QueueConsumer(MailQueue queue, int subscriptions, Consumer<MailQueueItem> work, ScheduledExecutorService timer, Duration firstWait) {
        this.name = queue.getName().asString();
        this.work = work;
        this.workers = new ThreadPoolExecutor(1, 1, IDLE_THREAD_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            new ThreadFactoryBuilder().setNameFormat(name.replace("%", "%%") + "-delivery-%d").setDaemon(true).build());
        workers.allowCoreThreadTimeOut(true);
        this.lanes = IntStream.range(0, subscriptions).mapToObj(i -> new QueueLane(queue, name + "-dequeue-" + i, this::take, timer, firstWait)).toList();
    }

    void start() {
        lanes.forEach(QueueLane::subscribe);
    }

    /** Changes how many items are worked on at once; zero pauses. */
    synchronized void limit(int items) {
        limit = items;
        int threads = Math.max(1, items);
        workers.setCorePoolSize(Math.min(threads, workers.getMaximumPoolSize()));
        workers.setMaximumPoolSize(threads);
        workers.setCorePoolSize(threads);
        lanes.forEach(lane -> lane.share((items + lanes.size() - 1) / lanes.size()));
    }

    /** Whether every subscription stands; a paused consumer counts as consuming. */
    boolean isConsuming() {
        return lanes.stream().allMatch(QueueLane::stands);
    }

    boolean isPaused() {
        return limit == 0;
    }

    int inFlight() {
        return lanes.stream().mapToInt(QueueLane::inHand).sum();
    }

    /** How many items the queue has given so far. */
    long taken() {
        return taken.get();
    }

    /** Asks for no more, and gives back what still arrives. Work that has begun goes on. */
    void stop() {
        lanes.forEach(QueueLane::stop);
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
            lanes.forEach(QueueLane::close);
        }
    }

    /** After {@link #awaitEnd}: waits for the threads that dequeued. Returns whether they have ended in {@code time}. */
    boolean awaitThreads(Duration time) {
        return lanes.stream().allMatch(lane -> lane.awaitThread(time));
    }

    private void take(QueueLane from, MailQueueItem item) {
        taken.incrementAndGet();
        try {
            workers.execute(() -> {
                try {
                    work.accept(item);
                } catch (Throwable e) {
                    LOGGER.error("queue={} worker failed", name, e);
                } finally {
                    from.finished();
                }
            });
        } catch (RejectedExecutionException e) {
            from.finished();
            giveBack(item);
        }
    }

    private void giveBack(MailQueueItem item) {
        try {
            item.done(CompletionStatus.RETRY);
        } catch (MailQueueException e) {
            LOGGER.warn("queue={} an item that arrived while stopping was not given back; the queue keeps it", name, e);
        }
    }
}
