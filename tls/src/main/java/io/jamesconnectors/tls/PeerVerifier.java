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
package io.jamesconnectors.tls;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.jamesconnectors.connectors.TlsSettings;

/**
 * Says, after the handshake and before the first MAIL, what a TLS connection is worth.
 *
 * <p>The certificates are taken from the session, so a resumed session is judged like a new one: by its own chain, at the present moment, against the requirement
 * of the present message. That the handshake succeeded proves nothing, since {@link ClientTls} shakes hands with anyone; the server has only shown there that it
 * holds the key of the certificate.
 *
 * <p>Checked are the chain (RFC 5280, by the PKIX validator of the JDK with its own list of disabled algorithms), the dates of each certificate in it,
 * the extended key usage where there is one, and the names ({@link DnsIdentity}). Revocation is not checked: no OCSP, no CRL. Nothing here touches the network.
 */
public final class PeerVerifier {
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_USE = "2.5.29.37.0";
    private static final List<String> MODERN = List.of("TLSv1.2", "TLSv1.3");

    private PeerVerifier() {
    }

    /**
     * Judges a finished handshake.
     *
     * @param now the moment at which the certificates must be valid
     */
    public static TlsVerdict verify(SSLSession session, TlsRequirement requirement, Instant now) {
        String protocol = session.getProtocol();
        String cipher = session.getCipherSuite();
        List<X509Certificate> chain = peerChain(session);
        List<DnsIdentity> names = chain.isEmpty() ? List.of() : DnsIdentity.of(chain.get(0));
        TlsSettings reached;
        Optional<TlsProblem> problem;
        if (!MODERN.contains(protocol) || cipher.contains("_NULL_")) {
            reached = TlsSettings.OPPORTUNISTIC;
            problem = Optional.of(new TlsProblem(TlsProblem.Kind.WEAK, "encryption: " + protocol + " with " + cipher + " (expected: TLS 1.2 or later)"));
        } else {
            problem = chainProblem(chain, requirement.anchors(), now);
            reached = problem.isPresent() ? TlsSettings.ENCRYPTION_ONLY : TlsSettings.CERTIFICATE_VALIDATION;
            if (problem.isEmpty() && !requirement.names().isEmpty()) {
                problem = nameProblem(chain.get(0), names, requirement);
                reached = problem.isPresent() ? reached : TlsSettings.DOMAIN_VALIDATION;
            }
        }
        return new TlsVerdict(reached.isAtLeast(requirement.floor()), reached, protocol, cipher, names.stream().map(DnsIdentity::asString).toList(), problem);
    }

    private static List<X509Certificate> peerChain(SSLSession session) {
        try {
            Certificate[] certificates = session.getPeerCertificates();
            return Stream.of(certificates).filter(X509Certificate.class::isInstance).map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    private static Optional<TlsProblem> chainProblem(List<X509Certificate> chain, TrustAnchors anchors, Instant now) {
        if (chain.isEmpty()) {
            return Optional.of(new TlsProblem(TlsProblem.Kind.NO_CERTIFICATE, "certificate: none (expected: one that ends at a trusted root)"));
        }
        return CertificateChain.problem(chain, anchors, now).or(() -> useProblem(chain.get(0)));
    }

    private static Optional<TlsProblem> useProblem(X509Certificate certificate) {
        try {
            List<String> uses = certificate.getExtendedKeyUsage();
            return uses == null || uses.contains(SERVER_AUTH) || uses.contains(ANY_USE)
                ? Optional.empty()
                : Optional.of(new TlsProblem(TlsProblem.Kind.WRONG_USE, "extended key usage of " + ChainProblems.describe(certificate) + ": "
                    + Printable.listed(uses) + " (expected: " + SERVER_AUTH + ", server authentication)"));
        } catch (CertificateParsingException e) {
            return Optional.of(new TlsProblem(TlsProblem.Kind.WRONG_USE, "extended key usage of " + ChainProblems.describe(certificate) + ": unreadable"));
        }
    }

    private static Optional<TlsProblem> nameProblem(X509Certificate certificate, List<DnsIdentity> names, TlsRequirement requirement) {
        boolean met = names.stream().anyMatch(name -> requirement.names().stream().anyMatch(name::meets));
        return met ? Optional.empty() : Optional.of(new TlsProblem(TlsProblem.Kind.NAME_MISMATCH,
            "names of " + ChainProblems.describe(certificate) + ": " + Printable.listed(names.stream().map(DnsIdentity::asString).toList())
                + " (expected: " + Printable.listed(requirement.names().stream().map(name -> name.asString()).toList()) + ")"));
    }
}
