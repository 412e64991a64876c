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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports from the counts of days. */
final class TraceReports {
    /** How a TLS report counts mail of connectors that demand TLS; each of it counts under its version as well. */
    static final String FORCED = "Forced TLS";
    /** The most rows that are read for one report. */
    private static final int MOST_ROWS = 200_000;

    private TraceReports() {
    }

    /**
     * The counts of one report: for volume by day, for the others over all days.
     *
     * @param firstDay since 1970, the first that counts
     * @param connector only of that one; empty for all
     */
    static List<ReportCount> read(Connection connection, ReportKind kind, int firstDay, String connector) throws SQLException {
        Map<List<Object>, ReportCount> counts = new LinkedHashMap<>();
        String name = Column.CONNECTOR.kept(connector);
        try (PreparedStatement select = connection.prepareStatement("SELECT on_day, direction, connector, item, amount, samples FROM trace_day WHERE report = ? AND on_day >= ?"
                + (name.isEmpty() ? "" : " AND LOWER(connector) = LOWER(?)") + " ORDER BY on_day DESC, direction, connector, item FETCH FIRST " + MOST_ROWS + " ROWS ONLY")) {
            select.setQueryTimeout(TraceSearch.MOST_SECONDS);
            select.setString(1, kind.word());
            select.setInt(2, firstDay);
            if (!name.isEmpty()) {
                select.setString(3, name);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Optional<LocalDate> day = kind == ReportKind.VOLUME ? Optional.of(LocalDate.ofEpochDay(rows.getInt(1))) : Optional.empty();
                    ReportCount row = new ReportCount(day, rows.getString(2), rows.getString(3), rows.getString(4), rows.getLong(5), DayCounts.samples(rows.getString(6)));
                    counts.merge(List.of(day, row.direction(), row.connector(), row.item()), row, TraceReports::sum);
                }
            }
        }
        return new ArrayList<>(counts.values());
    }

    private static ReportCount sum(ReportCount one, ReportCount other) {
        LinkedHashSet<String> samples = new LinkedHashSet<>(one.samples());
        samples.addAll(other.samples());
        return new ReportCount(one.day(), one.direction(), one.connector(), one.item(), one.amount() + other.amount(), samples.stream().limit(5).toList());
    }
}
