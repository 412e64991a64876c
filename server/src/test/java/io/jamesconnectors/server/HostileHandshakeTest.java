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
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/** Headers of proxies and handshakes that are meant to harm a listener that asks for client certificates: they end, and others go on. */
class HostileHandshakeTest {
    private static final TestCa CA = TestCa.create();
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String V2 = "\r\n\r\n\0\r\nQUIT\n";
    private static final String V2_TCP4 = V2 + "\u0021\u0011\0\u000c" + "\u00c0\0\u0002\u0007" + "\u007f\0\0\u0001" + "\u009c\u0040" + "\0\u0019";
    private static final String V2_LOCAL = V2 + "\u0020\0\0\0";
    private static final String V1_TCP6 = "PROXY TCP6 2001:db8:5::7 2001:db8::25 40000 25\r\n";

    private final Path directory;
    private final TestCertificate partner = CA.issue().commonName("Partner").done();
    private @Nullable JamesListener listener;

    HostileHandshakeTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void certificate() throws Exception {
        TlsSides.writePem(directory, CA.server("localhost"));
    }

    @AfterEach
    void stop() {
        requireNonNull(listener).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"startTLS", "socketTLS"})
    void readsTheBinaryHeaderOfAProxyBeforeTheHandshake(String how) throws Exception {
        start(how, true);
        assertThat(sound(how, V2_TCP4)).isEqualTo("550 TLSv1.3 CN=Partner from 192.0.2.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"startTLS", "socketTLS"})
    void readsAnIpv6AddressFromAProxy(String how) throws Exception {
        start(how, true);
        assertThat(sound(how, V1_TCP6)).isEqualTo("550 TLSv1.3 CN=Partner from 2001:db8:5:0:0:0:0:7");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"startTLS, unknown", "startTLS, local", "startTLS, garbage", "startTLS, none",
        "socketTLS, unknown", "socketTLS, local", "socketTLS, garbage", "socketTLS, none"})
    void talksToNobodyWhoseProxyDoesNotSayWhoHeIs(String how, String header) throws Exception {
        start(how, true);
        try (SmtpDialogue other = connect(how, V2_TCP4)) {
            List<String> said = allAnswersTo(header(header) + "EHLO client.example\r\nMAIL FROM:<>\r\n");
            assertThat(said).noneMatch(line -> line.contains(" from ") || line.startsWith("250"));
            assertThat(other.say("MAIL FROM:<>")).isEqualTo("550 TLSv1.3 CN=Partner from 192.0.2.7");
        }
    }

    @Test
    void closesAfterAHandshakeMessageThatAnnouncesSixteenMegabytes() throws Exception {
        start("socketTLS", false);
        assertThat(allAnswersTo("\u0016\u0003\u0001\0\u0004\u0001\u00ff\u00ff\u00ff")).noneMatch(line -> line.startsWith("220"));
        assertThat(sound("socketTLS", "")).contains("CN=Partner");
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void turnsACertificateOfFortyKilobytesAway(String protocol) throws Exception {
        start("startTLS", false);
        String[] names = IntStream.range(0, 1_000).mapToObj(i -> i + ".a-name-that-takes-some-room.example").toArray(String[]::new);
        TestCertificate huge = CA.issue().dnsNames(names).done();
        assertThat(huge.certificate().getEncoded()).hasSizeGreaterThan(40_000);
        assertThatThrownBy(() -> {
            try (SmtpDialogue client = SmtpDialogue.connect(requireNonNull(listener).address(), "")) {
                client.startTls(TlsSides.client(CA, huge), protocol);
                throw new IOException("answered: " + client.say("MAIL FROM:<>"));
            }
        }).isInstanceOf(IOException.class).hasMessageNotContaining(" from ");
        assertThat(sound("startTLS", "")).contains("CN=Partner");
    }

    @Test
    void aHundredHandshakesThatStallKeepNobodyWaiting() throws Exception {
        start("socketTLS", false);
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(requireNonNull(listener).address().getAddress(), requireNonNull(listener).address().getPort());
                stalled.add(socket);
                socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0});
            }
            assertThat(sound("socketTLS", "")).contains("CN=Partner");
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    private void start(String how, boolean proxied) throws Exception {
        listener = JamesListener.start(directory, TlsSides.pem(how, "") + "<proxyRequired>" + proxied + "</proxyRequired>", "");
    }

    private String sound(String how, String header) throws Exception {
        try (SmtpDialogue client = connect(how, header)) {
            return client.say("MAIL FROM:<>");
        }
    }

    private SmtpDialogue connect(String how, String header) throws Exception {
        if (how.equals("socketTLS")) {
            return SmtpDialogue.connectByTls(requireNonNull(listener).address(), header, TlsSides.client(CA, partner), TLS_1_3);
        }
        SmtpDialogue dialogue = SmtpDialogue.connect(requireNonNull(listener).address(), header);
        dialogue.startTls(TlsSides.client(CA, partner), TLS_1_3);
        dialogue.say("EHLO client.example");
        return dialogue;
    }

    private static String header(String kind) {
        return switch (kind) {
            case "unknown" -> "PROXY UNKNOWN\r\n";
            case "local" -> V2_LOCAL;
            case "garbage" -> "PROXY TCP4 999.1.2.3 here 70000\r\n";
            case "none" -> "";
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** Everything the listener says until it closes the connection; it has to. */
    private List<String> allAnswersTo(String bytes) throws IOException {
        try (Socket socket = new Socket(requireNonNull(listener).address().getAddress(), requireNonNull(listener).address().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            StringBuilder said = new StringBuilder();
            try {
                for (int octet = socket.getInputStream().read(); octet >= 0; octet = socket.getInputStream().read()) {
                    said.append((char) octet);
                }
            } catch (SocketException e) {
                said.append("\r\nreset");
            }
            return said.toString().lines().toList();
        }
    }
}
