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
package io.jamesconnectors.connectors.inbound;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.jamesconnectors.connectors.Fingerprint;
import io.jamesconnectors.connectors.TrustSource;

/**
 * The certificate that a client presented, after it has proved in the handshake that it holds the key.
 *
 * @param names its names, none that could not be read; at most 100
 * @param issuer the issuer that it names, in the canonical form of {@code X500Principal.CANONICAL}
 * @param fingerprints of the certificate and of its public key
 * @param forClients whether its extended key usage allows client authentication; true where it has none
 * @param forServers whether its extended key usage allows server authentication; true where it has none
 * @param trust what its chain is worth by each source that a connector of one of its names asks for ({@link InboundRules#trustSources}); by others nothing
 */
public record CertificateFacts(
        List<CertificateName> names,
        String issuer,
        Set<Fingerprint> fingerprints,
        boolean forClients,
        boolean forServers,
        Map<TrustSource, Trust> trust) {

    public CertificateFacts {
        names = List.copyOf(names);
        fingerprints = Set.copyOf(fingerprints);
        trust = Map.copyOf(trust);
    }

    /** What the chain is worth by {@code source}. */
    public Trust trust(TrustSource source) {
        return trust.getOrDefault(source, Trust.UNTRUSTED);
    }
}
