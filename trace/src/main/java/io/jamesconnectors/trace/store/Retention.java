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
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.jamesconnectors.connectors.TraceSettings;

/**
 * Deletes what is too old or too much, whole messages at a time, the one first about which nothing was heard for longest; a few in one transaction. How
 * much there is is counted as it is written, and summed up anew every hour, since others may write to the same tables. For one thread.
 */
final class Retention {
    /** How many messages go in one transaction. */
    static final int STEP = 500;
    /** For how many days reports last. */
    static final int REPORT_DAYS = 90;
    private static final long RECOUNT = TimeUnit.HOURS.toMillis(1);
    /** Once there is too much, this much is left, in hundredths. */
    private static final int LEFT = 90;

    private long total;
    private long countedAt = Long.MIN_VALUE;
    private int cleanedDay;
    private boolean shrinking;

    /** About so much more is there. */
    void grown(long octets) {
        total += octets;
    }

    /** About how much there is, in octets. */
    long total() {
        return total;
    }

    /**
     * Deletes a few messages, if there are any to delete; commits.
     *
     * @return whether there is more to delete
     */
    boolean step(Connection connection, TraceSettings settings, Instant now) throws SQLException {
        long millis = now.toEpochMilli();
        if (countedAt == Long.MIN_VALUE || millis - countedAt >= RECOUNT || millis < countedAt) {
            total = count(connection);
            countedAt = millis;
        }
        int today = DayCounts.day(millis);
        if (today != cleanedDay) {
            cleanReports(connection, today);
            cleanedDay = today;
        }
        shrinking = total > (shrinking ? settings.maximumSize() / 100 * LEFT : settings.maximumSize());
        int deleted = delete(connection, oldest(connection, shrinking ? Long.MAX_VALUE : millis - bounded(settings.keep())));
        connection.commit();
        return deleted == STEP;
    }

    private static long bounded(Duration keep) {
        return Math.min(keep.toMillis(), TimeUnit.DAYS.toMillis(36_500));
    }

    private static long count(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT COALESCE(SUM(kept_octets), 0) FROM trace_message"); ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static void cleanReports(Connection connection, int today) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM trace_day WHERE on_day <= ?")) {
            delete.setInt(1, today - REPORT_DAYS);
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

    private int delete(Connection connection, List<Old> messages) throws SQLException {
        if (messages.isEmpty()) {
            return 0;
        }
        for (String sql : List.of("DELETE FROM trace_event WHERE message = ?", "DELETE FROM trace_recipient WHERE message = ?", "DELETE FROM trace_message WHERE id = ?")) {
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                for (Old message : messages) {
                    delete.setString(1, message.id());
                    delete.addBatch();
                }
                delete.executeBatch();
            }
        }
        messages.forEach(message -> total -= message.octets());
        return messages.size();
    }

    private record Old(String id, long octets) {
    }
}
