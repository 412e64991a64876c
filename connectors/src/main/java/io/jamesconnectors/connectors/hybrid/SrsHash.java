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
package io.jamesconnectors.connectors.hybrid;

import java.util.Locale;

/** The signature in a rewritten sender: eight letters or digits (40 bits, RFC 4648 base 32) over the text in lower case. */
final class SrsHash {
    private static final int OCTETS = 5;
    private static final int LENGTH = 8;

    private final SigningKeys keys;
    private final String purpose;

    SrsHash(SigningKeys keys, String purpose) {
        this.keys = keys;
        this.purpose = purpose;
    }

    String of(String text) {
        long bits = 0;
        for (byte octet : keys.sign(purpose, text.toLowerCase(Locale.ROOT), OCTETS)) {
            bits = bits << 8 | octet & 0xff;
        }
        StringBuilder digits = new StringBuilder(LENGTH);
        for (int i = LENGTH - 1; i >= 0; i--) {
            digits.append(SrsTime.DIGITS.charAt((int) (bits >> 5 * i & 31)));
        }
        return digits.toString();
    }

    /** Whether one of the keys has made this signature. */
    boolean isOf(String hash, String text) {
        String upper = hash.toUpperCase(Locale.ROOT);
        if (upper.length() != LENGTH || !upper.chars().allMatch(c -> SrsTime.DIGITS.indexOf(c) >= 0)) {
            return false;
        }
        long bits = 0;
        for (int i = 0; i < LENGTH; i++) {
            bits = bits << 5 | SrsTime.DIGITS.indexOf(upper.charAt(i));
        }
        byte[] signature = new byte[OCTETS];
        for (int i = OCTETS - 1; i >= 0; i--, bits >>= 8) {
            signature[i] = (byte) bits;
        }
        return keys.haveSigned(purpose, text.toLowerCase(Locale.ROOT), signature);
    }
}
