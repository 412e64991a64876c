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
package io.jamesconnectors.server.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jamesconnectors.trace.store.ReportCount;
import io.jamesconnectors.trace.store.ReportKind;

/** The rows of a report as administrators see them. */
final class ReportRows {
    /** The most rows of a list of the most frequent. */
    private static final int MOST = 1_000;
    private static final Map<String, String> TLS_COLUMNS = Map.of("Forced TLS", "forcedTls", "No TLS", "noTls", "TLS 1.0", "tls10", "TLS 1.1", "tls11", "TLS 1.2", "tls12",
        "TLS 1.3", "tls13");

    private ReportRows() {
    }

    /** The fields of each row, in their order. */
    static List<String> columns(ReportKind kind) {
        return switch (kind) {
            case VOLUME -> List.of("day", "direction", "connector", "messages", "delivered", "deferred", "failed", "refused");
            case TLS -> List.of("direction", "connector", "messages", "tlsPercent", "forcedTls", "noTls", "tls10", "tls11", "tls12", "tls13");
            case FAILURES -> List.of("direction", "connector", "reply", "count", "samples");
            case NON_ACCEPTED_DOMAINS -> List.of("connector", "domain", "count", "sampleMessageIds");
        };
    }

    static List<Map<String, Object>> of(ReportKind kind, List<ReportCount> counts) {
        return switch (kind) {
            case VOLUME -> pivoted(kind, counts);
            case TLS -> withShares(pivoted(kind, counts));
            case FAILURES, NON_ACCEPTED_DOMAINS -> counts.stream().sorted(Comparator.comparingLong(ReportCount::amount).reversed()).limit(MOST).map(count -> row(kind, count)).toList();
        };
    }

    private static Map<String, Object> row(ReportKind kind, ReportCount count) {
        Map<String, Object> row = new LinkedHashMap<>();
        if (kind == ReportKind.FAILURES) {
            row.put("direction", count.direction());
        }
        row.put("connector", count.connector());
        row.put(kind == ReportKind.FAILURES ? "reply" : "domain", count.item());
        row.put("count", count.amount());
        row.put(kind == ReportKind.FAILURES ? "samples" : "sampleMessageIds", count.samples());
        return row;
    }

    /** One row for each day and connector, with a column for each thing that is counted. */
    private static List<Map<String, Object>> pivoted(ReportKind kind, List<ReportCount> counts) {
        Map<List<String>, Map<String, Object>> rows = new LinkedHashMap<>();
        for (ReportCount count : counts) {
            String day = count.day().map(Object::toString).orElse("");
            Map<String, Object> row = rows.computeIfAbsent(List.of(day, count.direction(), count.connector()), key -> blank(kind, day, count));
            String column = kind == ReportKind.TLS ? TLS_COLUMNS.getOrDefault(count.item(), "tls13") : count.item();
            row.computeIfPresent(column, (name, amount) -> (Long) amount + count.amount());
        }
        return new ArrayList<>(rows.values());
    }

    private static Map<String, Object> blank(ReportKind kind, String day, ReportCount count) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (String column : columns(kind)) {
            row.put(column, switch (column) {
                case "day" -> day;
                case "direction" -> count.direction();
                case "connector" -> count.connector();
                default -> 0L;
            });
        }
        return row;
    }

    private static List<Map<String, Object>> withShares(List<Map<String, Object>> rows) {
        for (Map<String, Object> row : rows) {
            long secured = amount(row, "tls10") + amount(row, "tls11") + amount(row, "tls12") + amount(row, "tls13");
            long all = secured + amount(row, "noTls");
            row.put("messages", all);
            row.put("tlsPercent", all == 0 ? 0L : Math.floorDiv(secured * 100, all));
        }
        return rows;
    }

    private static long amount(Map<String, Object> row, String column) {
        return row.get(column) instanceof Long amount ? amount : 0;
    }
}
