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
package io.jamesconnectors.testing.tenant;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.office365.CertificateNames;

/**
 * Whether a server's certificate is what a connector demands (reference §2.1 {@code TlsSettings}, {@code TlsDomain}; codes: §4.2). The names are the
 * alternative ones and the common name, as for clients; which of them counts at Microsoft is not published.
 */
final class ServerTrust {
    private final X509TrustManager trusted;

    ServerTrust(TestCa ca) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(ca.trustStore());
            trusted = Arrays.stream(factory.getTrustManagers()).filter(X509TrustManager.class::isInstance).map(X509TrustManager.class::cast)
                .findFirst().orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("trust of servers", e);
        }
    }

    /** Returns when all is well. */
    void check(SSLSession session, TlsSettings settings, String domain) throws NotDelivered {
        if (settings == TlsSettings.OPPORTUNISTIC || settings == TlsSettings.ENCRYPTION_ONLY) {
            return;
        }
        try {
            X509Certificate[] chain = Arrays.stream(session.getPeerCertificates()).toArray(X509Certificate[]::new);
            expired(chain[0]);
            trusted.checkServerTrusted(chain, "UNKNOWN");
            List<String> names = CertificateNames.of(chain[0]);
            if (settings == TlsSettings.DOMAIN_VALIDATION && names.stream().noneMatch(name -> covers(domain, name))) {
                throw new NotDelivered("450 4.4.317 Cannot connect to remote server [Message=SubjectMismatch Expected Subject: " + domain
                    + ". Presented Subject: " + String.join(", ", names) + "]");
            }
        } catch (CertificateParsingException | SSLPeerUnverifiedException e) {
            throw new NotDelivered("450 4.7.320 Certificate validation failed");
        } catch (CertificateException e) {
            throw new NotDelivered("450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot]");
        }
    }

    private static void expired(X509Certificate certificate) throws NotDelivered {
        try {
            certificate.checkValidity();
        } catch (CertificateException e) {
            throw new NotDelivered("450 4.7.320 Certificate validation failed: expired or not yet valid");
        }
    }

    /** Whether a certificate for {@code presented} is one of {@code expected}; a wildcard in the certificate stands for one label. */
    static boolean covers(String expected, String presented) {
        Optional<String> parent = Optional.of(expected.indexOf('.')).filter(dot -> dot > 0).map(expected::substring);
        return presented.equals(expected)
            || expected.startsWith("*.") && presented.endsWith(expected.substring(1))
            || presented.startsWith("*.") && parent.isPresent() && presented.substring(1).equals(parent.get());
    }
}
