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

/**
 * The text of a lookup table, as postmap(1) and cidr_table(5) read it.
 *
 * @param file how messages call it
 * @param entries in their order
 */
record Table(String file, List<Entry> entries) {

    /**
     * One entry.
     *
     * @param value may be a secret: it is for messages of those who know that it is none
     */
    record Entry(String key, String value, int line) {
    }

    static Table of(Input input) throws Unreadable {
        List<Entry> entries = new ArrayList<>();
        for (LogicalLines.Line line : LogicalLines.of(input)) {
            String[] parts = line.text().split("\\s+", 2);
            if (parts.length < 2 || parts[1].isBlank()) {
                throw new Unreadable(input.name(), line.number(), "has a key and no value, as in half a table (expected: key, blanks, value)");
            }
            entries.add(new Entry(parts[0], parts[1].strip(), line.number()));
        }
        return new Table(input.name(), entries);
    }
}
