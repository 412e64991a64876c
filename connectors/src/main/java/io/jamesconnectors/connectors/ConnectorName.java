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
package io.jamesconnectors.connectors;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The name of a connector: 1 to 64 printable characters (Exchange Online's limit), outer spaces removed, no control characters.
 * Two names are the same name when they differ in case only; the spelling is kept for people.
 */
public final class ConnectorName implements Comparable<ConnectorName> {
    /** The longest name, in UTF-16 units. */
    public static final int MAX_LENGTH = 64;

    private final String spelling;
    private final String key;

    private ConnectorName(String spelling) {
        this.spelling = spelling;
        this.key = spelling.toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException when it is empty, too long, or holds a control character; the message is for the administrator
     */
    public static ConnectorName parse(String text) {
        String name = requireNonNull(text, "text").strip();
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("connector name: " + name.length() + " characters (expected: 1 to " + MAX_LENGTH + ")");
        }
        if (name.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.LINE_SEPARATOR || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                || Character.getType(c) == Character.SURROGATE)) {
            throw new IllegalArgumentException("connector name: holds a control character (expected: printable characters)");
        }
        return new ConnectorName(name);
    }

    /** The name as the administrator spelt it. */
    public String asString() {
        return spelling;
    }

    @Override
    public int compareTo(ConnectorName other) {
        return key.compareTo(other.key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectorName that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return spelling;
    }

    /**
     * The name for places that bear no blanks, dots or capitals, such as the names of queues and metrics: in lower case, where every byte (UTF-8) but letters,
     * digits and hyphens is {@code _} and two hex digits. Different connectors never have the same.
     */
    public String encoded() {
        return encoded(key);
    }

    /** {@code lowerCase} in the same form. */
    static String encoded(String lowerCase) {
        byte[] bytes = lowerCase.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            if (b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-') {
                encoded.append((char) b);
            } else {
                encoded.append('_').append(Character.forDigit(b >> 4 & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
            }
        }
        return encoded.toString();
    }
}
