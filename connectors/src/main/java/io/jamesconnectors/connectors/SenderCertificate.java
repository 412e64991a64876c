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
import java.util.Set;

/**
 * The client certificate that an inbound connector knows its peer by. A certificate counts when its chain is trusted and all that is given here holds.
 *
 * @param names {@code tlsSenderCertificateName}: one of them must be among the names of the certificate; {@code *.contoso.com} means every name
 *     below contoso.com, a name without asterisk just itself; at least one, never {@code *}
 * @param issuer the issuer that the certificate must name, as {@link javax.security.auth.x500.X500Principal#getName() RFC 2253} in the canonical form
 *     of {@code X500Principal.CANONICAL}; empty means any
 * @param fingerprints one of which the certificate must have; empty means any
 * @param serverUseAllowed whether a certificate that is only for servers counts (public authorities no longer issue others)
 * @param trust by what its chain is judged
 */
public record SenderCertificate(
        List<DomainPattern> names,
        Optional<String> issuer,
        Set<Fingerprint> fingerprints,
        boolean serverUseAllowed,
        TrustSource trust) {

    public SenderCertificate {
        names = List.copyOf(names);
        fingerprints = Set.copyOf(fingerprints);
        if (names.isEmpty() || names.stream().anyMatch(DomainPattern.Any.class::isInstance)) {
            throw new IllegalArgumentException("tlsSenderCertificateName: " + names + " (expected: at least one name, and not *)");
        }
    }

    /** A certificate of one of these names, with a chain to a root of Java's trust store, for client use, whose issuer is not asked. */
    public static SenderCertificate named(List<DomainPattern> names) {
        return new SenderCertificate(names, Optional.empty(), Set.of(), false, TrustSource.JAVA);
    }
}
