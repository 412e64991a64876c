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

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets every client certificate through the handshake. That is safe because nothing follows from it: TLS goes on to make the client prove that it
 * has the key (RFC 5246 §7.4.8, RFC 8446 §4.4.3), and what the certificate says counts only after the inbound decision has judged chain, dates and
 * use by the roots of a connector. Refusing here would only shut out senders who show a certificate that we do not know, which most mail servers do
 * when asked.
 *
 * <p>It names no issuers, so that clients show whatever they have. Chains longer than {@value #LONGEST_CHAIN} are refused; a JDK that is left as it
 * is does so before, and refuses handshake messages of more than 32 KiB ({@code jdk.tls.maxCertificateChainLength},
 * {@code jdk.tls.maxHandshakeMessageSize}).
 */
final class AnyClientCertificate extends X509ExtendedTrustManager {
    static final int LONGEST_CHAIN = 10;

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (chain.length > LONGEST_CHAIN) {
            throw new CertificateException("chain of a client: " + chain.length + " certificates (expected: at most " + LONGEST_CHAIN + ")");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a server's certificate (expected: a client's)");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
