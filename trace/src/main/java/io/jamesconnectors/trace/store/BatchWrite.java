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

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.trace.TraceEvent;
import io.jamesconnectors.trace.TraceNote;
import io.jamesconnectors.trace.TraceStatus;

/**
 * Writes notes in one transaction: each message and recipient is updated, or inserted where it is not there yet, in the order of their keys, so that two nodes
 * seldom wait for each other.
 */
final class BatchWrite {
    /** About what a row takes beside its texts, with its share of the indexes. */
    static final int MESSAGE_OCTETS = 400;
    static final int RECIPIENT_OCTETS = 200;
    static final int EVENT_OCTETS = 150;

    private final Map<String, MessageRow> messages = new TreeMap<>();
    private final List<EventRow> events = new ArrayList<>();
    private final DayCounts days = new DayCounts();

    private static final class MessageRow {
        private TraceNote.@Nullable Arrival arrival;
        private long first = Long.MAX_VALUE;
        private long last;
        private long octets;
        private final Map<String, RecipientRow> recipients = new TreeMap<>();
    }

    /** @param status null for the one that is there already, or the first */
    private record RecipientRow(@Nullable TraceStatus status, @Nullable String connector, long changed) {
        RecipientRow then(RecipientRow next) {
            return new RecipientRow(next.status == null ? status : next.status, next.connector == null ? connector : next.connector, Math.max(changed, next.changed));
        }
    }

    private record EventRow(String message, long at, TraceEvent.Kind kind, String recipient, String connector, String reason, String tls, String reply, String host) {
        int octets() {
            return EVENT_OCTETS + recipient.length() + connector.length() + reason.length() + tls.length() + reply.length() + host.length();
        }
    }

    private BatchWrite() {
    }

    /**
     * Writes, and leaves it to the caller to commit.
     *
     * @param rows what {@link DayCounts#write} remembers
     * @return about how many octets that takes
     */
    static long write(Connection connection, List<TraceNote> notes, Map<String, Integer> rows) throws SQLException {
        BatchWrite batch = new BatchWrite();
        notes.forEach(batch::add);
        batch.messages(connection);
        batch.recipients(connection);
        batch.events(connection);
        batch.days.write(connection, rows);
        return batch.messages.values().stream().mapToLong(row -> row.octets).sum();
    }

    private void add(TraceNote note) {
        days.add(note);
        if (note instanceof TraceNote.Arrival arrival) {
            MessageRow row = touch(arrival.id(), arrival.at().toEpochMilli());
            row.arrival = arrival;
            row.octets += MESSAGE_OCTETS + arrival.messageId().length() + arrival.sender().length() + arrival.facts().length();
            for (String recipient : arrival.recipients()) {
                row.octets += RECIPIENT_OCTETS + recipient.length();
                add(row, recipient, new RecipientRow(null, null, arrival.at().toEpochMilli()));
            }
            add(row, new EventRow(arrival.id(), arrival.at().toEpochMilli(), TraceEvent.Kind.RECEIVE, "", Column.CONNECTOR.kept(arrival.connector()),
                Column.REASON.kept(received(arrival)), Column.TLS.kept(arrival.tls().asText()), "", Column.HOST.kept(arrival.clientAddress())));
        } else if (note instanceof TraceEvent event) {
            long at = event.at().toEpochMilli();
            MessageRow row = touch(event.id(), at);
            EventRow kept = new EventRow(event.id(), at, event.kind(), Column.ADDRESS.kept(event.recipient()), Column.CONNECTOR.kept(event.connector()),
                Column.REASON.kept(event.reason()), Column.TLS.kept(event.tls().asText()), Column.REPLY.kept(event.reply()), Column.HOST.kept(event.host()));
            add(row, kept);
            status(kept).filter(status -> !kept.recipient().isEmpty())
                .ifPresent(status -> add(row, kept.recipient(), new RecipientRow(status, kept.connector().isEmpty() ? null : kept.connector(), at)));
        }
    }

    private static String received(TraceNote.Arrival arrival) {
        String size = arrival.octets() < 0 ? "" : arrival.octets() + " octets";
        return size + (size.isEmpty() || arrival.shown().isEmpty() ? "" : "; ") + arrival.shown();
    }

    private MessageRow touch(String id, long at) {
        MessageRow row = messages.computeIfAbsent(CleanText.of(id, 27), unknown -> new MessageRow());
        row.first = Math.min(row.first, at);
        row.last = Math.max(row.last, at);
        return row;
    }

    private static void add(MessageRow row, String address, RecipientRow recipient) {
        row.recipients.merge(Column.ADDRESS.kept(address), recipient, RecipientRow::then);
    }

    private void add(MessageRow row, EventRow event) {
        row.octets += event.octets();
        events.add(event);
    }

    /** What the server keeps for its own users goes no further as far as we know. */
    private static Optional<TraceStatus> status(EventRow event) {
        return switch (event.kind()) {
            case ROUTE -> event.connector().isEmpty() ? Optional.empty() : Optional.of(TraceStatus.PENDING);
            case DEFER -> Optional.of(TraceStatus.PENDING);
            case DELIVER -> Optional.of(TraceStatus.DELIVERED);
            case FAIL -> Optional.of(TraceStatus.FAILED);
            case EXPAND -> Optional.of(TraceStatus.EXPANDED);
            case RECEIVE, ATTRIBUTE, ATTEMPT -> Optional.empty();
        };
    }

    private void messages(Connection connection) throws SQLException {
        List<String> ids = new ArrayList<>(messages.keySet());
        int[] updated;
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE trace_message SET last_at = CASE WHEN last_at < ? THEN ? ELSE last_at END, kept_octets = kept_octets + ?, received_at = COALESCE(?, received_at)"
                    + ", message_id = COALESCE(?, message_id), sender = COALESCE(?, sender), mail_octets = COALESCE(?, mail_octets), inbound = COALESCE(?, inbound)"
                    + ", client_address = COALESCE(?, client_address), tls = COALESCE(?, tls), client_facts = COALESCE(?, client_facts) WHERE id = ?")) {
            for (String id : ids) {
                MessageRow row = known(id);
                update.setLong(1, row.last);
                update.setLong(2, row.last);
                update.setLong(3, row.octets);
                set(update, 4, row.arrival == null ? null : row.arrival.at().toEpochMilli());
                arrival(update, 5, row.arrival, null);
                update.setString(12, id);
                update.addBatch();
            }
            updated = update.executeBatch();
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO trace_message (last_at, kept_octets, received_at, message_id, sender, mail_octets, inbound"
                + ", client_address, tls, client_facts, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            boolean any = false;
            for (int i = 0; i < updated.length; i++) {
                if (updated[i] == 0) {
                    MessageRow row = known(ids.get(i));
                    insert.setLong(1, row.last);
                    insert.setLong(2, row.octets);
                    insert.setLong(3, row.arrival == null ? row.first : row.arrival.at().toEpochMilli());
                    arrival(insert, 4, row.arrival, "");
                    insert.setString(11, ids.get(i));
                    insert.addBatch();
                    any = true;
                }
            }
            if (any) {
                insert.executeBatch();
            }
        }
    }

    private MessageRow known(String id) {
        return requireNonNull(messages.get(id));
    }

    /** @param unknown what stands for a text that nobody has told */
    private static void arrival(PreparedStatement statement, int first, TraceNote.@Nullable Arrival arrival, @Nullable String unknown) throws SQLException {
        statement.setString(first, arrival == null ? unknown : Column.MESSAGE_ID.kept(arrival.messageId()));
        statement.setString(first + 1, arrival == null ? unknown : Column.ADDRESS.kept(arrival.sender()));
        set(statement, first + 2, arrival == null ? unknown == null ? null : Long.valueOf(-1) : Long.valueOf(arrival.octets()));
        statement.setString(first + 3, arrival == null ? unknown : Column.CONNECTOR.kept(arrival.connector()));
        statement.setString(first + 4, arrival == null ? unknown : Column.CLIENT_ADDRESS.kept(arrival.clientAddress()));
        statement.setString(first + 5, arrival == null ? unknown : Column.TLS.kept(arrival.tls().asText()));
        statement.setString(first + 6, arrival == null ? unknown : Column.CLIENT_FACTS.kept(arrival.facts()));
    }

    private void recipients(Connection connection) throws SQLException {
        List<Map.Entry<String, String>> keys = new ArrayList<>();
        messages.forEach((id, row) -> row.recipients.keySet().forEach(address -> keys.add(Map.entry(id, address))));
        if (keys.isEmpty()) {
            return;
        }
        int[] updated;
        try (PreparedStatement update = connection.prepareStatement("UPDATE trace_recipient SET status = CASE WHEN changed <= ? THEN COALESCE(?, status) ELSE status END"
                + ", connector = CASE WHEN changed <= ? THEN COALESCE(?, connector) ELSE connector END, changed = CASE WHEN changed <= ? THEN ? ELSE changed END"
                + " WHERE message = ? AND address = ?")) {
            for (Map.Entry<String, String> key : keys) {
                RecipientRow row = recipient(key);
                update.setLong(1, row.changed);
                update.setObject(2, row.status == null ? null : row.status.ordinal(), Types.SMALLINT);
                update.setLong(3, row.changed);
                update.setString(4, row.connector);
                update.setLong(5, row.changed);
                update.setLong(6, row.changed);
                update.setString(7, key.getKey());
                update.setString(8, key.getValue());
                update.addBatch();
            }
            updated = update.executeBatch();
        }
        boolean any = false;
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO trace_recipient (message, address, status, connector, changed) VALUES (?, ?, ?, ?, ?)")) {
            for (int i = 0; i < updated.length; i++) {
                if (updated[i] == 0) {
                    RecipientRow row = recipient(keys.get(i));
                    insert.setString(1, keys.get(i).getKey());
                    insert.setString(2, keys.get(i).getValue());
                    insert.setInt(3, (row.status == null ? TraceStatus.GETTING_STATUS : row.status).ordinal());
                    insert.setString(4, row.connector == null ? "" : row.connector);
                    insert.setLong(5, row.changed);
                    insert.addBatch();
                    any = true;
                }
            }
            if (any) {
                insert.executeBatch();
            }
        }
    }

    private RecipientRow recipient(Map.Entry<String, String> key) {
        return requireNonNull(known(key.getKey()).recipients.get(key.getValue()));
    }

    private void events(Connection connection) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO trace_event (message, happened, kind, recipient, connector, reason, tls, reply, host) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (EventRow event : events) {
                insert.setString(1, CleanText.of(event.message(), 27));
                insert.setLong(2, event.at());
                insert.setInt(3, event.kind().ordinal());
                insert.setString(4, event.recipient());
                insert.setString(5, event.connector());
                insert.setString(6, event.reason());
                insert.setString(7, event.tls());
                insert.setString(8, event.reply());
                insert.setString(9, event.host());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void set(PreparedStatement statement, int index, @Nullable Long value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, value);
        }
    }
}
