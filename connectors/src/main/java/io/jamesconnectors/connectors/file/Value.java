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
package io.jamesconnectors.connectors.file;

import java.util.ArrayList;
import java.util.List;

import io.jamesconnectors.connectors.diagnostics.Position;

/**
 * The value of an attribute, or the text of an element.
 *
 * @param option the name of the attribute or element
 * @param source the text that it comes from
 * @param start where it starts there
 * @param end where it ends there
 * @param raw as the file writes it, variables not replaced: the only spelling that may be printed when {@code variable}
 * @param text variables replaced
 * @param variable whether it holds a variable: its text may be a secret
 * @param broken whether a variable could not be replaced, which has been reported already
 */
record Value(String option, SourceText source, int start, int end, String raw, String text, boolean variable, boolean broken) {

    Position position() {
        return source.position(start);
    }

    /** Its entries, separated by commas, each at its own place as far as the text shows it literally. */
    List<Value> entries() {
        List<Value> entries = new ArrayList<>();
        boolean literal = !variable;
        int cursor = start;
        for (String entry : text.split(",", -1)) {
            String stripped = entry.strip();
            int found = literal ? source.find(stripped, cursor, end) : -1;
            literal = found >= 0;
            cursor = literal ? found : start;
            int entryEnd = literal ? found + stripped.length() : end;
            entries.add(new Value(option, source, cursor, entryEnd, variable ? raw : stripped, stripped, variable, broken));
            cursor = literal ? entryEnd : start;
        }
        return entries;
    }
}
