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
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsVersion;

/**
 * Shakes hands as a client, with anyone. <strong>A finished handshake means encryption and nothing else.</strong>
 *
 * <p>The trust manager inside accepts every chain. That looks like the classic mistake and is the point of this class: who the peer is gets decided once, in one place,
 * after the handshake, by {@link PeerVerifier#verify}, and no caller may send MAIL, credentials or content before that verdict says {@link TlsVerdict#meetsFloor()}.
 * Three reasons:
 * <ul>
 *   <li>A trust manager isn't called on resumed sessions. A check that lives there would pass a session that an earlier, laxer connector had begun,
 *       and a certificate that has expired since.</li>
 *   <li>Opportunistic TLS must go on with a certificate that proves nothing (RFC 7435), and what it would have proved must still be logged.
 *       An exception in the middle of a handshake can say neither.</li>
 *   <li>The floor belongs to a connector and a recipient domain. Contexts belong to an identity of ours, and are shared.</li>
 * </ul>
 * What the JDK checks by itself stays on: the server must prove that it holds the key of the certificate that it shows, with signature algorithms that are not disabled.
 *
 * <p>TLS 1.2 and newer unless {@link TlsOptions} say otherwise; what Java has disabled stays so. The host name goes out as SNI (RFC 6066 §3) where it is one; address literals do not. Sessions are resumed per host and port and within one
 * {@code ClientTls} only. One {@code ClientTls} is one identity (a client certificate, or none), so no session crosses identities: keep one per identity for the life of the process.
 */
public final class ClientTls {
    private static final int MAX_SESSIONS = 2_000;

    private final SSLContext context;
    private final String[] protocols;
    private final String[] ciphers;
    private final Optional<String> identity;

    private ClientTls(Optional<ClientIdentity> identity, TlsOptions options) {
        this.identity = identity.map(ClientIdentity::toString);
        protocols = EnumSet.allOf(TlsVersion.class).stream().filter(version -> version.isAtLeast(options.minimumVersion())).map(TlsVersion::word).toArray(String[]::new);
        ciphers = options.ciphers().toArray(String[]::new);
        try {
            context = SSLContext.getInstance("TLS");
            context.init(identity.map(ShowsIdentity::new).stream().toArray(KeyManager[]::new), new TrustManager[] {new AcceptsAnyone()}, new SecureRandom());
            context.getClientSessionContext().setSessionCacheSize(MAX_SESSIONS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS: not available in this Java", e);
        }
    }

    /** Without a client certificate, with the usual options. */
    public static ClientTls anonymous() {
        return anonymous(TlsOptions.DEFAULT);
    }

    /** Without a client certificate. */
    public static ClientTls anonymous(TlsOptions options) {
        return new ClientTls(Optional.empty(), options);
    }

    /** With a certificate for servers that ask for one. */
    public static ClientTls of(ClientIdentity identity, TlsOptions options) {
        return new ClientTls(Optional.of(identity), options);
    }

    /** Whose certificate is shown to servers that ask: its subject. Empty when none is. */
    public Optional<String> identity() {
        return identity;
    }

    /**
     * An engine for one connection, in client mode, not yet begun.
     *
     * @param host a host name in canonical spelling ({@link DomainName}), or an IPv4 or IPv6 address without brackets
     * @param port with {@code host} the key under which a session is resumed
     */
    public SSLEngine engine(String host, int port) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(protocols);
        if (ciphers.length > 0) {
            parameters.setCipherSuites(ciphers);
        }
        parameters.setServerNames(serverNames(host));
        engine.setSSLParameters(parameters);
        return engine;
    }

    /**
     * TLS over a connection that is there, in client mode, not yet begun; without SNI. Closing it closes the connection.
     *
     * @throws IOException when the connection has ended
     */
    public SSLSocket over(Socket connected) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(connected, InetAddresses.toAddrString(connected.getInetAddress()), connected.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(protocols);
        if (ciphers.length > 0) {
            parameters.setCipherSuites(ciphers);
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** None for addresses, and none for names with an underscore, which SNI can't carry: letters, digits and hyphens only. */
    private static List<SNIServerName> serverNames(String host) {
        if (InetAddresses.isInetAddress(host) || DomainName.tryParse(host).isEmpty()) {
            return List.of();
        }
        try {
            return List.of(new SNIHostName(host));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** Extended, since the JDK adds checks of its own, which may throw, around a plain {@code X509TrustManager}. */
    private static final class AcceptsAnyone extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // Judged after the handshake: see the class comment.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            // Judged after the handshake: see the class comment.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            // Judged after the handshake: see the class comment.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw notAServer();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
            throw notAServer();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            throw notAServer();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }

        private static UnsupportedOperationException notAServer() {
            return new UnsupportedOperationException("role: server (expected: client; this context accepts any certificate)");
        }
    }
}
