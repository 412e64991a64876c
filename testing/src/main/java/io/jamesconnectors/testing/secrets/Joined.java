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
package io.jamesconnectors.testing.secrets;

import java.io.ByteArrayOutputStream;

/**
 * Text whose lines are joined: without line ends, also those that are written as {@code \n} or {@code &#10;}, and without the {@code =} of quoted-printable before them.
 *
 * @param blanksToo whether the blanks behind a line end go with it: base64 that is folded or indented has them, folded words do not
 */
record Joined(boolean blanksToo) {
    byte[] lines(byte[] text) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(text.length);
        for (int at = 0; at < text.length;) {
            int skipped = lineEnd(text, at);
            if (skipped == 0) {
                joined.write(text[at]);
            }
            at += Math.max(1, skipped);
        }
        return joined.toByteArray();
    }

    /** The line, from 1, that a place in the text lies in. */
    static long lineAt(byte[] text, int place) {
        long line = 1;
        for (int i = 0; i < place; i++) {
            line += text[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    /** The line of {@code text}, from 1, that a place in its joined lines lies in. */
    long lineOf(byte[] text, int place) {
        int left = place;
        for (int at = 0; at < text.length;) {
            int skipped = lineEnd(text, at);
            if (skipped == 0 && left-- == 0) {
                return lineAt(text, at);
            }
            at += Math.max(1, skipped);
        }
        throw new IllegalArgumentException("place: " + place + " (expected: one in the joined lines)");
    }

    /** How many octets of a line end stand at this place; 0 when there is none. */
    private int lineEnd(byte[] text, int at) {
        int end = at;
        if (text[at] == '=' && at + 1 < text.length && (text[at + 1] == '\r' || text[at + 1] == '\n')) {
            end++;
        }
        while (end < text.length && (text[end] == '\r' || text[end] == '\n')) {
            end++;
        }
        if (end > at) {
            while (blanksToo && end < text.length && (text[end] == ' ' || text[end] == '\t')) {
                end++;
            }
            return end - at;
        }
        if (stands(text, at, "\\n") || stands(text, at, "\\r")) {
            return 2;
        }
        return stands(text, at, "&#10;") || stands(text, at, "&#13;") ? 5 : 0;
    }

    private static boolean stands(byte[] text, int at, String what) {
        if (at + what.length() > text.length) {
            return false;
        }
        for (int i = 0; i < what.length(); i++) {
            if (text[at + i] != what.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
