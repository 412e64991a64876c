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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.ManageableMailQueue.MailQueueIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for each connector, in James's registry under the name of its queue: {@code .length}, the number of mails, delayed ones and those in hand too;
 * {@code .oldest}, the age in seconds of the oldest among the first few mails of the queue, since no queue of James sorts by age; -1 for either where the queue
 * can't tell, as when all of its few mails are in hand; 0 for one that was closed because it is empty.
 *
 * <p>A queue is asked at most every half minute, by whoever reads the gauge; the web administration may ask more often.
 */
final class QueueGauges {
    private static final Logger LOGGER = LoggerFactory.getLogger(QueueGauges.class);
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final int LOOKED_AT = 5;
    private static final long NOBODY_KNOWS = -1;

    private final GaugeRegistry registry;
    private final Function<MailQueueName, Optional<MailQueue>> queues;
    private final BooleanSupplier started;
    private final Clock clock;
    private final Map<MailQueueName, Reading> readings = new ConcurrentHashMap<>();

    /**
     * @param queues the open queue of that name
     * @param started whether a queue that is not open is empty, and nobody has to ask it
     */
    QueueGauges(GaugeRegistry registry, Function<MailQueueName, Optional<MailQueue>> queues, BooleanSupplier started, Clock clock) {
        this.registry = registry;
        this.queues = queues;
        this.started = started;
        this.clock = clock;
    }

    /** Shows that queue; once for each name, since a registry keeps the first gauge of a name for ever. */
    void show(MailQueueName name) {
        Reading reading = new Reading(name);
        if (readings.putIfAbsent(name, reading) == null) {
            registry.register(name.asString() + ".length", reading::length);
            registry.register(name.asString() + ".oldest", reading::oldest);
        }
    }

    /** Their gauges are out of the registry. */
    void forget(Set<MailQueueName> names) {
        readings.keySet().removeAll(names);
    }

    /** What waits in that queue; as long ago as {@code fresh} at most. Nobody knows before {@link #show}. */
    Backlog backlog(MailQueueName name, Duration fresh) {
        Reading reading = readings.get(name);
        return reading == null ? Backlog.UNKNOWN : reading.backlog(fresh);
    }

    /** What was read last of one queue. */
    private final class Reading {
        private final MailQueueName name;
        private Instant readAt = Instant.MIN;
        private long length = NOBODY_KNOWS;
        private long oldest = NOBODY_KNOWS;

        private Reading(MailQueueName name) {
            this.name = name;
        }

        synchronized Long length() {
            refresh(FRESH);
            return length;
        }

        synchronized Long oldest() {
            refresh(FRESH);
            return oldest;
        }

        synchronized Backlog backlog(Duration fresh) {
            refresh(fresh);
            return new Backlog(known(length), known(oldest));
        }

        private OptionalLong known(long value) {
            return value == NOBODY_KNOWS ? OptionalLong.empty() : OptionalLong.of(value);
        }

        private void refresh(Duration fresh) {
            Instant now = clock.instant();
            if (now.isBefore(readAt) || now.minus(fresh).isAfter(readAt)) {
                readAt = now;
                Optional<MailQueue> queue = queues.apply(name);
                length = queue.isEmpty() && started.getAsBoolean() ? 0 : NOBODY_KNOWS;
                oldest = length;
                if (queue.orElse(null) instanceof ManageableMailQueue open) {
                    try {
                        length = open.getSize();
                        oldest = length == 0 ? 0 : oldestOf(open, now);
                    } catch (MailQueueException | RuntimeException e) {
                        LOGGER.warn("queue={} gauges=failed", name.asString(), e);
                    }
                }
            }
        }

        private long oldestOf(ManageableMailQueue queue, Instant now) throws MailQueueException {
            MailQueueIterator mails = queue.browse();
            try {
                long found = NOBODY_KNOWS;
                for (int i = 0; i < LOOKED_AT && mails.hasNext(); i++) {
                    // Not to be disposed of: a queue in memory shows the very mails that wait.
                    found = Math.max(found, DeliveryProgress.of(mails.next().getMail(), now).age(now).toSeconds());
                }
                return found;
            } finally {
                mails.close();
            }
        }
    }
}
