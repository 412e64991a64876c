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
package io.jamesconnectors.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a token of 256 random bits: enough to recognise it, useless to find it. */
record TokenHash(String hex) {
    static TokenHash of(String token) {
        return new TokenHash(HexFormat.of().formatHex(digest(token)));
    }

    /** Refuses what is not the hash of anything. */
    static TokenHash fromHex(String hex) {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("hash of the token: not 64 hexadecimal digits");
        }
        return new TokenHash(hex);
    }

    /** Takes equally long whether the token is right, nearly right or wrong. */
    boolean matches(String token) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(hex), digest(token));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
