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
package io.jamesconnectors.trace.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.TraceSettings;
import io.jamesconnectors.trace.TraceNote;

/**
 * The one thread that writes. It keeps a batch that can't be written and tries again, after a second and then after twice that time up to a minute; what comes
 * meanwhile waits as far as there is room. It is never interrupted: H2 would take that for the end of its file.
 */
final class TraceWriter implements Runnable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TraceJournal.class);
    private static final int MOST_AT_ONCE = 4_000;
    /** How many characters go in one transaction at most, and which part of the bound that may be: the file has to have room for it. */
    private static final int MOST_WEIGHT_AT_ONCE = 1 << 19;
    private static final int WEIGHT_PART = 128;
    private static final Duration GATHER = Duration.ofMillis(500);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);
    private static final Duration SLOW = Duration.ofSeconds(30);
    private static final int LONGEST_FAILURE = 300;

    private final NoteQueue queue;
    private final Function<TraceSettings, TraceDatabase> databases;
    private final Clock clock;
    private final Duration firstWait;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<TraceNote> batch = new ArrayList<>();
    private volatile TraceSettings settings;
    private volatile @Nullable TraceStore store;
    private volatile @Nullable Failure failure;
    private volatile @Nullable Failure lastFailure;
    private volatile long written;
    private volatile long unwritable;
    private volatile long busySince;
    private volatile @Nullable Instant lastLoss;
    private volatile @Nullable Instant oldest;
    private TraceSettings.@Nullable Database address;
    private long knownLost;
    private Instant housekeeping = Instant.MIN;

    private record Failure(String what, Instant at) {
    }

    TraceWriter(NoteQueue queue, Function<TraceSettings, TraceDatabase> databases, TraceSettings settings, Clock clock, Duration firstWait) {
        this.queue = queue;
        this.databases = databases;
        this.settings = settings;
        this.clock = clock;
        this.firstWait = firstWait;
    }

    void use(TraceSettings next) {
        settings = next;
    }

    TraceSettings settings() {
        return settings;
    }

    /** The tables as they are used now; empty before the first note, and where nothing is kept. */
    Optional<TraceStore> store() {
        return Optional.ofNullable(store);
    }

    void stop() {
        stop.countDown();
    }

    @Override
    public void run() {
        Duration wait = firstWait;
        while (!isDone()) {
            try {
                collect();
                work();
                recovered();
                wait = firstWait;
            } catch (InterruptedException e) {
                stop.countDown(); // nobody of ours does that
            } catch (SQLException | RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
                failed(e);
                if (rest(wait)) {
                    lose(batch.size());
                    break;
                }
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
            } finally {
                busySince = 0;
            }
        }
        close();
    }

    private boolean isDone() {
        return stop.getCount() == 0 && batch.isEmpty() && queue.size() == 0;
    }

    private void collect() throws InterruptedException {
        if (batch.isEmpty()) {
            boolean stopping = stop.getCount() == 0;
            queue.drain(batch, MOST_AT_ONCE, (int) Math.min(MOST_WEIGHT_AT_ONCE, settings.maximumSize() / WEIGHT_PART), stopping ? Duration.ZERO : IDLE, stopping ? Duration.ZERO : GATHER);
        }
        long lost = queue.lost();
        if (lost > knownLost) {
            LOGGER.warn("trace lost={} since_start={}: they came faster than they were written", lost - knownLost, lost + unwritable);
            knownLost = lost;
            lastLoss = clock.instant();
        }
    }

    /** @return whether the server stops */
    private boolean rest(Duration wait) {
        try {
            return stop.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void work() throws SQLException {
        TraceSettings now = settings;
        if (!now.enabled()) {
            close();
            batch.clear();
            return;
        }
        busySince = System.nanoTime() | 1;
        TraceStore current = current(now);
        Instant time = clock.instant();
        if (!current.makeRoom(now, time)) {
            return;
        }
        if (!batch.isEmpty()) {
            int lost = current.write(batch);
            written += batch.size() - lost;
            batch.clear();
            lose(lost);
        }
        if (housekeeping.isAfter(time) || housekeeping.plus(HOUSEKEEPING).isBefore(time)) {
            boolean more = current.prune(now, time);
            if (!more) {
                OptionalLong first = current.oldest();
                oldest = first.isPresent() ? Instant.ofEpochMilli(first.getAsLong()) : null;
                housekeeping = time;
            }
        }
    }

    private TraceStore current(TraceSettings now) {
        @Nullable TraceStore current = store;
        if (current == null || !now.database().equals(Optional.ofNullable(address))) {
            close();
            current = new TraceStore(databases.apply(now));
            address = now.database().orElse(null);
            housekeeping = Instant.MIN;
            store = current;
        }
        return current;
    }

    private void close() {
        @Nullable TraceStore last = store;
        store = null;
        if (last != null) {
            last.close();
        }
    }

    private void lose(int notes) {
        if (notes > 0) {
            unwritable += notes;
            lastLoss = clock.instant();
        }
    }

    private void failed(Throwable cause) {
        Failure now = new Failure(CleanText.of(String.valueOf(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()), LONGEST_FAILURE), clock.instant());
        if (failure == null) {
            LOGGER.warn("trace state=failing problem=\"{}\": mail goes on, its way is not written until the database answers again", now.what().replace('"', '\''));
            LOGGER.debug("trace state=failing", cause);
        }
        failure = now;
        lastFailure = now;
    }

    private void recovered() {
        if (failure != null) {
            failure = null;
            LOGGER.info("trace state=ok lost={}", queue.lost() + unwritable);
        }
    }

    TraceHealth health() {
        Instant now = clock.instant();
        Optional<Failure> last = Optional.ofNullable(lastFailure);
        long since = busySince;
        boolean stuck = since != 0 && System.nanoTime() - since > SLOW.toNanos();
        Optional<Instant> loss = Optional.ofNullable(lastLoss);
        boolean lossy = queue.lost() > knownLost || loss.filter(at -> at.plus(Duration.ofHours(1)).isAfter(now)).isPresent();
        TraceHealth.State state = !settings.enabled() || stop.getCount() == 0 ? TraceHealth.State.OFF
            : failure != null || stuck ? TraceHealth.State.FAILING
            : lossy || queue.isFilling() ? TraceHealth.State.DEGRADED : TraceHealth.State.OK;
        return new TraceHealth(state, written, queue.lost() + unwritable, queue.size(),
            stuck && failure == null ? Optional.of("the database has not answered for " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since) + " s") : last.map(Failure::what),
            last.map(Failure::at), Optional.ofNullable(oldest));
    }
}
