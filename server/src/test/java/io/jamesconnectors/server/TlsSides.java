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
package io.jamesconnectors.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/** The two sides of TLS in tests: what stands in {@code smtpserver.xml}, and what a client brings along. */
final class TlsSides {
    static final String TLS_1_2 = "TLSv1.2";
    static final String TLS_1_3 = "TLSv1.3";

    private TlsSides() {
    }

    /** Writes key and chain of a server into {@code directory}, where {@link #pem} looks for them. */
    static void writePem(Path directory, TestCertificate server) throws Exception {
        Files.writeString(directory.resolve("server.key"), server.keyPem());
        Files.writeString(directory.resolve("server.pem"), server.chainPem());
    }

    /** TLS with the PEM files of {@link #writePem}; {@code how} is {@code startTLS} or {@code socketTLS}. */
    static String pem(String how, String more) {
        return """
            <tls %s="true"><privateKey>file://server.key</privateKey><certificates>file://server.pem</certificates>%s</tls>
            """.formatted(how, more);
    }

    /** A client that trusts {@code ca} and shows {@code own} when asked. */
    static SSLContext client(TestCa ca, @Nullable TestCertificate own) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(ca.trustStore());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own == null ? new KeyManager[0] : new KeyManager[] {keys(own)}, trust.getTrustManagers(), null);
        return context;
    }

    static X509ExtendedKeyManager keys(TestCertificate own) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(own.keyStore(), TestCertificate.PASSWORD.toCharArray());
        return (X509ExtendedKeyManager) keys.getKeyManagers()[0];
    }
}
