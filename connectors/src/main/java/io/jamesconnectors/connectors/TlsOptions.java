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

import java.util.List;
import java.util.Optional;

/**
 * What we offer and show in the TLS handshakes of an outbound connector; what the server must prove is {@link TlsSettings}.
 *
 * @param minimumVersion nothing older is spoken
 * @param ciphers the cipher suites, in Java's names, best first; empty means those of Java
 * @param clientCertificate what we show to a server that asks; empty means nothing
 */
public record TlsOptions(TlsVersion minimumVersion, List<String> ciphers, Optional<ClientCertificate> clientCertificate) {
    /** TLS 1.2 or newer, Java's cipher suites, no certificate. */
    public static final TlsOptions DEFAULT = new TlsOptions(TlsVersion.TLS_1_2, List.of(), Optional.empty());

    public TlsOptions {
        ciphers = List.copyOf(ciphers);
    }
}
