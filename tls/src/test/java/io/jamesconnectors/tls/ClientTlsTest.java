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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

class ClientTlsTest {
    private static final TestCa ROOT = TestCa.create();
    private static final SSLContext SERVER = ROOT.server("mail.contoso.com").sslContext();

    @ParameterizedTest
    @ValueSource(strings = {"mail.contoso.com", "localhost", "xn--bcher-kva.example"})
    void namesTheHostThatItWants(String host) throws Exception {
        assertThat(serverNameSeenBy(SERVER, host)).isEqualTo("type=host_name (0), value=" + host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "1.2.3.4"})
    void namesNoAddress(String host) {
        assertThat(ClientTls.anonymous().engine(host, 25).getSSLParameters().getServerNames()).isEmpty();
    }

    @Test
    void shakesHandsWithAHostWhoseNameItCannotSend() throws Exception {
        assertThat(serverNameSeenBy(SERVER, "under_score.contoso.com")).isEmpty();
    }

    @Test
    void speaksTls12And13Only() {
        assertThat(ClientTls.anonymous().engine("mail.contoso.com", 25).getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
    }

    @Test
    void doesNotSpeakTls11() {
        SSLEngine old = SERVER.createSSLEngine();
        old.setUseClientMode(false);
        old.setEnabledProtocols(new String[] {"TLSv1.1"});

        assertThatThrownBy(() -> Handshake.of(ClientTls.anonymous().engine("mail.contoso.com", 25), old)).isInstanceOf(SSLException.class);
    }

    @Test
    void shakesHandsWithAnyCertificate() throws Exception {
        for (TestCertificate certificate : List.of(ROOT.issue().expired().done(), ROOT.issue().notYetValid().done(), ROOT.issue().selfSigned().done(),
                ROOT.issue().forClientsOnly().done(), ROOT.server("mail.fabrikam.com"), ROOT.server("bad\0name"), TestCa.create().server("mail.contoso.com"))) {
            SSLSession session = Handshake.of(ClientTls.anonymous().engine("mail.contoso.com", 25), certificate.sslContext());

            assertThat(session.getPeerCertificates()).startsWith(certificate.certificate());
        }
    }

    @Test
    void resumesWithinOneIdentityAndHostOnly() throws Exception {
        ClientTls ours = ClientTls.anonymous();
        byte[] first = sessionId(ours, "mail.contoso.com", 25);

        assertThat(sessionId(ours, "mail.contoso.com", 25)).isEqualTo(first);
        assertThat(sessionId(ours, "mail.contoso.com", 2525)).isNotEqualTo(first);
        assertThat(sessionId(ours, "mail2.contoso.com", 25)).isNotEqualTo(first);
        assertThat(sessionId(ClientTls.anonymous(), "mail.contoso.com", 25)).isNotEqualTo(first);
    }

    private static byte[] sessionId(ClientTls tls, String host, int port) throws SSLException {
        SSLEngine engine = tls.engine(host, port);
        engine.setEnabledProtocols(new String[] {"TLSv1.2"});
        return Handshake.of(engine, SERVER).getId();
    }

    private static String serverNameSeenBy(SSLContext context, String host) throws SSLException {
        List<String> seen = new ArrayList<>();
        SSLEngine server = context.createSSLEngine();
        server.setUseClientMode(false);
        SSLParameters parameters = server.getSSLParameters();
        parameters.setSNIMatchers(List.of(new SNIMatcher(0) {
            @Override
            public boolean matches(SNIServerName name) {
                seen.add(name.toString());
                return true;
            }
        }));
        server.setSSLParameters(parameters);
        Handshake.of(ClientTls.anonymous().engine(host, 25), server);
        return String.join("\n", seen);
    }
}
