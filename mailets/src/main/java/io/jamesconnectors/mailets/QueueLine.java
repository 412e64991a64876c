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

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.explain.Usage;

/**
 * One open queue with what consumes it: how much of it is worked on at once, by its connector and its tempo.
 *
 * <p>One that nobody uses is first {@link #rest rested}: it asks its queue for nothing more, but works off what still comes. Who stores a mail wakes it. When it has rested
 * for a while and its queue is empty, no mail is on its way out of it either, and it can be {@link #retire retired}, which ends its threads and can't be undone.
 */
final class QueueLine {
    private static final Logger LOGGER = LoggerFactory.getLogger(QueueLine.class);
    /** Routing anew is quick; few threads do. */
    private static final int REROUTED_AT_ONCE = 4;
    private static final Duration TIME_TO_RETIRE = Duration.ofSeconds(2);

    private final ConnectorQueue queue;
    private final QueueDesk desk;
    private final QueueConsumer consumer;
    private final Supplier<Optional<OutboundConnector>> connector;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private final AtomicLong woken = new AtomicLong();
    private @Nullable ScheduledFuture<?> next;
    private volatile boolean resting;
    private volatile boolean retired;

    /** @param connector the connector of the queue by the configuration in force; empty when it is gone */
    QueueLine(ConnectorQueue queue, Claims claims, QueueConsumer consumer, Supplier<Optional<OutboundConnector>> connector, ScheduledExecutorService timer, Clock clock) {
        this.queue = queue;
        this.desk = new QueueDesk(queue, claims, clock);
        this.consumer = consumer;
        this.connector = connector;
        this.timer = timer;
        this.clock = clock;
    }

    /** How many mails may be worked on at once, of a queue with this connector. */
    static int atOnce(Optional<OutboundConnector> connector) {
        return connector.map(known -> known.limits().maxConnections()).orElse(REROUTED_AT_ONCE);
    }

    /** What an administrator does with its mail. */
    QueueDesk desk() {
        return desk;
    }

    ConnectorQueue queue() {
        return queue;
    }

    void start() {
        fit();
        consumer.start();
    }

    /** Forgets what the pace of an earlier configuration made it wait for, and fits. */
    void release() {
        queue.tempo().release();
        fit();
    }

    /**
     * Stores a mail. False when the line has been retired meanwhile: another one has to.
     *
     * @throws MailQueueException when the queue failed
     */
    boolean enQueue(Mail mail) throws MailQueueException {
        use.readLock().lock();
        try {
            if (retired) {
                return false;
            }
            wake();
            queue.queue().enQueue(mail);
            return true;
        } finally {
            use.readLock().unlock();
        }
    }

    /** How often it was used so far: woken, to store a mail or because one waits, and given mails by its queue. */
    long uses() {
        return woken.get() + consumer.taken();
    }

    /**
     * Asks for no more until it is woken. Nobody stores mail meanwhile.
     *
     * @param uses how often it had been used when it was found idle; it does not rest when it has been used since
     */
    void rest(long uses) {
        use.writeLock().lock();
        try {
            if (uses() == uses && !retired) {
                resting = true;
                fit();
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    /** Ends the rest. */
    void wake() {
        woken.incrementAndGet();
        synchronized (queue.tempo()) {
            if (resting) {
                resting = false;
                fit();
            }
        }
    }

    boolean isResting() {
        return resting;
    }

    /** Whether nothing is in work, nothing waits in the queue as far as it can tell, and there is no tempo to remember for its connector. */
    boolean isIdle() throws MailQueueException {
        return consumer.inFlight() == 0 && (connector.get().isEmpty() || !isSlowedDown()) && waiting().equals(OptionalLong.of(0));
    }

    /**
     * Ends the threads of a line that rests, and leaves the queue open, since James would hand out a closed one again. Nobody stores mail meanwhile.
     *
     * @param uses how often it had been used when it was found idle
     * @return false when it has been used since
     */
    boolean retire(long uses) throws InterruptedException {
        use.writeLock().lock();
        try {
            if (!resting || uses() != uses || consumer.inFlight() > 0) {
                return false;
            }
            retired = true;
            consumer.stop();
            consumer.awaitEnd(TIME_TO_RETIRE);
            if (!consumer.awaitThreads(TIME_TO_RETIRE)) {
                LOGGER.warn("queue={} retire=impatient: one of its threads is still busy with the queue", queue.name().asString());
            }
            return true;
        } finally {
            use.writeLock().unlock();
        }
    }

    /** Whether its threads have ended for good. */
    boolean isRetired() {
        return retired;
    }

    /** Takes as much from the queue at once as its connector and its tempo allow; nothing during a pause, and looks again at its end. */
    void fit() {
        synchronized (queue.tempo()) {
            Optional<OutboundConnector> current = connector.get();
            Instant now = clock.instant();
            Duration pause = queue.tempo().pause(now);
            consumer.limit(resting || current.isPresent() && !current.get().enabled() ? 0 : queue.tempo().atOnce(atOnce(current), now));
            lookAgainAfter(pause);
        }
    }

    /** Once, however often the configuration changes during a pause. Whoever calls holds the lock of the tempo, so that the last to fit is the last to be here. */
    private void lookAgainAfter(Duration pause) {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
        if (!pause.isZero()) {
            try {
                next = timer.schedule(this::fit, pause.toMillis() + 1, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOGGER.debug("queue={} stopping", queue.name().asString(), e);
            }
        }
    }

    /** Whether it is taken from more slowly than its connector allows: the other side finds us too fast, or the pace is used up. */
    boolean isSlowedDown() {
        return queue.tempo().level() > 0 || !queue.tempo().pause(clock.instant()).isZero();
    }

    QueueState state() {
        return new QueueState(queue.name().asString(), connector.get().map(OutboundConnector::name), retired || consumer.isConsuming(), consumer.isPaused() && !resting, consumer.inFlight());
    }

    /** What is used now of the limits of this connector, or of this mailbox of it. */
    Usage usage(OutboundConnector of) {
        Instant now = clock.instant();
        OptionalLong length;
        try {
            length = waiting();
        } catch (MailQueueException | RuntimeException e) {
            LOGGER.debug("queue={} length=unknown", queue.name().asString(), e);
            length = OptionalLong.empty();
        }
        return new Usage(consumer.inFlight(), queue.tempo().atOnce(atOnce(Optional.of(of)), now), queue.tempo().used(PaceGate.allowances(queue.name(), of), now),
            queue.tempo().level(), queue.tempo().pause(now), length);
    }

    OptionalLong waiting() throws MailQueueException {
        return queue.queue() instanceof ManageableMailQueue countable ? OptionalLong.of(countable.getSize()) : OptionalLong.empty();
    }

    /** Asks for no more; {@link #end} waits for what is under way. */
    void stop() {
        consumer.stop();
    }

    /** Waits for the work after {@link #stop}, and closes the queue in any case. */
    void end(Duration patience) throws InterruptedException {
        try {
            if (!consumer.awaitEnd(patience)) {
                LOGGER.warn("queue={} in_flight={} stop=impatient: what was in flight may be delivered again", queue.name().asString(), consumer.inFlight());
            }
        } finally {
            close(queue.queue());
        }
    }

    /** Closes a queue whose threads have ended. */
    static void close(MailQueue queue) {
        try {
            queue.close();
        } catch (IOException e) {
            LOGGER.warn("queue={} close=failed", queue.getName().asString(), e);
        }
    }
}
