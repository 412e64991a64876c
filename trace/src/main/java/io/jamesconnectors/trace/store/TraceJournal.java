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

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.TraceSettings;
import io.jamesconnectors.trace.TraceNote;
import io.jamesconnectors.trace.TraceSink;

/**
 * The trace of a server: takes notes, has them written by a thread of its own, and answers questions. Whatever happens to its database costs traces and
 * nothing else; it never keeps the server from starting, for the database is opened by that thread.
 */
public final class TraceJournal implements TraceSink {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);
    private static final int READERS = 4;

    private final NoteQueue queue;
    private final TraceWriter writer;
    private final Thread thread;
    private final Clock clock;
    private final Semaphore readers = new Semaphore(READERS);
    private volatile boolean closed;

    /** Reads the password of a database. */
    @FunctionalInterface
    public interface Passwords {
        /** @throws IOException when it can't be read; the message says where it should be and holds no part of it */
        String read(SecretSource source) throws IOException;
    }

    TraceJournal(Function<TraceSettings, TraceDatabase> databases, TraceSettings settings, Clock clock, NoteQueue queue, Duration firstWait) {
        this.queue = queue;
        this.clock = clock;
        this.writer = new TraceWriter(queue, databases, settings, clock, firstWait);
        this.thread = new Thread(writer, "trace-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Begins.
     *
     * @param directory where the file is, if the settings name no other database
     */
    public static TraceJournal start(Path directory, Passwords passwords, TraceSettings settings, Clock clock) {
        Function<TraceSettings, TraceDatabase> databases = wanted -> wanted.database()
            .<TraceDatabase>map(address -> new ServerDatabase(address, () -> {
                Optional<SecretSource> source = address.password();
                return source.isEmpty() ? "" : passwords.read(source.get());
            }))
            .orElseGet(() -> new EmbeddedDatabase(directory));
        return new TraceJournal(databases, settings, clock, new NoteQueue(NoteQueue.MOST_NOTES, NoteQueue.MOST_WEIGHT), FIRST_WAIT);
    }

    /** From here on these settings hold; what is in hand is written by them. */
    public void use(TraceSettings settings) {
        writer.use(settings);
    }

    @Override
    public void note(TraceNote note) {
        if (isOn()) {
            queue.offer(note);
        }
    }

    @Override
    public boolean isOn() {
        return !closed && writer.settings().enabled();
    }

    /** How it does. */
    public TraceHealth health() {
        return writer.health();
    }

    /** The messages that are looked for, the latest first. */
    public TracedMessage.Page find(TraceQuery query) throws TraceUnavailable {
        return read(connection -> new TraceSearch(connection).find(query));
    }

    /** The message of that id, with its way. */
    public Optional<TracedMessage.WithSteps> message(String id) throws TraceUnavailable {
        return read(connection -> new TraceSearch(connection).message(id));
    }

    /**
     * The counts of a report.
     *
     * @param days how many days back, with this one: 1 to 90
     * @param connector only of that one; empty for all
     */
    public List<ReportCount> report(ReportKind kind, int days, String connector) throws TraceUnavailable {
        if (days < 1 || days > Retention.REPORT_DAYS) {
            throw new IllegalArgumentException("days: " + days + " (expected: 1 to " + Retention.REPORT_DAYS + ")");
        }
        int first = DayCounts.day(clock.millis()) - days + 1;
        return read(connection -> TraceReports.read(connection, kind, first, connector));
    }

    /** Asks one question of a connection. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T read(Question<T> question) throws TraceUnavailable {
        TraceStore store = writer.store().orElseThrow(() -> new TraceUnavailable(
            closed || !writer.settings().enabled() ? "The trace is switched off" : "The trace has not begun yet"));
        boolean admitted = false;
        try {
            admitted = readers.tryAcquire(TraceSearch.MOST_SECONDS, TimeUnit.SECONDS);
            if (!admitted) {
                throw new TraceUnavailable("The trace is busy with other questions");
            }
            try (Connection connection = store.open()) {
                T answer = question.ask(connection);
                connection.rollback();
                return answer;
            }
        } catch (SQLException e) {
            throw new TraceUnavailable("The trace can't be read: " + CleanText.of(String.valueOf(e.getMessage()), 300), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TraceUnavailable("The server stops", e);
        } finally {
            if (admitted) {
                readers.release();
            }
        }
    }

    /** Writes what is in hand, and ends; what can't be written within ten seconds is lost. */
    @Override
    public void close() {
        closed = true;
        writer.stop();
        try {
            thread.join(TIME_TO_STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
