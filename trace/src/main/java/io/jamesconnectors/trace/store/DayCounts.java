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
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.jamesconnectors.trace.TraceEvent;
import io.jamesconnectors.trace.TraceNote;
import io.jamesconnectors.trace.TraceTls;

/**
 * What a batch adds to the counts of its days, which outlive the events. A day has at most {@value #MOST_ITEMS} different rows of one report, so that nobody can fill
 * the database with domains; what is beyond them is counted as {@value #OTHERS}.
 */
final class DayCounts {
    static final String OTHERS = "(others)";
    static final int MOST_ITEMS = 2_000;
    static final String NO_REPLY = "(no reply)";
    private static final int MOST_SAMPLES = 3;
    private static final Pattern CODES = Pattern.compile("[2-5][0-9]{2}(?: [245]\\.[0-9]{1,3}\\.[0-9]{1,3})?(?= |$)");

    private final Map<Key, Count> counts = new TreeMap<>(
        Comparator.comparingInt(Key::day).thenComparing(Key::report).thenComparing(Key::direction).thenComparing(Key::connector).thenComparing(Key::item));

    private record Key(int day, String report, String direction, String connector, String item) {
        Key others() {
            return new Key(day, report, direction, connector, OTHERS);
        }
    }

    private static final class Count {
        private long amount;
        private final LinkedHashSet<String> samples = new LinkedHashSet<>();

        void addSample(String sample) {
            if (!sample.isEmpty() && samples.size() < MOST_SAMPLES) {
                samples.add(sample);
            }
        }
    }

    static int day(long millis) {
        return (int) Math.floorDiv(millis, TimeUnit.DAYS.toMillis(1));
    }

    void add(TraceNote note) {
        int day = day(note.at().toEpochMilli());
        if (note instanceof TraceNote.Arrival arrival) {
            String connector = Column.CONNECTOR.kept(arrival.connector());
            add(new Key(day, ReportKind.VOLUME.word(), Direction.INBOUND.word(), connector, "messages"), "");
            addTls(day, Direction.INBOUND, connector, arrival.tls());
        } else if (note instanceof TraceNote.Refusal refusal) {
            String connector = Column.CONNECTOR.kept(refusal.connector());
            add(new Key(day, ReportKind.VOLUME.word(), Direction.INBOUND.word(), connector, "refused"), "");
            add(new Key(day, ReportKind.FAILURES.word(), Direction.INBOUND.word(), connector, Column.ITEM.kept(refusal.code())), CleanText.of(refusal.why(), 200));
        } else if (note instanceof TraceNote.Stranger stranger) {
            add(new Key(day, ReportKind.NON_ACCEPTED_DOMAINS.word(), Direction.INBOUND.word(), Column.CONNECTOR.kept(stranger.connector()), Column.ADDRESS.kept(stranger.domain())),
                Column.MESSAGE_ID.kept(stranger.messageId()));
        } else if (note instanceof TraceEvent event) {
            add(day, event);
        }
    }

    private void add(int day, TraceEvent event) {
        String connector = Column.CONNECTOR.kept(event.connector());
        switch (event.kind()) {
            case ATTEMPT -> {
                if (event.accepted() > 0) {
                    add(new Key(day, ReportKind.VOLUME.word(), Direction.OUTBOUND.word(), connector, "messages"), "");
                    addTls(day, Direction.OUTBOUND, connector, event.tls());
                }
            }
            case DELIVER -> {
                // by no connector: to a mailbox of this server
                if (!connector.isEmpty()) {
                    add(new Key(day, ReportKind.VOLUME.word(), Direction.OUTBOUND.word(), connector, "delivered"), "");
                }
            }
            case DEFER -> addFailure(day, connector, "deferred", event);
            case FAIL -> addFailure(day, connector, "failed", event);
            default -> { }
        }
    }

    private void addFailure(int day, String connector, String volume, TraceEvent event) {
        add(new Key(day, ReportKind.VOLUME.word(), Direction.OUTBOUND.word(), connector, volume), "");
        Matcher codes = CODES.matcher(event.reply());
        add(new Key(day, ReportKind.FAILURES.word(), Direction.OUTBOUND.word(), connector, codes.lookingAt() ? codes.group() : NO_REPLY),
            CleanText.of(event.reply().isEmpty() ? event.reason() : event.reply(), 200));
    }

    private void addTls(int day, Direction direction, String connector, TraceTls tls) {
        add(new Key(day, ReportKind.TLS.word(), direction.word(), connector, Column.TLS.kept(tls.version())), "");
        if (tls.forced()) {
            add(new Key(day, ReportKind.TLS.word(), direction.word(), connector, TraceReports.FORCED), "");
        }
    }

    private void add(Key key, String sample) {
        Count count = counts.computeIfAbsent(key, unknown -> new Count());
        count.amount++;
        count.addSample(sample);
    }

    /**
     * Adds all to what is there.
     *
     * @param rows how many rows each report has on each day, as far as that is known here; told of more
     */
    void write(Connection connection, Map<String, Integer> rows) throws SQLException {
        Map<Key, Count> beyond = new HashMap<>();
        for (Map.Entry<Key, Count> entry : counts.entrySet()) {
            if (!update(connection, entry.getKey(), entry.getValue())) {
                if (hasRoom(connection, entry.getKey(), rows)) {
                    insert(connection, entry.getKey(), entry.getValue());
                } else {
                    beyond.computeIfAbsent(entry.getKey().others(), key -> new Count()).amount += entry.getValue().amount;
                }
            }
        }
        for (Map.Entry<Key, Count> entry : beyond.entrySet()) {
            if (!update(connection, entry.getKey(), entry.getValue())) {
                insert(connection, entry.getKey(), entry.getValue());
            }
        }
    }

    private static boolean hasRoom(Connection connection, Key key, Map<String, Integer> rows) throws SQLException {
        String name = key.day() + " " + key.report();
        Integer known = rows.get(name);
        if (known == null) {
            try (PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) FROM trace_day WHERE on_day = ? AND report = ?")) {
                select.setInt(1, key.day());
                select.setString(2, key.report());
                try (ResultSet row = select.executeQuery()) {
                    known = row.next() ? row.getInt(1) : 0;
                }
            }
        }
        rows.put(name, known + 1);
        return known < MOST_ITEMS;
    }

    private static boolean update(Connection connection, Key key, Count count) throws SQLException {
        LinkedHashSet<String> samples = new LinkedHashSet<>();
        if (!count.samples.isEmpty()) {
            try (PreparedStatement select = connection.prepareStatement("SELECT samples FROM trace_day" + WHERE)) {
                set(select, 1, key);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return false;
                    }
                    samples.addAll(samples(row.getString(1)));
                }
            }
        }
        samples.addAll(count.samples);
        try (PreparedStatement update = connection.prepareStatement("UPDATE trace_day SET amount = amount + ?" + (samples.isEmpty() ? "" : ", samples = ?") + WHERE)) {
            int next = 1;
            update.setLong(next++, count.amount);
            if (!samples.isEmpty()) {
                update.setString(next++, joined(samples));
            }
            set(update, next, key);
            return update.executeUpdate() > 0;
        }
    }

    private static final String WHERE = " WHERE on_day = ? AND report = ? AND direction = ? AND connector = ? AND item = ?";

    private static void insert(Connection connection, Key key, Count count) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO trace_day (on_day, report, direction, connector, item, amount, samples) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            set(insert, 1, key);
            insert.setLong(6, count.amount);
            insert.setString(7, joined(count.samples));
            insert.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, int first, Key key) throws SQLException {
        statement.setInt(first, key.day());
        statement.setString(first + 1, key.report());
        statement.setString(first + 2, key.direction());
        statement.setString(first + 3, key.connector());
        statement.setString(first + 4, key.item());
    }

    /** Samples hold no control characters, so a line end parts them. */
    static List<String> samples(String joined) {
        return joined.isEmpty() ? List.of() : Arrays.asList(joined.split("\n"));
    }

    private static String joined(Collection<String> samples) {
        return samples.stream().limit(MOST_SAMPLES).collect(Collectors.joining("\n"));
    }
}
