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

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.pem.PemFile;

/** The certificates that are believed without proof: the roots at which a chain must end. Immutable. */
public final class TrustAnchors {
    private static final String WHAT = "trusted certificates";

    private static volatile @Nullable TrustAnchors ofJava;

    private final Set<X509Certificate> certificates;
    private final Map<X500Principal, Set<TrustAnchor>> bySubject;

    private TrustAnchors(Collection<X509Certificate> certificates) {
        this.certificates = Set.copyOf(certificates);
        this.bySubject = this.certificates.stream().collect(Collectors.groupingBy(X509Certificate::getSubjectX500Principal,
            Collectors.mapping(certificate -> new TrustAnchor(certificate, null), Collectors.toUnmodifiableSet())));
    }

    /**
     * The trust store of this Java: {@code cacerts}, or what {@code javax.net.ssl.trustStore} names. Read once a process.
     *
     * @throws IllegalStateException when it can't be read; the next call tries again
     */
    public static TrustAnchors java() {
        TrustAnchors known = ofJava;
        if (known == null) {
            synchronized (TrustAnchors.class) {
                known = ofJava == null ? load() : ofJava;
                ofJava = known;
            }
        }
        return known;
    }

    /** Just these. */
    public static TrustAnchors of(Collection<X509Certificate> certificates) {
        return new TrustAnchors(certificates);
    }

    /**
     * The certificates of a PEM file (RFC 7468): one or more {@code CERTIFICATE} blocks, with any text between them. At most 4 MiB and 2,000 certificates.
     * A private key in the file is refused: it has no business there.
     *
     * @throws IOException when the file can't be read or holds no such certificates; the message names the file and says why
     */
    public static TrustAnchors fromPem(Path file) throws IOException {
        List<X509Certificate> found;
        try {
            found = PemFile.read(file).trustedCertificates();
        } catch (IOException e) {
            throw new IOException(WHAT + ": " + file + " " + e.getMessage(), e);
        }
        return new TrustAnchors(found);
    }

    /** How many certificates there are. */
    public int size() {
        return certificates.size();
    }

    /** Whether this very certificate is trusted by itself. */
    boolean contain(X509Certificate certificate) {
        return certificates.contains(certificate);
    }

    /** The anchors that may have issued {@code certificate}, judged by name. */
    Set<TrustAnchor> issuersOf(X509Certificate certificate) {
        return bySubject.getOrDefault(certificate.getIssuerX500Principal(), Set.of());
    }

    private static TrustAnchors load() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return new TrustAnchors(Stream.of(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))
                .toList());
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalStateException("trust store of this Java: unreadable (expected: certificates, as in cacerts)", e);
        }
    }
}
