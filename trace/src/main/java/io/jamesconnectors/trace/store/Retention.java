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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.jamesconnectors.connectors.TraceSettings;

/**
 * Deletes what is too old or too much, whole messages at a time, the one first about which nothing was heard for longest; a few in one transaction. How
 * much there is is counted as it is written, and summed up anew every hour, since others may write to the same tables. For one thread.
 */
final class Retention {
    /** How many messages go in one transaction. Each changes pages all over the indexes, which a file holds twice for a while. */
    static final int STEP = 200;
    /** For how many days reports last. */
    static final int REPORT_DAYS = 90;
    private static final long RECOUNT = TimeUnit.HOURS.toMillis(1);

    private long total;
    private long countedAt = Long.MIN_VALUE;
    private int cleanedDay;

    /** About so much more is there. */
    void grown(long octets) {
        total += octets;
    }

    /** About how much messages take, in octets, by the count of their texts and rows. */
    long total() {
        return total;
    }

    /** Counts what is there, where that was not done lately. */
    void count(Connection connection, Instant now) throws SQLException {
        long millis = now.toEpochMilli();
        if (countedAt == Long.MIN_VALUE || millis - countedAt >= RECOUNT || millis < countedAt) {
            total = count(connection);
            connection.commit();
            countedAt = millis;
        }
    }

    /**
     * Deletes a few messages that are too old, if there are any, and reports that are; commits.
     *
     * @return whether there is more to delete
     */
    boolean dropOld(Connection connection, TraceSettings settings, Instant now) throws SQLException {
        int today = DayCounts.day(now.toEpochMilli());
        if (today != cleanedDay) {
            dropReports(connection, today - REPORT_DAYS);
            connection.commit();
            cleanedDay = today;
        }
        int deleted = delete(connection, oldest(connection, now.toEpochMilli() - bounded(settings.keep())));
        connection.commit();
        return deleted == STEP;
    }

    /**
     * Deletes the oldest messages, a few, whatever their age; commits.
     *
     * @return whether there were any
     */
    boolean dropOldest(Connection connection) throws SQLException {
        int deleted = delete(connection, oldest(connection, Long.MAX_VALUE));
        connection.commit();
        if (deleted == 0) {
            total = 0;
        }
        return deleted > 0;
    }

    /**
     * Deletes the reports of the oldest day; commits.
     *
     * @return whether there was one
     */
    boolean dropOldestReports(Connection connection) throws SQLException {
        boolean any;
        try (PreparedStatement select = connection.prepareStatement("SELECT MIN(on_day) FROM trace_day"); ResultSet row = select.executeQuery()) {
            int oldest = row.next() ? row.getInt(1) : 0;
            any = !row.wasNull();
            if (any) {
                dropReports(connection, oldest);
            }
        }
        connection.commit();
        return any;
    }

    private static long bounded(Duration keep) {
        return Math.min(keep.toMillis(), TimeUnit.DAYS.toMillis(36_500));
    }

    private static long count(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT COALESCE(SUM(kept_octets), 0) FROM trace_message"); ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** @param last the latest day that goes */
    private static void dropReports(Connection connection, int last) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM trace_day WHERE on_day <= ?")) {
            delete.setInt(1, last);
            delete.executeUpdate();
        }
    }

    private static List<Old> oldest(Connection connection, long before) throws SQLException {
        List<Old> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id, kept_octets FROM trace_message WHERE last_at < ? ORDER BY last_at FETCH FIRST " + STEP + " ROWS ONLY")) {
            select.setLong(1, before);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Old(rows.getString(1), rows.getLong(2)));
                }
            }
        }
        return found;
    }

    /**
     * The message itself goes first, in the order in which {@link BatchWrite} changes messages, so that nodes wait for each other and never in a circle.
     *
     * @return how many there were; what another node was faster with counts
     */
    private int delete(Connection connection, List<Old> messages) throws SQLException {
        List<Old> inOrder = messages.stream().sorted(Comparator.comparing(Old::id)).toList();
        int[] deleted = execute(connection, "DELETE FROM trace_message WHERE id = ?", inOrder);
        execute(connection, "DELETE FROM trace_recipient WHERE message = ?", inOrder);
        execute(connection, "DELETE FROM trace_event WHERE message = ?", inOrder);
        for (int i = 0; i < deleted.length; i++) {
            total -= deleted[i] > 0 ? inOrder.get(i).octets() : 0;
        }
        return messages.size();
    }

    private static int[] execute(Connection connection, String sql, List<Old> messages) throws SQLException {
        if (messages.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            for (Old message : messages) {
                delete.setString(1, message.id());
                delete.addBatch();
            }
            return delete.executeBatch();
        }
    }

    private record Old(String id, long octets) {
    }
}
