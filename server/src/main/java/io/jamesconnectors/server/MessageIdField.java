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
package io.jamesconnectors.server;

import java.nio.charset.StandardCharsets;

/** The {@code Message-ID} of a message whose lines go by; the first such field counts. Whatever it says is a stranger's text, at most {@value #LONGEST} characters. */
final class MessageIdField {
    private static final String NAME = "message-id";
    private static final int LONGEST = 1_000;

    private final StringBuilder value = new StringBuilder();
    private boolean inField;
    private boolean done;

    /** The next line, with its line end; what follows the field, or the header, is ignored. */
    void line(byte[] line) {
        if (done) {
            return;
        }
        int length = line.length;
        while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r')) {
            length--;
        }
        if (length == 0) {
            done = true;
        } else if (line[0] == ' ' || line[0] == '\t') {
            append(line, 0, length);
        } else if (inField) {
            done = true;
        } else {
            int colon = FieldStart.colon(NAME, line, length);
            if (colon > 0) {
                inField = true;
                append(line, colon + 1, length);
            }
        }
    }

    /** What it says, without blanks around it; empty where there is none. */
    String said() {
        return value.toString().strip();
    }

    private void append(byte[] line, int from, int to) {
        if (inField) {
            value.append(new String(line, from, Math.min(to - from, LONGEST - value.length()), StandardCharsets.UTF_8).strip());
        }
    }
}
