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

import static io.jamesconnectors.server.TlsSides.TLS_1_2;
import static io.jamesconnectors.server.TlsSides.TLS_1_3;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;

import javax.net.ssl.X509ExtendedKeyManager;

import org.apache.commons.configuration2.BaseConfiguration;
import org.apache.james.protocols.api.ClientAuth;
import org.apache.james.protocols.lib.SslConfig;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.smtpserver.netty.SMTPServer;
import org.apache.james.smtpserver.netty.SmtpMetrics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/** Which listeners are made to ask, what survives a reload of certificates, and what stops the start. */
class ClientCertificateRequestTest {
    private static final TestCa CA = TestCa.create();
    private static final String WAY_OUT = "To start without them, write <clientCertificates>ignore</clientCertificates> into the handler of this listener";

    private final Path directory;
    private final TestCertificate partner = CA.issue().commonName("Partner").done();
    private @Nullable JamesListener listener;

    ClientCertificateRequestTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void certificate() throws Exception {
        TlsSides.writePem(directory, CA.server("localhost"));
    }

    @AfterEach
    void stop() {
        if (listener != null) {
            listener.close();
        }
    }

    @Test
    void leavesAListenerAloneThatShallIgnoreCertificates() throws Exception {
        start(TlsSides.pem("startTLS", ""), "<clientCertificates>ignore</clientCertificates>");
        assertThat(configuration()).isExactlyInstanceOf(SslConfig.class);
        assertThat(seenWith(TLS_1_3)).contains("TLSv1.3 none");
    }

    @Test
    void leavesAListenerAloneThatDemandsCertificates() throws Exception {
        Files.write(directory.resolve("trust.p12"), new byte[0]);
        try (OutputStream out = Files.newOutputStream(directory.resolve("trust.p12"))) {
            CA.trustStore().store(out, "changeit".toCharArray());
        }
        start(TlsSides.pem("startTLS", "<keystoreType>PKCS12</keystoreType><clientAuth><truststore>file://trust.p12</truststore>"
            + "<truststoreType>PKCS12</truststoreType><truststoreSecret>changeit</truststoreSecret></clientAuth>"), "");
        assertThat(configuration()).isExactlyInstanceOf(SslConfig.class);
        assertThat(seenWith(TLS_1_2)).contains("TLSv1.2 CN=Partner");
        assertThatThrownBy(() -> seen(null, TLS_1_2)).isInstanceOf(IOException.class);
    }

    @Test
    void leavesAListenerAloneThatHasNoTls() throws Exception {
        start("", "");
        try (SmtpDialogue client = SmtpDialogue.connect(running().address(), "")) {
            assertThat(client.say("MAIL FROM:<>")).contains("clear");
        }
    }

    @Test
    void keepsProtocolsAndCipherSuitesOfTheListener() throws Exception {
        start(TlsSides.pem("startTLS", "<supportedProtocols><protocol>TLSv1.2</protocol></supportedProtocols>"
            + "<supportedCipherSuites><cipherSuite>TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384</cipherSuite></supportedCipherSuites>"), "");
        assertThatThrownBy(() -> seenWith(TLS_1_3)).isInstanceOf(IOException.class);
        try (SmtpDialogue client = SmtpDialogue.connect(running().address(), "")) {
            client.startTls(TlsSides.client(CA, partner), TLS_1_2);
            assertThat(client.tls().getCipherSuite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
        }
    }

    @Test
    void asksWithAKeyStoreTooAndBySocketTls() throws Exception {
        try (OutputStream out = Files.newOutputStream(directory.resolve("keystore"))) {
            CA.server("localhost").keyStore().store(out, TestCertificate.PASSWORD.toCharArray());
        }
        start("<tls socketTLS=\"true\"><keystore>file://keystore</keystore><keystoreType>PKCS12</keystoreType><secret>changeit</secret></tls>", "");
        assertThat(running().server().getSocketType()).isEqualTo("secure");
        try (SmtpDialogue client = SmtpDialogue.connectByTls(running().address(), "", TlsSides.client(CA, partner), TLS_1_3)) {
            assertThat(client.say("MAIL FROM:<>")).contains("TLSv1.3 CN=Partner");
        }
    }

    @Test
    void asksStillAfterAReloadAndShowsTheNewCertificate() throws Exception {
        start(TlsSides.pem("startTLS", ""), "");
        TestCertificate renewed = CA.server("localhost", "renewed.example");
        TlsSides.writePem(directory, renewed);
        running().server().reloadSSLCertificate();
        try (SmtpDialogue client = SmtpDialogue.connect(running().address(), "")) {
            client.startTls(TlsSides.client(CA, partner), TLS_1_3);
            assertThat(client.tls().getPeerCertificates()[0]).isEqualTo(renewed.certificate());
            assertThat(client.say("MAIL FROM:<>")).contains("TLSv1.3 CN=Partner");
        }
    }

    @Test
    void resumesNoSessionAcrossAReload() throws Exception {
        start(TlsSides.pem("startTLS", ""), "");
        var context = TlsSides.client(CA, partner);
        long created;
        try (SmtpDialogue client = SmtpDialogue.connect(running().address(), "")) {
            client.startTls(context, TLS_1_3);
            assertThat(client.say("EHLO client.example")).startsWith("250");
            created = client.tls().getCreationTime();
        }
        running().server().reloadSSLCertificate();
        try (SmtpDialogue client = SmtpDialogue.connect(running().address(), "")) {
            client.startTls(context, TLS_1_3);
            assertThat(client.tls().getCreationTime()).isNotEqualTo(created);
            assertThat(client.say("MAIL FROM:<>")).contains("CN=Partner");
        }
    }

    @Test
    void keepsWhatItHasWhenTheNewCertificateCannotBeRead() throws Exception {
        start(TlsSides.pem("startTLS", ""), "");
        X509Certificate[] before = serverChain();
        Files.writeString(directory.resolve("server.key"), "no key");
        assertThatThrownBy(() -> running().server().reloadSSLCertificate()).isInstanceOf(RuntimeException.class);
        assertThat(serverChain()).isEqualTo(before);
        assertThat(seenWith(TLS_1_3)).contains("CN=Partner");
    }

    @Test
    void aSessionThatIsOpenOutlivesAReload() throws Exception {
        start(TlsSides.pem("startTLS", ""), "");
        try (SmtpDialogue client = SmtpDialogue.connect(running().address(), ""); SmtpDialogue clear = SmtpDialogue.connect(running().address(), "")) {
            client.startTls(TlsSides.client(CA, partner), TLS_1_3);
            running().server().reloadSSLCertificate();
            assertThat(client.say("MAIL FROM:<>")).contains("CN=Partner");
            clear.startTls(TlsSides.client(CA, partner), TLS_1_3);
            assertThat(clear.say("MAIL FROM:<>")).contains("CN=Partner");
        }
    }

    @Test
    void refusesAnUnknownValue() {
        assertThatThrownBy(() -> start(TlsSides.pem("startTLS", ""), "<clientCertificates>maybe</clientCertificates>"))
            .hasRootCauseMessage("clientCertificates: maybe (expected: request or ignore)");
    }

    @Test
    void stopsTheStartOfAListenerThatDoesNotUseWhatItIsGiven() {
        assertThatThrownBy(() -> listener = JamesListener.start(directory, TlsSides.pem("startTLS", ""), "", Deaf::new))
            .cause().hasMessageStartingWith("Client certificates can't be asked for: ")
            .hasMessageContaining("after a reload the listener has ")
            .hasMessageEndingWith(WAY_OUT)
            .hasMessageNotContaining("\n");
    }

    @Test
    void stopsTheStartOfAListenerThatMakesItsTlsInAnotherWay() {
        assertThatThrownBy(() -> listener = JamesListener.start(directory, TlsSides.pem("startTLS", ""), "", OtherReload::new))
            .cause().hasMessageContaining("after a reload the listener has ").hasMessageEndingWith(WAY_OUT);
    }

    @Test
    void startsSuchAListenerWhenCertificatesShallBeIgnored() throws Exception {
        listener = JamesListener.start(directory, TlsSides.pem("startTLS", ""), "<clientCertificates>ignore</clientCertificates>", Deaf::new);
        assertThat(seenWith(TLS_1_3)).contains("none");
    }

    @Test
    void saysWhichFieldItMisses() {
        assertThatThrownBy(() -> ListenerTls.of(new Deaf(null), SMTPServer.class))
            .isInstanceOf(NoSuchFieldException.class).hasMessage("encryption");
        assertThatThrownBy(() -> ListenerTls.of(new Deaf(null), Deaf.class))
            .isInstanceOf(NoSuchFieldException.class).hasMessage("encryption of type " + Encryption.class.getName());
    }

    @Test
    void needsAListenerThatIsStarting() throws Exception {
        start("", "");
        AbstractConfigurableAsyncServer bound = running().server();
        assertThat(bound.isStarted()).isTrue();
        assertThatThrownBy(() -> running().request().init(new BaseConfiguration()))
            .hasMessageContaining("no SMTP listener is starting").hasMessageEndingWith(WAY_OUT);
    }

    @Test
    void rehearsesWithAnEngineThatAsks() throws Exception {
        X509ExtendedKeyManager keys = TlsSides.keys(partner);
        assertThatThrownBy(() -> HandshakeRehearsal.with(Encryption.createStartTls(partner.sslContext(), null, null, ClientAuth.NONE), keys))
            .hasMessage("the listener does not ask for client certificates, or demands them");
        assertThatThrownBy(() -> HandshakeRehearsal.with(Encryption.createStartTls(partner.sslContext(), null, null, ClientAuth.NEED), keys))
            .hasMessage("the listener does not ask for client certificates, or demands them");
    }

    private void start(String tls, String handler) throws Exception {
        listener = JamesListener.start(directory, tls, handler);
    }

    private JamesListener running() {
        return requireNonNull(listener);
    }

    private SslConfig configuration() throws ReflectiveOperationException {
        Field field = AbstractConfigurableAsyncServer.class.getDeclaredField("sslConfig");
        field.setAccessible(true);
        return (SslConfig) field.get(running().server());
    }

    private String seenWith(String protocol) throws Exception {
        return seen(partner, protocol);
    }

    private String seen(@Nullable TestCertificate own, String protocol) throws Exception {
        try (SmtpDialogue client = SmtpDialogue.connect(running().address(), "")) {
            client.startTls(TlsSides.client(CA, own), protocol);
            client.say("EHLO client.example");
            return client.say("MAIL FROM:<>");
        }
    }

    private X509Certificate[] serverChain() throws Exception {
        try (SmtpDialogue client = SmtpDialogue.connect(running().address(), "")) {
            client.startTls(TlsSides.client(CA, null), TLS_1_3);
            return (X509Certificate[]) client.tls().getPeerCertificates();
        }
    }

    /** As if James no longer read the field for new connections. */
    private static final class Deaf extends SMTPServer {
        @SuppressWarnings("unused")
        private @Nullable String encryption;
        private @Nullable Encryption first;

        Deaf(@Nullable SmtpMetrics metrics) {
            super(metrics);
        }

        @Override
        protected Encryption getEncryption() {
            if (first == null) {
                first = super.getEncryption();
            }
            return first;
        }
    }

    /** As if James made its TLS without a look at its configuration. */
    private static final class OtherReload extends SMTPServer {
        private boolean built;

        OtherReload(SmtpMetrics metrics) {
            super(metrics);
        }

        @Override
        protected void buildSSLContext() throws Exception {
            if (!built) {
                built = true;
                super.buildSSLContext();
            }
        }
    }
}
