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

import java.io.IOException;
import java.security.GeneralSecurityException;

import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.protocols.api.ClientAuth;
import org.apache.james.protocols.lib.SslConfig;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.protocols.netty.Encryption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;

/**
 * Has the listener that is starting ask its clients for a certificate, and demand none. James has no setting for that (ADR 0008): it demands
 * certificates where {@code <clientAuth>} is configured, and asks for none elsewhere. In {@code smtpserver.xml}, inside the {@code <handler>}:
 *
 * <pre>{@code <clientCertificates>request</clientCertificates>}</pre>
 *
 * <p>{@code request}, the default, asks wherever the listener has TLS; {@code ignore} leaves the listener as James made it. One with
 * {@code <clientAuth>} is left alone too.
 *
 * <p>A listener that asks keeps James's key, protocols and cipher suites. Everybody completes the handshake: without a certificate, with one that
 * nobody trusts, with an expired one. So the handshake proves that the client has the key of what it shows, and nothing else
 * ({@link AnyClientCertificate}); who a certificate stands for is for the inbound decision, which judges the chain itself.
 *
 * <p>Before the listener is bound all of this is tried in memory. What does not work stops the start, with one line.
 */
final class ClientCertificateRequest {
    private static final Logger LOGGER = LoggerFactory.getLogger(ClientCertificateRequest.class);
    private static final String OPTION = "clientCertificates";

    private final StartingListener starting;
    private final FileSystem files;

    @Inject
    ClientCertificateRequest(StartingListener starting, FileSystem files) {
        this.starting = starting;
        this.files = files;
    }

    /**
     * To be called while James starts a listener, from {@code init} of one of its handlers.
     *
     * @param handler the configuration of that handler
     * @throws ConfigurationException when the value is unknown, or when the listener can't be made to ask as this class promises
     */
    void init(Configuration handler) throws ConfigurationException {
        String value = handler.getString(OPTION, "request");
        switch (value) {
            case "request" -> request();
            case "ignore" -> LOGGER.info("client_certificates=ignore");
            default -> throw new ConfigurationException(OPTION + ": " + value + " (expected: request or ignore)");
        }
    }

    private void request() throws ConfigurationException {
        try {
            request(starting.find().orElseThrow(() -> new IllegalStateException("no SMTP listener is starting")));
        } catch (ReflectiveOperationException | GeneralSecurityException | IOException | RuntimeException e) {
            throw new ConfigurationException("Client certificates can't be asked for: " + e + " (expected: the TLS of an SMTP listener of James 3.8.1). "
                + "To start without them, write <clientCertificates>ignore</clientCertificates> into the handler of this listener", e);
        }
    }

    private void request(AbstractConfigurableAsyncServer listener) throws ReflectiveOperationException, GeneralSecurityException, IOException {
        ListenerTls tls = ListenerTls.of(listener);
        SslConfig configured = tls.configuration();
        if (!configured.useSSL() && !configured.useStartTLS()) {
            LOGGER.info("client_certificates=none listener={} reason=no-tls", listener.getListenAddresses());
            return;
        }
        if (configured.getClientAuth() != ClientAuth.NONE) {
            LOGGER.info("client_certificates=demanded listener={} reason=clientAuth", listener.getListenAddresses());
            return;
        }
        HandshakeRehearsal before = HandshakeRehearsal.without(tls.encryption());
        RequestingTls requesting = new RequestingTls(configured, files, tls);
        tls.configure(requesting);
        tls.reload();
        Encryption inForce = tls.encryption();
        if (!requesting.made(inForce)) {
            throw new IllegalStateException("after a reload the listener has " + inForce + " (expected: what was made for it)");
        }
        HandshakeRehearsal after = HandshakeRehearsal.without(inForce);
        if (!before.equals(after)) {
            throw new IllegalStateException("key or parameters have changed: " + after + " (expected: " + before + ")");
        }
        LOGGER.info("client_certificates=requested listener={} protocol={} cipher={}", listener.getListenAddresses(), after.protocol(), after.cipherSuite());
    }
}
