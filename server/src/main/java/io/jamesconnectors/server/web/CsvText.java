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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tables as RFC 4180 has them, for spreadsheets. These take a cell that begins with certain characters for a formula, whoever wrote it; such a cell gets an
 * apostrophe before it.
 */
final class CsvText {
    private static final String BEGINS_FORMULAS = "=+-@\t\r\n|%\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvText() {
    }

    static String of(List<String> columns, List<? extends Map<String, Object>> rows) {
        StringBuilder text = new StringBuilder(String.join(",", columns)).append("\r\n");
        rows.forEach(row -> text.append(columns.stream().map(column -> cell(row.getOrDefault(column, ""))).collect(Collectors.joining(","))).append("\r\n"));
        return text.toString();
    }

    private static String cell(Object value) {
        if (value instanceof Number) {
            return value.toString();
        }
        String text = value instanceof Collection<?> several ? several.stream().map(Object::toString).collect(Collectors.joining("; ")) : value.toString();
        String safe = !text.isBlank() && BEGINS_FORMULAS.indexOf(text.stripLeading().charAt(0)) >= 0 || !text.isEmpty() && BEGINS_FORMULAS.indexOf(text.charAt(0)) >= 0
            ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == ',' || c == ';' || c == '"' || c == '\r' || c == '\n') ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
