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
package io.jamesconnectors.tls.inbound;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.security.auth.x500.X500Principal;

import io.jamesconnectors.connectors.Fingerprint;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.CertificateName;
import io.jamesconnectors.connectors.inbound.Trust;

/**
 * The certificate that a client showed in a handshake, read. The client holds its key; nothing else in it is proved. Immutable.
 *
 * @param chain the client's own certificate, then what it sent along, in its order; at least one
 * @param names its usable names, at most {@value ClientNames#MAX_NAMES}
 * @param issuer the issuer that it names, in the canonical form of {@code X500Principal.CANONICAL}
 * @param fingerprints of the certificate and of its public key
 * @param forClients whether its extended key usage allows clients; true where it has none
 * @param forServers the same for servers
 */
public record PresentedCertificate(
        List<X509Certificate> chain,
        List<CertificateName> names,
        String issuer,
        Set<Fingerprint> fingerprints,
        boolean forClients,
        boolean forServers) {

    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USE = "2.5.29.37.0";

    public PresentedCertificate {
        chain = List.copyOf(chain);
        names = List.copyOf(names);
        fingerprints = Set.copyOf(fingerprints);
    }

    /** What the client of this session showed, in this handshake or in the one that is resumed; empty when it showed none, or one that can't be read. */
    public static Optional<PresentedCertificate> of(SSLSession session) {
        try {
            Certificate[] certificates = session.getPeerCertificates();
            return certificates == null
                ? Optional.empty()
                : of(Stream.of(certificates).filter(X509Certificate.class::isInstance).map(X509Certificate.class::cast).toList());
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** A chain, the client's own certificate first; empty for none, and for one that can't be read. */
    public static Optional<PresentedCertificate> of(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        try {
            X509Certificate own = chain.get(0);
            List<String> uses = own.getExtendedKeyUsage();
            boolean any = uses == null || uses.contains(ANY_USE);
            return Optional.of(new PresentedCertificate(chain, ClientNames.of(chain), own.getIssuerX500Principal().getName(X500Principal.CANONICAL),
                fingerprints(own), any || uses.contains(CLIENT_AUTH), any || uses.contains(SERVER_AUTH)));
        } catch (GeneralSecurityException | RuntimeException e) {
            // Much of a certificate is decoded only when it is asked for, and odd bytes then throw unchecked exceptions.
            return Optional.empty();
        }
    }

    /** The same, as decisions take it. */
    CertificateFacts facts(Map<TrustSource, Trust> trust) {
        return new CertificateFacts(names, issuer, fingerprints, forClients, forServers, trust);
    }

    private static Set<Fingerprint> fingerprints(X509Certificate certificate) throws GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        return Set.of(
            Fingerprint.of(Fingerprint.Subject.CERTIFICATE, sha256.digest(certificate.getEncoded())),
            Fingerprint.of(Fingerprint.Subject.PUBLIC_KEY, sha256.digest(certificate.getPublicKey().getEncoded())));
    }
}
