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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificates that are believed without proof: the roots at which a chain must end. Immutable. */
public final class TrustAnchors {
    static final int MAX_BYTES = 4 * 1024 * 1024;
    static final int MAX_CERTIFICATES = 2_000;

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");
    private static final String BEGIN = "-----BEGIN ";
    private static final String CERTIFICATE = "CERTIFICATE";

    private final Set<X509Certificate> certificates;

    private TrustAnchors(Collection<X509Certificate> certificates) {
        this.certificates = Set.copyOf(certificates);
    }

    /**
     * The trust store of this Java: {@code cacerts}, or what {@code javax.net.ssl.trustStore} names. Read once a process.
     *
     * @throws IllegalStateException when it can't be read
     */
    public static TrustAnchors java() {
        return OfJava.ANCHORS;
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
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new IOException("trusted certificates: " + file + " does not exist (expected: a PEM file)", e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException("trusted certificates: " + file + " is too large (expected: at most " + MAX_BYTES + " bytes)");
        }
        return new TrustAnchors(certificates(file, new String(bytes, StandardCharsets.ISO_8859_1)));
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
        return certificates.stream()
            .filter(anchor -> anchor.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
            .map(anchor -> new TrustAnchor(anchor, null))
            .collect(Collectors.toSet());
    }

    private static List<X509Certificate> certificates(Path file, String text) throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        int from = 0;
        for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, from)) {
            if (!block.region(begin, text.length()).lookingAt()) {
                throw new IOException("trusted certificates: block " + (found.size() + 1) + " of " + file + " is incomplete (expected: BEGIN, base64, END)");
            }
            from = block.end();
            if (!block.group(1).equals(CERTIFICATE)) {
                throw new IOException("trusted certificates: " + file + " holds a " + block.group(1) + " (expected: CERTIFICATE blocks only)");
            }
            if (found.size() == MAX_CERTIFICATES) {
                throw new IOException("trusted certificates: " + file + " holds too many (expected: at most " + MAX_CERTIFICATES + ")");
            }
            found.add(certificate(file, found.size() + 1, block.group()));
        }
        if (found.isEmpty()) {
            throw new IOException("trusted certificates: " + file + " holds none (expected: a PEM file with CERTIFICATE blocks)");
        }
        return found;
    }

    private static X509Certificate certificate(Path file, int number, String pem) throws IOException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new IOException("trusted certificates: block " + number + " of " + file + " is unreadable (expected: an X.509 certificate)", e);
        }
    }

    private static final class OfJava {
        static final TrustAnchors ANCHORS = load();

        private OfJava() {
        }

        private static TrustAnchors load() {
            try {
                TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init((KeyStore) null);
                return new TrustAnchors(Stream.of(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))
                    .toList());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("trust store of this Java: unreadable", e);
            }
        }
    }
}
