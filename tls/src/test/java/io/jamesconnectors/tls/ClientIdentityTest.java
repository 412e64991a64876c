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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.secrets.UsedSecrets;

class ClientIdentityTest {
    private static final String STORE_PASSWORD = UsedSecrets.note("password of a key store", "streng geheim");
    private static final TestCa CA = TestCa.create("Client CA");
    private static final TestCertificate OURS = CA.server("gateway.contoso.com");
    private static final TestCertificate OTHER = CA.server("other.contoso.com");

    private final Path directory;

    ClientIdentityTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void showsItsChainToAServerThatAsks() throws Exception {
        ClientTls tls = ClientTls.of(load(pem(OURS.chainPem(), OURS.keyPem())), TlsOptions.DEFAULT);

        assertThat(seenByServer(tls).getPeerCertificates()).containsExactly(OURS.chain().toArray(Certificate[]::new));
    }

    @Test
    void showsNothingWithoutAnIdentity() throws Exception {
        assertThatThrownBy(() -> seenByServer(ClientTls.anonymous()).getPeerCertificates()).isInstanceOf(SSLPeerUnverifiedException.class);
    }

    @Test
    void readsAKeyStoreWithThePasswordOfTheEnvironment() throws Exception {
        for (String type : new String[] {"PKCS12", "JKS"}) {
            ClientCertificate files = new ClientCertificate(keyStore(type), Optional.empty(), Optional.of("STORE_PASSWORD"));
            assertThat(ClientIdentity.load(files, name -> name.equals("STORE_PASSWORD") ? STORE_PASSWORD : null).chain()).as(type).isEqualTo(OURS.chain());
            assertThatIOException().isThrownBy(() -> ClientIdentity.load(files, name -> "wrong")).withMessageNotContaining("wrong");
            assertThatIOException().isThrownBy(() -> ClientIdentity.load(files, name -> null)).withMessageContaining("STORE_PASSWORD is not set");
        }
    }

    @Test
    void refusesTheKeyOfAnotherCertificate() {
        assertRefused(pem(OURS.chainPem(), OTHER.keyPem()), "is not that of the certificate 'CN=");
    }

    @Test
    void refusesWhatIsMissingOrUnreadableWithoutShowingTheKey() throws Exception {
        assertRefused(new ClientCertificate(directory.resolve("none.pem"), Optional.of(directory.resolve("none.key")), Optional.empty()), "none.pem does not exist");
        assertRefused(pem("no certificate", OURS.keyPem()), "holds 0 certificates");
        assertRefused(pem(OURS.chainPem(), "nothing"), "holds no key");
        assertRefused(pem(OURS.chainPem(), OURS.keyPem() + OTHER.keyPem()), "holds [PRIVATE KEY, PRIVATE KEY]");
        assertRefused(pem(OURS.chainPem(), OURS.keyPem().replace("PRIVATE KEY", "RSA PRIVATE KEY")), "holds [RSA PRIVATE KEY] (expected: one PRIVATE KEY, as \"openssl pkcs8");
        assertRefused(pem(OURS.chainPem(), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"), "can't be read (expected: PKCS#8");
        assertRefused(new ClientCertificate(Files.writeString(directory.resolve("garbage.p12"), "garbage"), Optional.empty(), Optional.empty()), "garbage.p12");
        String key = OURS.keyPem();
        assertThatIOException().isThrownBy(() -> ClientIdentity.load(pem(OURS.chainPem(), key.substring(0, 100)), name -> null))
            .satisfies(e -> assertThat(e.getMessage()).doesNotContain(key.substring(40, 60)));
    }

    private SSLSessionSeen seenByServer(ClientTls tls) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(OTHER.keyStore(), TestCertificate.PASSWORD.toCharArray());
        context.init(keys.getKeyManagers(), new TrustManager[] {new AcceptsClients()}, null);
        SSLEngine server = context.createSSLEngine();
        server.setUseClientMode(false);
        server.setWantClientAuth(true);
        Handshake.of(tls.engine("mx.test", 25), server);
        return () -> server.getSession().getPeerCertificates();
    }

    private interface SSLSessionSeen {
        Certificate[] getPeerCertificates() throws SSLException;
    }

    private static final class AcceptsClients implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // what the client showed is looked at by the test
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            throw new AssertionError("a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private Path keyStore(String type) throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setKeyEntry("ours", OURS.key(), STORE_PASSWORD.toCharArray(), OURS.chain().toArray(Certificate[]::new));
        Path file = directory.resolve("ours." + type);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, STORE_PASSWORD.toCharArray());
        }
        return file;
    }

    private ClientCertificate pem(String chain, String key) {
        try {
            return new ClientCertificate(Files.writeString(directory.resolve("ours.pem"), chain), Optional.of(Files.writeString(directory.resolve("ours.key"), key)), Optional.empty());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ClientIdentity load(ClientCertificate files) throws IOException {
        return ClientIdentity.load(files, name -> null);
    }

    private static void assertRefused(ClientCertificate files, String why) {
        assertThatIOException().isThrownBy(() -> load(files)).withMessageStartingWith("client certificate: ").withMessageContaining(why);
    }
}
