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
package io.jamesconnectors.smtp.secret;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A password, a token, or what is made of one. It prints as {@code ***}, is equal to itself alone, and forgets what it holds when it is closed. What the JDK or a
 * library copies on its way (environment variables, TLS records) is beyond its reach.
 */
public final class Secret implements AutoCloseable {
    private final byte[] octets;
    private boolean closed;

    private Secret(byte[] octets) {
        this.octets = requireNonNull(octets, "octets");
    }

    /** Holds {@code octets}, which are its own from here on. */
    public static Secret of(byte[] octets) {
        return new Secret(octets);
    }

    /** How many octets there are. */
    public int length() {
        return octets.length;
    }

    /**
     * The octets, for who wipes them after use.
     *
     * @throws IllegalStateException when it is closed
     */
    public synchronized byte[] reveal() {
        if (closed) {
            throw new IllegalStateException("secret: closed (expected: open)");
        }
        return octets.clone();
    }

    /** The same for somebody else, to be closed on its own. */
    public Secret copy() {
        return new Secret(reveal());
    }

    /** Whether {@code other} holds the same octets. */
    public boolean isSameAs(Secret other) {
        byte[] mine = reveal();
        byte[] theirs = other.reveal();
        boolean same = MessageDigest.isEqual(mine, theirs);
        wipe(mine);
        wipe(theirs);
        return same;
    }

    @Override
    public synchronized void close() {
        closed = true;
        wipe(octets);
    }

    /** Overwrites what {@link #reveal()} gave. */
    public static void wipe(byte[] revealed) {
        Arrays.fill(revealed, (byte) 0);
    }

    @Override
    public String toString() {
        return "***";
    }
}
