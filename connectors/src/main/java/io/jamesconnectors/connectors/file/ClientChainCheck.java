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
package io.jamesconnectors.connectors.file;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.pem.PemFile;

/**
 * Whether Microsoft can follow the chain of our client certificate to a public authority: it fetches no intermediates that we leave out, and answers 550 5.7.64. Judged
 * by the roots that Java knows, and those of {@code trustedCertificates}; which roots Microsoft knows can't be seen from here, so it is a warning.
 */
final class ClientChainCheck implements OutboundCheck {
    private final Findings findings;
    private final ClientCertificateReader certificates;

    ClientChainCheck(Findings findings, ClientCertificateReader certificates) {
        this.findings = findings;
        this.certificates = certificates;
    }

    @Override
    public void check(OutboundDraft draft) {
        if (draft.connector().type() != ConnectorType.OFFICE365) {
            return;
        }
        draft.connector().tlsOptions().clientCertificate().map(certificates::chain).filter(chain -> !chain.isEmpty())
            .flatMap(chain -> gap(chain, draft.connector().trustedCertificates()))
            .ifPresent(what -> findings.add(Check.INCOMPLETE_CHAIN, draft.at("clientCertificate"), what));
    }

    private static Optional<String> gap(List<X509Certificate> chain, Optional<Path> trusted) {
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!isIssuedBy(chain.get(i), chain.get(i + 1))) {
                return Optional.of(called(chain.get(i)) + ", and the next certificate in the file is not that one");
            }
        }
        X509Certificate last = chain.get(chain.size() - 1);
        if (roots(trusted).anyMatch(root -> root.equals(last) || isIssuedBy(last, root))) {
            return Optional.empty();
        }
        return Optional.of(isIssuedBy(last, last)
            ? "the certificate of '" + name(last) + "' is its own issuer, and no root that is known here"
            : called(last) + ", which is neither in the file nor a root that is known here");
    }

    private static String called(X509Certificate certificate) {
        return "the certificate of '" + name(certificate) + "' is issued by '" + Options.shown(certificate.getIssuerX500Principal().getName()) + "'";
    }

    private static String name(X509Certificate certificate) {
        return Options.shown(certificate.getSubjectX500Principal().getName());
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false; // of the same name, and another one
        }
    }

    private static Stream<X509Certificate> roots(Optional<Path> trusted) {
        try {
            return Stream.concat(JavaRoots.ALL.stream(), trusted.isPresent() ? PemFile.read(trusted.get()).trustedCertificates().stream() : Stream.of());
        } catch (IOException e) {
            return JavaRoots.ALL.stream(); // reported where the file is named
        }
    }

    /** Read when first needed. */
    private static final class JavaRoots {
        static final List<X509Certificate> ALL = read();

        private static List<X509Certificate> read() {
            try {
                TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init((KeyStore) null);
                return Arrays.stream(factory.getTrustManagers()).filter(X509TrustManager.class::isInstance)
                    .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers())).toList();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Java's own trust store can't be read", e);
            }
        }
    }
}
