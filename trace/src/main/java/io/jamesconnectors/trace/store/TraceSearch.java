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
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.trace.TraceEvent;
import io.jamesconnectors.trace.TraceStatus;

/** Finds messages. What is looked for is bound to parameters and never part of a statement. */
final class TraceSearch {
    /** How long a question may take. */
    static final int MOST_SECONDS = 15;
    private static final String COLUMNS = "SELECT m.id, m.received_at, m.message_id, m.sender, m.mail_octets, m.inbound, m.client_address, m.tls, m.client_facts FROM trace_message m";
    private static final char ESCAPE = '!';
    private static final TraceStatus[] STATUSES = TraceStatus.values();
    private static final TraceEvent.Kind[] KINDS = TraceEvent.Kind.values();

    private final Connection connection;

    TraceSearch(Connection connection) {
        this.connection = connection;
    }

    TracedMessage.Page find(TraceQuery query) throws SQLException {
        StringBuilder where = new StringBuilder(" WHERE 1 = 1");
        List<Object> values = new ArrayList<>();
        query.from().ifPresent(from -> condition(where, values, "m.received_at >= ?", from.toEpochMilli()));
        query.to().ifPresent(to -> condition(where, values, "m.received_at < ?", to.toEpochMilli()));
        messageId(query.messageId(), where, values);
        text(Column.ADDRESS, query.sender(), "m.sender", where, values);
        if (!query.recipient().isEmpty() || query.status().isPresent()) {
            // by address its index finds the few; by status alone the latest messages are looked at one after the other
            where.append(query.recipient().isEmpty() ? " AND EXISTS (SELECT 1 FROM trace_recipient r WHERE r.message = m.id" : " AND m.id IN (SELECT r.message FROM trace_recipient r WHERE 1 = 1");
            text(Column.ADDRESS, query.recipient(), "r.address", where, values);
            query.status().ifPresent(status -> condition(where, values, "r.status = ?", status.ordinal()));
            where.append(')');
        }
        if (!query.connector().isEmpty()) {
            String connector = Column.CONNECTOR.kept(query.connector());
            condition(where, values, "(LOWER(m.inbound) = LOWER(?) OR EXISTS (SELECT 1 FROM trace_recipient c WHERE c.message = m.id AND LOWER(c.connector) = LOWER(?)))", connector);
            values.add(connector);
        }
        return new TracedMessage.Page(count(where.toString(), values), page(where.toString(), values, query));
    }

    /** The message of that id with its way. */
    Optional<TracedMessage.WithSteps> message(String id) throws SQLException {
        Optional<TracedMessage> message = rows(COLUMNS + " WHERE m.id = ?", List.of(id)).stream().findFirst();
        return message.isEmpty() ? Optional.empty() : Optional.of(new TracedMessage.WithSteps(message.get(), steps(id)));
    }

    private int count(String where, List<Object> values) throws SQLException {
        try (PreparedStatement select = prepared("SELECT COUNT(*) FROM (SELECT m.id FROM trace_message m" + where + " FETCH FIRST " + TraceQuery.MOST + " ROWS ONLY) found", values);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private List<TracedMessage> page(String where, List<Object> values, TraceQuery query) throws SQLException {
        List<Object> all = new ArrayList<>(values);
        all.add(query.offset());
        all.add(query.limit());
        return rows(COLUMNS + where + " ORDER BY m.received_at DESC, m.id DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY", all);
    }

    private List<TracedMessage> rows(String sql, List<Object> values) throws SQLException {
        List<TracedMessage> found = new ArrayList<>();
        try (PreparedStatement select = prepared(sql, values); ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String id = rows.getString(1);
                found.add(new TracedMessage(id, Instant.ofEpochMilli(rows.getLong(2)), rows.getString(3), rows.getString(4), rows.getLong(5), rows.getString(6),
                    rows.getString(7), rows.getString(8), recipients(id), rows.getString(9)));
            }
        }
        return found;
    }

    private List<TracedMessage.Recipient> recipients(String id) throws SQLException {
        List<TracedMessage.Recipient> found = new ArrayList<>();
        try (PreparedStatement select = prepared("SELECT address, status, connector FROM trace_recipient WHERE message = ? ORDER BY status, address FETCH FIRST "
                + TracedMessage.MOST_RECIPIENTS + " ROWS ONLY", List.of(id)); ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new TracedMessage.Recipient(rows.getString(1), STATUSES[rows.getInt(2)], rows.getString(3)));
            }
        }
        return found;
    }

    private List<TracedMessage.Step> steps(String id) throws SQLException {
        List<TracedMessage.Step> found = new ArrayList<>();
        try (PreparedStatement select = prepared("SELECT happened, kind, recipient, connector, reason, tls, reply, host FROM trace_event WHERE message = ?"
                + " ORDER BY happened, id FETCH FIRST " + TracedMessage.WithSteps.MOST_STEPS + " ROWS ONLY", List.of(id)); ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new TracedMessage.Step(Instant.ofEpochMilli(rows.getLong(1)), KINDS[rows.getInt(2)], rows.getString(3), rows.getString(4), rows.getString(5),
                    rows.getString(6), rows.getString(7), rows.getString(8)));
            }
        }
        return found;
    }

    private PreparedStatement prepared(String sql, List<Object> values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setQueryTimeout(MOST_SECONDS);
            for (int i = 0; i < values.size(); i++) {
                Object value = values.get(i);
                if (value instanceof String text) {
                    statement.setString(i + 1, text);
                } else if (value instanceof Integer number) {
                    statement.setInt(i + 1, number);
                } else {
                    statement.setLong(i + 1, (Long) value);
                }
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static void messageId(String text, StringBuilder where, List<Object> values) {
        String kept = Column.MESSAGE_ID.kept(text);
        if (kept.isEmpty() || kept.indexOf('*') >= 0 || kept.startsWith("<")) {
            text(Column.MESSAGE_ID, kept, "m.message_id", where, values);
        } else {
            condition(where, values, "m.message_id IN (?, ?)", kept);
            values.add(Column.MESSAGE_ID.kept("<" + kept + ">"));
        }
    }

    private static void text(Column column, String text, String name, StringBuilder where, List<Object> values) {
        String kept = column.kept(text);
        if (kept.isEmpty()) {
            return;
        }
        if (kept.indexOf('*') < 0) {
            condition(where, values, name + " = ?", kept);
        } else {
            condition(where, values, name + " LIKE ? ESCAPE '" + ESCAPE + "'", pattern(kept));
        }
    }

    /** As LIKE has it: all that means something there stands for itself, and only the star for anything. */
    static String pattern(String text) {
        StringBuilder pattern = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '_' || c == ESCAPE) {
                pattern.append(ESCAPE);
            }
            pattern.append(c == '*' ? '%' : c);
        }
        return pattern.toString();
    }

    private static void condition(StringBuilder where, List<Object> values, String condition, Object value) {
        where.append(" AND ").append(condition);
        values.add(value);
    }
}
