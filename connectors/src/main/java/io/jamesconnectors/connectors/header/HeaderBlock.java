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
package io.jamesconnectors.connectors.header;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The header of a message as it stands there (RFC 5322 §2.2). A line ends with CRLF, LF or CR, as it will on the wire, so that no field can hide behind a
 * bare CR.
 *
 * @param fields in their order, without the empty line that ends the header
 * @param octets how many octets it takes, with that line
 */
public record HeaderBlock(List<Field> fields, int octets) {
    /** The largest header that is looked at, in octets. */
    public static final int MAX_OCTETS = 262_144;
    /** The most fields, and lines that are none, that are looked at. */
    public static final int MAX_FIELDS = 10_000;

    /**
     * One field, or a line that is none.
     *
     * @param name in lower case; empty for a line that is no field
     * @param raw with its folds and line ends
     */
    public record Field(String name, byte[] raw) {
        /** What follows the colon, unfolded. Octets above 127 are those of UTF-8; others are replaced. */
        public String value() {
            String text = new String(raw, StandardCharsets.UTF_8);
            return text.substring(text.indexOf(':') + 1).replaceAll("[\r\n]+", "").strip();
        }

        /** Whether it ends with a line end: not so where the message ends. */
        public boolean endsLine() {
            return HeaderBlock.endsLine(raw[raw.length - 1]);
        }
    }

    public HeaderBlock {
        fields = List.copyOf(fields);
    }

    /**
     * Reads the header of a message.
     *
     * @return empty when it is larger than {@link #MAX_OCTETS}
     */
    public static Optional<HeaderBlock> read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(MAX_OCTETS + 1);
        List<Field> fields = new ArrayList<>();
        int field = 0;
        int from = 0;
        while (from < start.length) {
            int text = from;
            while (text < start.length && !endsLine(start[text])) {
                text++;
            }
            int end = Math.min(start.length, text + (text + 1 < start.length && start[text] == '\r' && start[text + 1] == '\n' ? 2 : 1));
            boolean isFold = from > 0 && (start[from] == ' ' || start[from] == '\t');
            if (!isFold && from > 0) {
                fields.add(field(start, field, from));
            }
            if (fields.size() > MAX_FIELDS) {
                return Optional.empty();
            }
            if (text == from) {
                return end > MAX_OCTETS ? Optional.empty() : Optional.of(new HeaderBlock(fields, end));
            }
            field = isFold ? field : from;
            from = end;
        }
        if (from > 0) {
            fields.add(field(start, field, from));
        }
        return start.length > MAX_OCTETS ? Optional.empty() : Optional.of(new HeaderBlock(fields, start.length));
    }

    /** All fields of that name, which is in lower case. */
    public Stream<Field> all(String name) {
        return fields.stream().filter(field -> field.name.equals(name));
    }

    private static boolean endsLine(byte octet) {
        return octet == '\r' || octet == '\n';
    }

    private static Field field(byte[] text, int from, int to) {
        byte[] raw = Arrays.copyOfRange(text, from, to);
        return new Field(name(raw), raw);
    }

    /** Blanks before the colon are obsolete (§4.5), and some read them. */
    private static String name(byte[] line) {
        int colon = 0;
        while (colon < line.length && line[colon] > ' ' && line[colon] < 0x7f && line[colon] != ':') {
            colon++;
        }
        int end = colon;
        while (colon < line.length && (line[colon] == ' ' || line[colon] == '\t')) {
            colon++;
        }
        return end > 0 && colon < line.length && line[colon] == ':' ? new String(line, 0, end, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT) : "";
    }
}
