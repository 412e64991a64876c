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

import java.util.Arrays;
import java.util.Optional;

/** A version of TLS, oldest first. */
public enum TlsVersion {
    /** TLS 1.0; Java speaks it only where its own list of disabled algorithms was changed. */
    TLS_1_0("TLSv1"),
    /** TLS 1.1; as for 1.0. */
    TLS_1_1("TLSv1.1"),
    /** TLS 1.2 (RFC 5246). */
    TLS_1_2("TLSv1.2"),
    /** TLS 1.3 (RFC 8446). */
    TLS_1_3("TLSv1.3");

    private final String word;

    TlsVersion(String word) {
        this.word = word;
    }

    /** The word that {@code connectors.xml} and Java's {@code SSLSession.getProtocol} use. */
    public String word() {
        return word;
    }

    /** Whether this version is {@code floor} or newer. */
    public boolean isAtLeast(TlsVersion floor) {
        return compareTo(floor) >= 0;
    }

    /** The version of that word; empty for anything else, so for SSL and for a handshake that is not finished. */
    public static Optional<TlsVersion> of(String word) {
        return Arrays.stream(values()).filter(version -> version.word.equals(word)).findFirst();
    }
}
