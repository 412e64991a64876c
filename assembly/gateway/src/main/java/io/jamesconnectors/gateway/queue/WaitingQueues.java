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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import javax.jms.JMSException;

import org.apache.activemq.command.ActiveMQQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mail of one James queue that waits for its time, in one broker queue per due time.
 *
 * <p>James alone leaves waiting mail in the queue itself and skips it with a selector: then every fetch looks through all that waits, the
 * broker holds it in memory, and once a page is full of it newer mail is not seen. Here, what waits stays on disk and hides nothing. When
 * its time has come, the whole broker queue is moved to the ready one, in transactions: nothing is lost or doubled by a crash.
 *
 * <p>Due times are rounded up by at most a sixteenth of the delay (at least 128 ms), so that a retry storm makes dozens of broker queues,
 * not thousands.
 */
final class WaitingQueues {
    private static final Logger LOGGER = LoggerFactory.getLogger(WaitingQueues.class);
    private static final long FINEST_MILLIS = 128;
    private static final Duration AGAIN_AFTER_ERROR = Duration.ofSeconds(1);

    private final EmbeddedBroker broker;
    private final QueueNames names;
    private final Mover mover;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;
    private final NavigableMap<Instant, ActiveMQQueue> known = new ConcurrentSkipListMap<>();

    WaitingQueues(EmbeddedBroker broker, QueueNames names, Mover mover, ScheduledExecutorService scheduler, Clock clock) {
        this.broker = broker;
        this.names = names;
        this.mover = mover;
        this.scheduler = scheduler;
        this.clock = clock;
        for (ActiveMQQueue left : broker.queuesStartingWith(names.waitingPrefix())) {
            names.dueTime(left).ifPresent(this::expect);
        }
    }

    /** The queue for mail that is due then. Call {@link #expect} once the mail is in it. */
    ActiveMQQueue queueFor(Instant roundedDue) {
        return names.dueAt(roundedDue);
    }

    /** The time at which mail with this due time moves, seen from now. */
    static Instant rounded(Instant now, Instant due) {
        long wanted = Math.max(FINEST_MILLIS, Duration.between(now, due).toMillis() / 16);
        long step = Long.highestOneBit(wanted);
        long millis = due.toEpochMilli();
        long up = Math.floorDiv(millis + step - 1, step);
        return Instant.ofEpochMilli(up * step);
    }

    /** Makes sure that the queue of this time is moved when it has come. */
    void expect(Instant roundedDue) {
        if (known.putIfAbsent(roundedDue, names.dueAt(roundedDue)) == null) {
            scheduleMove(roundedDue, Duration.between(clock.instant(), roundedDue));
        }
    }

    /** Every queue that may hold waiting mail, soonest first. */
    List<ActiveMQQueue> queues() {
        return List.copyOf(known.values());
    }

    long depth() {
        return known.values().stream().mapToLong(broker::depth).sum();
    }

    /** Moves all that waits now; how many mails that were. */
    long moveAll() throws JMSException {
        long moved = 0;
        for (ActiveMQQueue queue : queues()) {
            moved += mover.moveAll(queue, names.ready());
        }
        return moved;
    }

    private void scheduleMove(Instant due, Duration wait) {
        try {
            scheduler.schedule(() -> move(due), Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOGGER.debug("mail due at {} stays on disk: the gateway stops", due);
        }
    }

    private void move(Instant due) {
        ActiveMQQueue queue = names.dueAt(due);
        try {
            mover.moveAll(queue, names.ready());
        } catch (JMSException | RuntimeException | VirtualMachineError e) {
            if (scheduler.isShutdown()) {
                return;
            }
            LOGGER.warn("mail in {} is due but could not be moved, trying again: {}", queue.getPhysicalName(), e.toString());
        }
        if (broker.depth(queue) > 0) {
            scheduleMove(due, AGAIN_AFTER_ERROR);
            return;
        }
        known.remove(due);
        // Mail that came between the last look and the removal relied on this queue being known.
        if (broker.depth(queue) > 0) {
            expect(due);
        }
    }
}
