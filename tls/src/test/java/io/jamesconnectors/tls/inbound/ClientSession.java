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

import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.tls.Handshake;

/** Sessions as a server has them after a handshake in memory in which it asked for a certificate. */
final class ClientSession {
    private static final SSLContext SERVER = TestCa.create("Server Root").server("mx.contoso.com").sslContextForAnyPeer();

    private ClientSession() {
    }

    static SSLSession with(TestCertificate client) throws SSLException {
        return with(client.sslContextForAnyPeer(), "TLSv1.3");
    }

    /** Sessions of one {@code client} are resumed. */
    static SSLSession with(SSLContext client, String protocol) throws SSLException {
        SSLEngine engine = client.createSSLEngine("mx.contoso.com", 25);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {protocol});
        return between(engine);
    }

    static SSLSession between(SSLEngine client) throws SSLException {
        SSLEngine server = server();
        Handshake.of(client, server);
        return server.getSession();
    }

    /** A server that asks for a certificate and takes any. */
    static SSLEngine server() {
        SSLEngine server = SERVER.createSSLEngine();
        server.setUseClientMode(false);
        server.setWantClientAuth(true);
        return server;
    }

    static PresentedCertificate presented(TestCertificate client) {
        return PresentedCertificate.of(client.chain()).orElseThrow();
    }

    static PresentedCertificate presented(List<X509Certificate> chain) {
        return PresentedCertificate.of(chain).orElseThrow();
    }
}
