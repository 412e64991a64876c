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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.tls.Handshake;

/** What this Java itself refuses before we see a certificate, and what the client is told: a TLS alert, never a word of SMTP. */
class HandshakeLimitsTest {
    private static final int ROOM = 70_000;
    /** Java 22 made ten certificates eight ({@code jdk.tls.server.maxInboundCertificateChainLength}), and Java 25 says so by another alert. */
    private static final boolean NEWER = Runtime.version().feature() >= 22;
    private static final int LONGEST = NEWER ? 8 : 10;

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theLongestChainAndAThousandNamesPass(String protocol) throws Exception {
        String[] names = new String[1_000];
        Arrays.setAll(names, i -> "host" + i + ".contoso.com");

        assertThat(PresentedCertificate.of(ClientSession.with(chainOf(LONGEST).sslContextForAnyPeer(), protocol)).orElseThrow().chain()).hasSize(LONGEST);
        assertThat(PresentedCertificate.of(ClientSession.with(TestCa.create().client(names).sslContextForAnyPeer(), protocol)).orElseThrow().names()).hasSize(100);
    }

    @Test
    void oneMoreCertificateEndsTheHandshake() throws Exception {
        assertRefused(chainOf(LONGEST + 1), "The certificate chain length (%d) exceeds the maximum allowed length (%d)".formatted(LONGEST + 1, LONGEST),
            NEWER ? "50" : "28", NEWER ? "internal_error" : "handshake_failure");
    }

    @Test
    void aHundredCertificatesEndTheHandshake() throws Exception {
        assertRefused(chainOf(100), "exceeds the maximum allowed size (32768)", "0a", "unexpected_message");
    }

    @Test
    void tenThousandNamesEndTheHandshake() throws Exception {
        String[] names = new String[10_000];
        Arrays.setAll(names, i -> "host" + i + ".contoso.com");

        assertRefused(TestCa.create().client(names), "exceeds the maximum allowed size (32768)", "0a", "unexpected_message");
    }

    private static void assertRefused(TestCertificate certificate, String why, String code, String alert) throws Exception {
        assertThat(HexFormat.of().formatHex(refusal(engine(certificate, "TLSv1.2"), why))).as("an alert in clear").isEqualTo("150303000202" + code);
        SSLEngine client = engine(certificate, "TLSv1.3");
        ByteBuffer sealed = ByteBuffer.wrap(refusal(client, why));
        assertThatThrownBy(() -> client.unwrap(sealed, ByteBuffer.allocate(ROOM))).hasMessageEndingWith("Received fatal alert: " + alert);
    }

    /** What the server sends after it has refused. */
    private static byte[] refusal(SSLEngine client, String why) throws SSLException {
        SSLEngine server = ClientSession.server();
        assertThatThrownBy(() -> Handshake.of(client, server)).isInstanceOf(SSLException.class).hasMessageContaining(why);
        ByteBuffer sent = ByteBuffer.allocate(ROOM);
        server.wrap(ByteBuffer.allocate(0), sent);
        return Arrays.copyOf(sent.array(), sent.position());
    }

    private static SSLEngine engine(TestCertificate certificate, String protocol) {
        SSLEngine client = certificate.sslContextForAnyPeer().createSSLEngine("mx.contoso.com", 25);
        client.setUseClientMode(true);
        client.setEnabledProtocols(new String[] {protocol});
        return client;
    }

    private static TestCertificate chainOf(int number) {
        TestCa last = TestCa.create();
        for (int i = 1; i < number; i++) {
            last = last.intermediate("Authority " + i);
        }
        return last.client("mail.contoso.com");
    }
}
