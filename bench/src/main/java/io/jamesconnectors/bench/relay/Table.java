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
package io.jamesconnectors.bench.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Text in columns: the first on the left, the others on the right; each as wide as its widest text. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... header) {
        rows.add(List.of(header));
    }

    /** One more row, of at most as many texts as the header has; a row of fewer ends early, and its last text may be long. */
    Table row(List<String> texts) {
        if (texts.isEmpty() || texts.size() > rows.get(0).size()) {
            throw new IllegalArgumentException("row: " + texts.size() + " texts (expected: 1 to " + rows.get(0).size() + ")");
        }
        rows.add(List.copyOf(texts));
        return this;
    }

    /** The lines, without blanks at their ends. */
    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String text = row.get(column);
            String blanks = " ".repeat(Math.max(0, width(column) - text.length()));
            boolean left = column == 0 || isNote(row, column);
            line.append(column == 0 ? "" : GAP).append(left ? text + blanks : blanks + text);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().filter(row -> row.size() > column && !isNote(row, column))
            .collect(Collectors.summarizingInt(row -> row.get(column).length())).getMax();
    }

    /** The last text of a row that ends early. */
    private boolean isNote(List<String> row, int column) {
        return row.size() < rows.get(0).size() && column == row.size() - 1;
    }
}
