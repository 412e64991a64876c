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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.jamesconnectors.connectors.Hybrid;

/**
 * The keys that our own marks on mail are signed with (HMAC-SHA256). The first signs; what any of them has signed is believed, so that keys can be rotated:
 * the new one goes
 * in front, the old one stays until its marks have expired. A signature for one purpose is worth nothing for another. Immutable; safe for use by many threads;
 * never printed.
 */
public final class SigningKeys {
    /** The shortest key, in octets. */
    public static final int MIN_OCTETS = 16;
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    private SigningKeys(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /**
     * These keys, of which copies are made.
     *
     * @throws IllegalArgumentException for none, for more than {@link Hybrid#MAX_SIGNING_KEYS}, and for one that is too short
     */
    public static SigningKeys of(List<byte[]> keys) {
        if (keys.isEmpty() || keys.size() > Hybrid.MAX_SIGNING_KEYS) {
            throw new IllegalArgumentException("signing keys: " + keys.size() + " (expected: 1 to " + Hybrid.MAX_SIGNING_KEYS + ")");
        }
        keys.forEach(key -> {
            if (key.length < MIN_OCTETS) {
                throw new IllegalArgumentException("signing key: " + key.length + " octets (expected: at least " + MIN_OCTETS + ")");
            }
        });
        return new SigningKeys(keys.stream().map(key -> new SecretKeySpec(key, ALGORITHM)).toList());
    }

    /** The first {@code octets} of the signature of a text for a purpose. */
    byte[] sign(String purpose, String text, int octets) {
        return signature(keys.get(0), purpose, text, octets);
    }

    /** Whether one of the keys has made this signature, which is at least 4 octets long. */
    boolean haveSigned(String purpose, String text, byte[] signature) {
        boolean known = false;
        for (SecretKeySpec key : keys) {
            known |= MessageDigest.isEqual(signature(key, purpose, text, signature.length), signature);
        }
        return known && signature.length >= 4;
    }

    @Override
    public String toString() {
        return "SigningKeys[" + keys.size() + " keys]";
    }

    private static byte[] signature(SecretKeySpec key, String purpose, String text, int octets) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is missing, which every Java has", e);
        }
    }
}
