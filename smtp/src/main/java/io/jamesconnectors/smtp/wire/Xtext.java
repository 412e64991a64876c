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
package io.jamesconnectors.smtp.wire;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A value of a parameter that may hold any octet, written so that it can't end the command (RFC 3461 §4): printable ASCII but {@code +} and {@code =},
 * everything else as {@code +} and two upper-case hexadecimal digits. Kept as it is on the wire, since a relay must pass on the very same.
 *
 * @param encoded 1 to 500 characters (§5.4)
 */
public record Xtext(String encoded) {
    private static final int MAX_LENGTH = 500;
    private static final Pattern SYNTAX = Pattern.compile("(?:[!-*,-<>-~]|\\+[0-9A-F]{2})+");

    public Xtext {
        requireNonNull(encoded, "encoded");
        if (encoded.length() > MAX_LENGTH || !SYNTAX.matcher(encoded).matches()) {
            throw new IllegalArgumentException("xtext: " + encoded.length() + " characters, or one that must be written as +XX"
                + " (expected: 1 to " + MAX_LENGTH + " characters of RFC 3461 §4)");
        }
    }

    /** Takes {@code text} as it is where it is xtext, and encodes it where it is not. */
    public static Xtext of(String text) {
        if (SYNTAX.matcher(text).matches()) {
            return new Xtext(text);
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet <= '~' && octet != '+' && octet != '=') {
                encoded.append((char) octet);
            } else {
                encoded.append('+').append(Character.toUpperCase(Character.forDigit(octet >> 4 & 0xf, 16)))
                    .append(Character.toUpperCase(Character.forDigit(octet & 0xf, 16)));
            }
        }
        return new Xtext(encoded.toString());
    }

    /** What it stands for; octets that are no UTF-8 are replaced. Anything may be in it, line ends too. */
    public String decoded() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '+') {
                octets.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                octets.write(c);
            }
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return encoded;
    }
}
