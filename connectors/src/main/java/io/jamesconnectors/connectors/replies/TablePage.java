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
package io.jamesconnectors.connectors.replies;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of the tables of a Markdown page. */
final class TablePage {
    private TablePage() {
    }

    /** The cells of each row, without heads and rules. Every row has that many. */
    static List<List<String>> rows(String page, int columns) {
        List<String> lines = text(page).lines().toList();
        return IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).startsWith("| ") && !lines.get(i + 1).startsWith("|--"))
            .mapToObj(i -> cells(page, lines.get(i), columns)).toList();
    }

    private static List<String> cells(String page, String line, int columns) {
        List<String> cells = Arrays.stream(line.substring(1).split("\\|", -1)).map(String::strip).limit(columns).toList();
        if (line.chars().filter(c -> c == '|').count() != columns + 1L || cells.stream().anyMatch(String::isEmpty)) {
            throw new IllegalStateException(page + ": '" + line + "' (expected: " + columns + " filled cells)");
        }
        return cells;
    }

    private static String text(String page) {
        try (InputStream in = requireNonNull(TablePage.class.getResourceAsStream(page), page)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8) + "\n\n";
        } catch (IOException e) {
            throw new UncheckedIOException(page + " can't be read from the JAR", e);
        }
    }
}
