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
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.apache.james.protocols.netty.Encryption;

/**
 * A handshake with a listener's TLS, in memory, by a client that offers whatever the listener allows.
 *
 * @param serverChain what the listener shows
 * @param protocols what the listener allows, in its order
 * @param cipherSuites what the listener allows, in its order
 * @param protocol what was agreed upon
 * @param cipherSuite what was agreed upon
 */
record HandshakeRehearsal(List<Certificate> serverChain, List<String> protocols, List<String> cipherSuites, String protocol, String cipherSuite) {
    private static final int MOST_ROUNDS = 100;
    private static final int BUFFER = 1 << 18;

    /** The handshake of a client without a certificate. */
    static HandshakeRehearsal without(Encryption tls) throws GeneralSecurityException, SSLException {
        return rehearse(tls, new KeyManager[0], List.of());
    }

    /**
     * The handshakes of a client without a certificate and of one that shows the certificate of {@code keys}, the listener's own for want of
     * another, when asked.
     *
     * @throws SSLException when one fails, or when the listener does not ask for the certificate, demands it or does not see it
     */
    static void with(Encryption tls, X509ExtendedKeyManager keys) throws GeneralSecurityException, SSLException {
        SSLEngine engine = tls.sslHandler().engine();
        if (!engine.getWantClientAuth() || engine.getNeedClientAuth()) {
            throw new SSLException("the listener does not ask for client certificates, or demands them");
        }
        HandshakeRehearsal without = without(tls);
        rehearse(tls, new KeyManager[] {keys}, without.serverChain());
    }

    private static HandshakeRehearsal rehearse(Encryption tls, KeyManager[] clientKeys, List<Certificate> expected)
            throws GeneralSecurityException, SSLException {
        SSLEngine server = tls.sslHandler().engine();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(clientKeys, new TrustManager[] {new OwnListener()}, null);
        SSLEngine client = context.createSSLEngine();
        client.setUseClientMode(true);
        client.setEnabledProtocols(server.getEnabledProtocols());
        client.setEnabledCipherSuites(server.getEnabledCipherSuites());
        shakeHands(client, server);
        List<Certificate> seen = peer(server);
        if (!seen.equals(expected)) {
            throw new SSLException("the listener sees a client's chain of " + seen.size() + " certificates (expected: " + expected.size() + ")");
        }
        return new HandshakeRehearsal(peer(client), List.of(server.getEnabledProtocols()), List.of(server.getEnabledCipherSuites()),
            server.getSession().getProtocol(), server.getSession().getCipherSuite());
    }

    private static void shakeHands(SSLEngine client, SSLEngine server) throws SSLException {
        ByteBuffer toServer = ByteBuffer.allocate(BUFFER);
        ByteBuffer toClient = ByteBuffer.allocate(BUFFER);
        client.beginHandshake();
        server.beginHandshake();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            advance(client, toClient, toServer);
            advance(server, toServer, toClient);
            if (rests(client) && rests(server) && toServer.position() == 0 && toClient.position() == 0) {
                return;
            }
        }
        throw new SSLException("the handshake does not end");
    }

    private static void advance(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            default -> {
                in.flip();
                engine.unwrap(in, ByteBuffer.allocate(BUFFER));
                in.compact();
            }
        }
    }

    private static boolean rests(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    private static List<Certificate> peer(SSLEngine engine) {
        try {
            return Arrays.asList(engine.getSession().getPeerCertificates());
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    /** Believes the server, which is ourselves. */
    private static final class OwnListener extends X509ExtendedTrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // nothing has left this process
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            // nothing has left this process
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            // nothing has left this process
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("a client's certificate");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
            throw new UnsupportedOperationException("a client's certificate");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            throw new UnsupportedOperationException("a client's certificate");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
