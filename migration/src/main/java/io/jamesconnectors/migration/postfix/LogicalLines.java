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
package io.jamesconnectors.migration.postfix;

import java.util.ArrayList;
import java.util.List;

import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.Unreadable;

/** The logical lines of a file of Postfix: empty lines and comments are passed over, a line that begins with a blank goes on with the one before it. */
final class LogicalLines {
    static final int MAX_LINES = 200_000;
    private static final int MAX_LENGTH = 64 * 1024;

    private LogicalLines() {
    }

    /** A logical line, and the number of its first line. */
    record Line(String text, int number) {
    }

    static List<Line> of(Input input) throws Unreadable {
        List<Line> lines = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int start = 0;
        int number = 0;
        for (String line : text(input).split("\r?\n", -1)) {
            number++;
            boolean goesOn = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            if (goesOn && start == 0) {
                throw new Unreadable(input.name(), number, "begins with a blank, and there is no line before it to go on with");
            }
            if (!goesOn) {
                add(lines, text, start, input);
                start = number;
            }
            text.append(goesOn ? " " : "").append(line.strip());
            if (text.length() > MAX_LENGTH) {
                throw new Unreadable(input.name(), start, "is longer than " + MAX_LENGTH + " characters");
            }
        }
        add(lines, text, start, input);
        return lines;
    }

    private static void add(List<Line> lines, StringBuilder text, int start, Input input) throws Unreadable {
        if (start > 0) {
            lines.add(new Line(text.toString(), start));
            text.setLength(0);
        }
        if (lines.size() > MAX_LINES) {
            throw new Unreadable(input.name(), start, "is past the " + MAX_LINES + "th entry");
        }
    }

    private static String text(Input input) throws Unreadable {
        for (byte octet : input.bytes()) {
            if (octet == 0) {
                throw new Unreadable(input.name(), 0, "is no text, perhaps a table that postmap compiled (expected: the text that it was compiled from)");
            }
        }
        return input.text();
    }
}
