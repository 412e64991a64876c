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

import java.util.HexFormat;
import java.util.Locale;

/**
 * The SHA-256 of a certificate or of the public key in it.
 *
 * @param of what was hashed
 * @param hex 64 hexadecimal digits in lower case, without separators
 */
public record Fingerprint(Subject of, String hex) {
    private static final int DIGITS = 64;

    /** What a fingerprint is taken of. */
    public enum Subject {
        /** The whole certificate in DER; changes with each renewal. */
        CERTIFICATE,
        /** The SubjectPublicKeyInfo in DER (RFC 7469 §2.4); survives a renewal with the same key. */
        PUBLIC_KEY
    }

    public Fingerprint {
        if (hex.length() != DIGITS || !hex.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
            throw new IllegalArgumentException("fingerprint: " + hex.length() + " characters (expected: " + DIGITS + " hexadecimal digits)");
        }
    }

    /** Of these 32 bytes. */
    public static Fingerprint of(Subject of, byte[] sha256) {
        return new Fingerprint(of, HexFormat.of().formatHex(sha256));
    }

    /**
     * Reads 64 hexadecimal digits of either case, with colons between the pairs as {@code openssl x509 -fingerprint} prints them, or without.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Fingerprint parse(Subject of, String text) {
        String digits = text.strip().toLowerCase(Locale.ROOT);
        return new Fingerprint(of, digits.matches("[0-9a-f]{2}(:[0-9a-f]{2})+") ? digits.replace(":", "") : digits);
    }
}
