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

import io.jamesconnectors.connectors.inbound.OriginatorOrg;

/**
 * Reads {@code X-OriginatorOrg} while the lines of a message pass by, as far as the first empty line. All fields of that name must name one domain; anything
 * unclear makes the answer {@link OriginatorOrg#UNUSABLE}. Keeps one field at a time, so the length of a header costs no memory.
 */
final class OriginatorHeader {
    private static final String NAME = "x-originatororg";
    private static final int LONGEST_VALUE = 1000;

    private final StringBuilder value = new StringBuilder();
    private OriginatorOrg found = OriginatorOrg.NONE;
    private boolean inField;
    private boolean begun;
    private boolean ended;

    /** The next line of the message, with its line end and as sent (RFC 5321 §4.5.2); what follows the header is ignored. */
    void line(byte[] line) {
        begun = true;
        if (ended) {
            return;
        }
        int length = lengthWithoutEnd(line);
        if (length == 0 || length == 1 && line[0] == '.') {
            end();
            return;
        }
        if (holdsBareReturn(line, length)) {
            found = OriginatorOrg.UNUSABLE; // readers disagree where such a line ends
        }
        if (line[0] == ' ' || line[0] == '\t') {
            append(line, 0, length);
        } else {
            endField();
            int colon = FieldStart.colon(NAME, line, length);
            if (colon > 0) {
                inField = true;
                append(line, colon + 1, length);
            }
        }
    }

    /** What the header said, when all lines have passed; without any line it is not known, so nothing can be proved by it. */
    OriginatorOrg said() {
        end();
        return begun ? found : OriginatorOrg.UNUSABLE;
    }

    private void end() {
        endField();
        ended = true;
    }

    private void endField() {
        if (inField) {
            OriginatorOrg said = value.length() > LONGEST_VALUE ? OriginatorOrg.UNUSABLE : Xoorg.domain(value.toString().strip());
            found = found.equals(OriginatorOrg.NONE) || found.equals(said) ? said : OriginatorOrg.UNUSABLE;
            value.setLength(0);
            inField = false;
        }
    }

    private void append(byte[] line, int from, int to) {
        if (inField) {
            int room = LONGEST_VALUE + 1 - value.length(); // one more tells that it was longer than any domain
            value.append(new String(line, from, Math.min(to - from, room), StandardCharsets.ISO_8859_1));
        }
    }

    private static boolean holdsBareReturn(byte[] line, int length) {
        for (int i = 0; i < length; i++) {
            if (line[i] == '\r') {
                return true;
            }
        }
        return false;
    }

    private static int lengthWithoutEnd(byte[] line) {
        int length = line.length;
        if (length > 0 && line[length - 1] == '\n') {
            length--;
        }
        return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    }
}
