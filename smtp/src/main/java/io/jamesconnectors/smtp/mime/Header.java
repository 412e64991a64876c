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
package io.jamesconnectors.smtp.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The header of one entity as it is read, line by line (RFC 5322 §2.2). At most {@value #MAX_OCTETS} octets. */
final class Header {
    private static final int MAX_OCTETS = 262_144;

    /**
     * One field.
     *
     * @param name in lower case
     * @param raw with its folds and its last line end
     */
    record Field(String name, byte[] raw) {
        /** What follows the colon, unfolded. */
        String value() {
            String text = new String(raw, StandardCharsets.ISO_8859_1);
            return text.substring(name.length() + 1).replace("\r\n", "").strip();
        }
    }

    private final List<Field> fields = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int octets;

    /** Takes a segment of a line. Returns true when it was the empty line that ends the header. */
    boolean add(Lines lines) throws NotConvertible {
        octets += lines.length() + 2;
        if (octets > MAX_OCTETS) {
            throw new NotConvertible("header: more than " + MAX_OCTETS + " octets (expected: at most that)");
        }
        for (int i = 0; i < lines.length(); i++) {
            if (lines.buffer()[lines.from() + i] < 0) {
                throw new NotConvertible("header: holds 8-bit octets (expected: ASCII)");
            }
        }
        line.write(lines.buffer(), lines.from(), lines.length());
        if (!lines.endsLine()) {
            return false;
        }
        byte[] whole = line.toByteArray();
        line.reset();
        if (whole.length == 0) {
            return true;
        }
        take(whole);
        return false;
    }

    List<Field> fields() {
        return fields;
    }

    /** The value of the only field {@code name}; empty when there is none. */
    Optional<String> only(String name) throws NotConvertible {
        List<Field> found = fields.stream().filter(field -> field.name().equals(name)).toList();
        if (found.size() > 1) {
            throw new NotConvertible(name + ": " + found.size() + " fields (expected: at most one)");
        }
        return found.stream().findFirst().map(Field::value);
    }

    boolean has(String name) {
        return fields.stream().anyMatch(field -> field.name().equals(name));
    }

    private void take(byte[] whole) throws NotConvertible {
        byte[] ended = new byte[whole.length + 2];
        System.arraycopy(whole, 0, ended, 0, whole.length);
        ended[whole.length] = '\r';
        ended[whole.length + 1] = '\n';
        if (whole[0] == ' ' || whole[0] == '\t') {
            if (fields.isEmpty()) {
                throw new NotConvertible("header: begins with a fold (expected: a field)");
            }
            Field last = fields.remove(fields.size() - 1);
            byte[] longer = new byte[last.raw().length + ended.length];
            System.arraycopy(last.raw(), 0, longer, 0, last.raw().length);
            System.arraycopy(ended, 0, longer, last.raw().length, ended.length);
            fields.add(new Field(last.name(), longer));
            return;
        }
        int colon = 0;
        while (colon < whole.length && whole[colon] > ' ' && whole[colon] != 0x7f && whole[colon] != ':') {
            colon++;
        }
        if (colon == 0 || colon == whole.length || whole[colon] != ':') {
            throw new NotConvertible("header: a line that is no field (expected: name, colon, value)");
        }
        fields.add(new Field(new String(whole, 0, colon, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT), ended));
    }
}
