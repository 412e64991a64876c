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
package io.jamesconnectors.testing.tenant;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A message as header fields and a body, octet by octet: what is not edited stays as it came, {@code of(bytes).bytes()} is {@code bytes}.
 *
 * @param fields in order, each with its folded lines and its line ends
 * @param rest the empty line and the body
 */
record RawMessage(List<Field> fields, byte[] rest) {

    RawMessage {
        fields = List.copyOf(fields);
    }

    /** Takes a message apart. Lines end with CRLF alone; a field ends where the next line does not begin with a space or tab. */
    static RawMessage of(byte[] bytes) {
        List<Field> fields = new ArrayList<>();
        int start = 0;
        while (start < bytes.length && !isCrLf(bytes, start)) {
            int end = lineEnd(bytes, start);
            while (end < bytes.length && (bytes[end] == ' ' || bytes[end] == '\t')) {
                end = lineEnd(bytes, end);
            }
            fields.add(new Field(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1)));
            start = end;
        }
        return new RawMessage(fields, Arrays.copyOfRange(bytes, start, bytes.length));
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(rest.length + 1_024);
        fields.forEach(field -> bytes.writeBytes(field.raw().getBytes(StandardCharsets.ISO_8859_1)));
        bytes.writeBytes(rest);
        return bytes.toByteArray();
    }

    /** The value of the first field of this name, unfolded. */
    Optional<String> value(String name) {
        return fields.stream().filter(field -> field.name().equals(name.toLowerCase(Locale.ROOT))).findFirst().map(Field::value);
    }

    boolean has(String name) {
        return value(name).isPresent();
    }

    /** Without the fields whose name, in lower case, is such. */
    RawMessage without(Predicate<String> name) {
        return new RawMessage(fields.stream().filter(field -> !name.test(field.name())).toList(), rest);
    }

    /** Without a first line that continues nothing: it would continue whatever is put before it. */
    RawMessage withoutOrphan() {
        boolean orphan = !fields.isEmpty() && (fields.get(0).raw().startsWith(" ") || fields.get(0).raw().startsWith("\t"));
        return orphan ? new RawMessage(fields.subList(1, fields.size()), rest) : this;
    }

    /** With each field as {@code change} makes it. */
    RawMessage mapped(Function<Field, Field> change) {
        return new RawMessage(fields.stream().map(change).toList(), rest);
    }

    /** With one more field, before all others. */
    RawMessage with(String name, String value) {
        List<Field> more = new ArrayList<>(fields.size() + 1);
        more.add(new Field(name + ": " + value + "\r\n"));
        more.addAll(fields);
        return new RawMessage(more, rest);
    }

    private static boolean isCrLf(byte[] bytes, int at) {
        return bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n';
    }

    /** Behind the line that begins there. */
    private static int lineEnd(byte[] bytes, int start) {
        int at = start;
        while (at < bytes.length && !isCrLf(bytes, at)) {
            at++;
        }
        return Math.min(bytes.length, at + 2);
    }

    /**
     * One field.
     *
     * @param raw all of it, with its CRLF, one character a byte
     */
    record Field(String raw) {

        /** In lower case, without spaces around it; empty for a line that is no field. */
        String name() {
            int colon = raw.indexOf(':');
            return colon < 0 ? "" : raw.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        }

        String value() {
            return raw.substring(raw.indexOf(':') + 1).replace("\r\n", "").strip();
        }

        /** The same with the beginning {@code from} of its name replaced. */
        Field renamed(String from, String to) {
            return new Field(to + raw.stripLeading().substring(from.length()));
        }
    }
}
