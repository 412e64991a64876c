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
package io.jamesconnectors.connectors.diagnostics;

import java.util.Comparator;

/**
 * A place in a file.
 *
 * @param file the file as the administrator named it
 * @param line from 1; 0 means the file as a whole
 * @param column from 1, counted in UTF-16 units as editors do; 0 means the file as a whole
 */
public record Position(String file, int line, int column) implements Comparable<Position> {
    private static final Comparator<Position> ORDER = Comparator.comparing(Position::file).thenComparingInt(Position::line).thenComparingInt(Position::column);

    public Position {
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException("position: " + line + ":" + column + " (expected: >= 0)");
        }
    }

    /** The file as a whole. */
    public static Position ofFile(String file) {
        return new Position(file, 0, 0);
    }

    /** {@code conf/connectors.xml:12:5}, or just the file. */
    public String asText() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
