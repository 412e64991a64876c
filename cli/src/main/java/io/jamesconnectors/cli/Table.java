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
package io.jamesconnectors.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows under headings, in columns as wide as they must be; where that is wider than the terminal, the widest columns are cut and end in {@code …}. */
final class Table {
    private static final int GAP = 2;
    private static final int NARROWEST = 8;

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        this.heads = List.of(heads);
    }

    /** @param cells as many as there are headings; control characters are shown as question marks */
    Table row(String... cells) {
        if (cells.length != heads.size()) {
            throw new IllegalArgumentException("row: " + cells.length + " cells (expected: " + heads.size() + ")");
        }
        List<String> clean = new ArrayList<>();
        for (String cell : cells) {
            clean.add(AdminClient.shown(cell));
        }
        rows.add(clean);
        return this;
    }

    /** @param width of the terminal in characters; 0 for as wide as it must be */
    void print(PrintWriter out, int width) {
        int[] widths = widths(width);
        line(out, heads, widths);
        rows.forEach(row -> line(out, row, widths));
    }

    /** How wide the terminal is, as the launcher or the shell says; 0 where nobody says it, as in a pipe. */
    static int terminalWidth() {
        String known = System.getProperty("terminal.columns", "");
        return known.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(known) : 0;
    }

    private int[] widths(int width) {
        int[] widths = heads.stream().mapToInt(Table::length).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        int over = width == 0 ? 0 : sum(widths) + GAP * (widths.length - 1) - width;
        while (over > 0) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] >= widths[widest] ? i : widest;
            }
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
            over--;
        }
        return widths;
    }

    private static void line(PrintWriter out, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cut(cells.get(i), widths[i]);
            line.append(cell);
            if (i + 1 < widths.length) {
                line.append(" ".repeat(widths[i] - length(cell) + GAP));
            }
        }
        out.println(line.toString().stripTrailing());
    }

    private static String cut(String cell, int width) {
        return length(cell) <= width ? cell : cell.substring(0, cell.offsetByCodePoints(0, width - 1)) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static int sum(int[] numbers) {
        int sum = 0;
        for (int number : numbers) {
            sum += number;
        }
        return sum;
    }
}
