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

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.TraceSettings;
import io.jamesconnectors.trace.TraceNote;

/**
 * The tables in one database. One thread writes; others may read by {@link #open}. After a failure the next call begins with a new connection, and twice the
 * same sign of a broken file sets the file aside.
 */
final class TraceStore implements AutoCloseable {
    private static final int ATTEMPTS = 10;
    private static final int MOST_REMEMBERED_DAYS = 100;

    private final TraceDatabase database;
    private final Map<String, Integer> rows = new HashMap<>();
    private Retention retention = new Retention();
    private @Nullable Connection writing;
    private volatile boolean prepared;
    private boolean suspected;

    TraceStore(TraceDatabase database) {
        this.database = database;
    }

    /** A connection of one's own, to tables that are there; whoever asks closes it. */
    Connection open() throws SQLException {
        Connection connection = database.open();
        try {
            if (!prepared) {
                prepare(connection);
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private synchronized void prepare(Connection connection) throws SQLException {
        if (!prepared) {
            Schema.prepare(connection);
            prepared = true;
        }
    }

    /**
     * Writes all, or nothing where it throws.
     *
     * @return how many notes the database will never take, and which are lost
     */
    int write(List<TraceNote> notes) throws SQLException {
        try {
            for (int attempt = 1;; attempt++) {
                try {
                    writeAtOnce(notes);
                    return 0;
                } catch (SQLException e) {
                    if (isAboutTheData(e)) {
                        return writeWhatIsTaken(notes, e);
                    }
                    if (!isConflict(e) || attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        } catch (SQLException | RuntimeException e) {
            failed(e);
            throw e;
        }
    }

    private void writeAtOnce(List<TraceNote> notes) throws SQLException {
        Connection connection = connection();
        try {
            if (rows.size() > MOST_REMEMBERED_DAYS) {
                rows.clear();
            }
            long octets = BatchWrite.write(connection, notes, rows);
            connection.commit();
            suspected = false;
            retention.grown(octets);
        } catch (SQLException | RuntimeException e) {
            rows.clear();
            Schema.rollBack(connection);
            throw e;
        }
    }

    private int writeWhatIsTaken(List<TraceNote> notes, SQLException cause) throws SQLException {
        List<TraceNote> taken = new ArrayList<>();
        for (TraceNote note : notes) {
            if (isTaken(note)) {
                taken.add(note);
            }
        }
        if (taken.size() == notes.size()) {
            throw cause;
        }
        return notes.size() - taken.size() + write(taken);
    }

    /** Whether the database would take it; tried, and undone. */
    private boolean isTaken(TraceNote note) throws SQLException {
        Connection connection = connection();
        try {
            BatchWrite.write(connection, List.of(note), new HashMap<>());
            return true;
        } catch (SQLException e) {
            if (isAboutTheData(e)) {
                return false;
            }
            if (isConflict(e)) {
                return true;
            }
            throw e;
        } finally {
            Schema.rollBack(connection);
        }
    }

    /**
     * Deletes a few messages that are too old.
     *
     * @return whether there is more to delete
     */
    boolean prune(TraceSettings settings, Instant now) throws SQLException {
        try {
            return retention.dropOld(connection(), settings, now);
        } catch (SQLException | RuntimeException e) {
            failed(e);
            throw e;
        }
    }

    /**
     * Makes room for a few notes more: deletes the oldest messages when there is too much, and keeps the file of an embedded database within its bound.
     *
     * @return whether there is room now; if not, some was made, and it is to be tried again
     * @throws SQLException also when the file is at its bound and can't be made smaller now
     */
    boolean makeRoom(TraceSettings settings, Instant now) throws SQLException {
        try {
            Connection connection = connection();
            retention.count(connection, now);
            return new Room(connection, retention, settings.maximumSize()).make();
        } catch (SQLException | RuntimeException e) {
            failed(e);
            throw e;
        }
    }

    /** About how many octets messages take, by the count of their texts and rows. */
    long total() {
        return retention.total();
    }

    /** When the oldest message came, in milliseconds since 1970; empty where there is none. */
    OptionalLong oldest() throws SQLException {
        Connection connection = connection();
        try (PreparedStatement select = connection.prepareStatement("SELECT MIN(received_at) FROM trace_message"); ResultSet row = select.executeQuery()) {
            long oldest = row.next() ? row.getLong(1) : 0;
            OptionalLong found = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(oldest);
            connection.commit();
            return found;
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = writing;
        if (connection == null) {
            connection = open();
            writing = connection;
        }
        return connection;
    }

    private void failed(Exception failure) {
        closeConnection();
        prepared = false;
        retention = new Retention();
        boolean broken = database.isBroken(failure);
        if (broken && suspected) {
            suspected = false;
            try {
                database.setAside();
            } catch (SQLException e) {
                failure.addSuppressed(e);
            }
        } else {
            suspected |= broken;
        }
    }

    private void closeConnection() {
        Connection connection = writing;
        writing = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // It was broken before.
            }
        }
    }

    /** Another node was faster (23505), or the two waited for each other (40001, 40P01). */
    private static boolean isConflict(SQLException failure) {
        return state(failure).map(state -> state.startsWith("23") || state.startsWith("40")).orElse(false);
    }

    private static boolean isAboutTheData(SQLException failure) {
        return state(failure).map(state -> state.startsWith("22")).orElse(false);
    }

    private static Optional<String> state(SQLException failure) {
        return Optional.ofNullable(failure.getSQLState());
    }

    /** Ends; the file is whole then. */
    @Override
    public void close() {
        closeConnection();
        database.shutdown();
    }
}
