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
package io.jamesconnectors.it.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProviderException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.it.support.ClientTls;
import io.jamesconnectors.it.support.ProxyHeader;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/** Whatever a stranger sends: a clear reply or a closed connection, nothing of our insides, no right; and somebody else's session goes on all the time. */
class BadInputTest {
    private static final String STRANGER = "127.0.0.66";
    private static final int PATIENCE_MILLIS = 60_000;
    private static final String STRANGERS_MAIL =
        "EHLO x\r\nMAIL FROM:<a@contoso.test>\r\nRCPT TO:<x@outside.test>\r\nRCPT TO:<anna@contoso.test>\r\nQUIT\r\n";
    private static final int MANY_RECIPIENTS = 10_000;

    @TempDir
    static Path home;

    static ClientCertificates certificates;
    static InboundGateway gateway;
    static SmtpDialogue bystander;

    @BeforeAll
    static void start() throws Exception {
        certificates = new ClientCertificates();
        certificates.writeRoots(Files.createDirectories(home.resolve("conf")));
        gateway = InboundGateway.start(home, Resource.text("peers.xml"));
        bystander = SmtpDialogue.open("127.0.0.7", gateway.address(InboundGateway.Port.MX));
        bystander.send("EHLO bystander.test");
    }

    @AfterEach
    void theBystanderIsServed() throws Exception {
        assertThat(bystander.send("MAIL FROM:<somebody@elsewhere.test>")).startsWith("250");
        assertThat(bystander.send("RCPT TO:<anna@contoso.test>")).startsWith("250");
        assertThat(bystander.send("RSET")).startsWith("250");
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            assertThat(gateway.decisions())
                .as("each line of the log is one of ours").allMatch(line -> line.matches("[0-9T:.Z+-]+ INFO .* inbound listener=mx .*"))
                .as("rights").noneMatch(line -> line.contains("address=" + STRANGER) && line.contains("verdict=grant-relay"));
            bystander.close();
            gateway.close();
        }
    }

    static Stream<Arguments> brokenCertificates() {
        TestCa nobody = TestCa.create("Nobody");
        TestCertificate sound = nobody.server("relay.contoso.test");
        byte[] wire = encoded(sound.certificate());
        byte[] flipped = wire.clone();
        for (int i = 40; i < flipped.length; i += 17) {
            flipped[i] ^= 0x55;
        }
        TestCa deep = nobody;
        for (int i = 0; i < 99; i++) {
            deep = deep.intermediate("Level " + i);
        }
        TestCertificate hundred = deep.server("relay.contoso.test");
        return Stream.of(
            of("bits turned over", damaged(sound, flipped)),
            of("cut in half", damaged(sound, Arrays.copyOf(wire, wire.length / 2))),
            of("of endless length", damaged(sound, new byte[] {0x30, (byte) 0x84, 0x7f, -1, -1, -1})),
            of("a text", damaged(sound, "-----BEGIN CERTIFICATE-----".getBytes(StandardCharsets.US_ASCII))),
            of("one byte", damaged(sound, new byte[] {0})),
            of("a chain of 100", hundred),
            of("a chain of 100, cut to 9", hundred.sentAs(hundred.chain().subList(0, 9))),
            of("60 times the same", hundred.sentAs(Collections.nCopies(60, hundred.certificate()))),
            of("5,000 names", named(nobody, IntStream.range(0, 5_000).mapToObj(i -> "host" + i + ".contoso.test").toArray(String[]::new))),
            of("an empty name", named(nobody, "")),
            of("a name of 20,000 letters", named(nobody, "a".repeat(20_000) + ".test")));
    }

    static Stream<Arguments> oddCertificates() {
        TestCa nobody = TestCa.create("Nobody");
        return Stream.of(
            of("600 names", named(nobody, IntStream.range(0, 600).mapToObj(i -> "h" + i + ".contoso.test").toArray(String[]::new))),
            of("a name with NUL", named(nobody, "relay.contoso.test\0.evil.test")),
            of("a name with a line", named(nobody, "relay.contoso.test\r\nverdict=grant-relay")),
            of("an asterisk", named(nobody, "*")),
            of("two asterisks", named(nobody, "*.*.test")),
            of("a dot", named(nobody, ".")),
            of("an escape sequence", named(nobody, "\u0001\u001b[31m.test")),
            of("a common name like a line of our log", nobody.issue().commonName("x\\, connector\\=Relay verdict\\=grant-relay").done()));
    }

    @ParameterizedTest
    @MethodSource("oddCertificates")
    void certificatesWithOddNamesAreServedAsNone(TestCertificate certificate) throws Exception {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            String heard = overTls(ClientTls.with(Optional.of(certificate)), version, STRANGERS_MAIL);
            innocent(heard);
            assertThat(heard).startsWith("220 ").contains("550 5.7.64", "250 2.1.5", "221 ");
        }
    }

    @ParameterizedTest
    @MethodSource("brokenCertificates")
    void brokenAndOversizedCertificates(TestCertificate certificate) throws Exception {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            innocent(overTls(ClientTls.with(Optional.of(certificate)), version, STRANGERS_MAIL));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "PROXY UNKNOWN\r\n", "PROXY UNKNOWN 192.0.2.1 192.0.2.2 1 2\r\n", "PROXY TCP4 999.0.2.1 127.0.0.1 1 25\r\n", "PROXY TCP4 192.0.2.1\r\n",
        "PROXY TCP6 192.0.2.1 127.0.0.1 1 25\r\n", "PROXY TCP4 192.0.2.1 127.0.0.1 99999 25\r\n", "PROXY \r\n",
        "PROXY TCP4 relay.contoso.test 127.0.0.1 1 25\r\n",
        "EHLO x\r\nMAIL FROM:<a@contoso.test>\r\nRCPT TO:<x@outside.test>\r\n", "\u0000\u0001\u0002\r\n"})
    void proxyHeadersInText(String header) throws Exception {
        innocent(onProxyPort(header.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void proxyHeadersWithoutEnd() throws Exception {
        innocent(onProxyPort(("PROXY TCP4 " + "1".repeat(5_000)).getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void proxyHeadersInBinary() throws Exception {
        innocent(onProxyPort(ProxyHeader.local()));
        byte[] header = ProxyHeader.binary("192.0.2.1");
        for (int command : new int[] {0x20, 0x2f, 0x01, 0xff}) {
            byte[] odd = header.clone();
            odd[12] = (byte) command;
            innocent(onProxyPort(odd));
        }
        for (int family : new int[] {0x00, 0x31, 0x12, 0xff}) {
            byte[] odd = header.clone();
            odd[13] = (byte) family;
            innocent(onProxyPort(odd));
        }
        byte[] endless = header.clone();
        endless[14] = (byte) 0xff;
        endless[15] = (byte) 0xff;
        innocent(onProxyPort(endless));
        innocent(onProxyPort(Arrays.copyOf(header, 14)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "XOORG=contoso.test", "XOORG=", "XOORG", "XOORG==", "XOORG=+", "XOORG=+0", "XOORG=+zz", "XOORG=contoso.test+00.evil.test", "XOORG=a+0D+0AMAIL",
        "XOORG=contoso.test XOORG=evil.test", "XOORG=..", "XOORG=\u0001", "SIZE=-1", "SIZE=99999999999999999999", "SIZE=x", "=", "====", "XOORG=\u00e9"})
    void parametersOfMail(String parameters) throws Exception {
        try (SmtpDialogue dialogue = SmtpDialogue.open(STRANGER, gateway.address(InboundGateway.Port.MX))) {
            dialogue.send("EHLO x");
            String reply = dialogue.send("MAIL FROM:<a@contoso.test> " + parameters);
            innocent(reply);
            if (reply.startsWith("250")) {
                assertThat(dialogue.send("RCPT TO:<x@outside.test>")).startsWith("550 5.7.64");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000, 100_000, 2_000_000})
    void commandsWithoutEnd(int length) throws Exception {
        for (String command : List.of("MAIL FROM:<a@contoso.test> XOORG=", "EHLO ", "RCPT TO:<")) {
            innocent(plain(InboundGateway.Port.MX, (command + "a".repeat(length) + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII)));
        }
    }

    @Test
    void bytesThatAreNoSmtp() throws Exception {
        byte[] all = new byte[65_536];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 31 + i / 256);
        }
        innocent(plain(InboundGateway.Port.MX, all));
        innocent(plain(InboundGateway.Port.SMTPS, all));
        innocent(plain(InboundGateway.Port.PROXY_MX, all));
        innocent(plain(InboundGateway.Port.MX, "EHLO x\r\nSTARTTLS\r\n\u0016\u0003\u0001 this is no TLS\r\n".getBytes(StandardCharsets.ISO_8859_1)));
        innocent(plain(InboundGateway.Port.MX,
            "EHLO \0\r\nMAIL FROM:<\0@contoso.test>\r\nRCPT TO:<x\0@outside.test>\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void tenThousandRecipients() throws Exception {
        try (SmtpDialogue dialogue = SmtpDialogue.open(STRANGER, gateway.address(InboundGateway.Port.MX))) {
            dialogue.send("EHLO x");
            dialogue.send("MAIL FROM:<a@elsewhere.test>");
            for (int from = 0; from < MANY_RECIPIENTS; from += 100) {
                StringBuilder batch = new StringBuilder();
                for (int i = from; i < from + 100; i++) {
                    batch.append("RCPT TO:<r").append(i).append(i % 10 == 0 ? "@outside.test" : "@contoso.test").append(">\r\n");
                }
                dialogue.write(batch.toString().getBytes(StandardCharsets.US_ASCII));
                for (int i = from; i < from + 100; i++) {
                    assertThat(dialogue.readReply()).matches(i % 10 == 0 ? "(550 5\\.7\\.64|4..) .*" : "(250|4..) .*");
                }
            }
            assertThat(dialogue.send("RSET")).startsWith("250");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void floodsOfHeaders(boolean cloud) throws Exception {
        List<String> floods = List.of(
            "X-OriginatorOrg: contoso.test\r\n".repeat(50_000) + "\r\n",
            "X-OriginatorOrg: " + "a".repeat(900_000) + "\r\n\r\n",
            "X-OriginatorOrg:" + "\r\n contoso.test".repeat(50_000) + "\r\n\r\n",
            "X: y\r\n".repeat(300_000),
            "Received: from [192.0.2.1] by x\r\n".repeat(20_000) + "\r\n",
            ":\r\n: \r\n\0\r\n\r\n");
        for (String flood : floods) {
            try (SmtpDialogue dialogue = SmtpDialogue.open(cloud ? "127.0.0.67" : STRANGER, gateway.address(InboundGateway.Port.MX))) {
                dialogue.send("EHLO x");
                if (cloud) {
                    dialogue.send("STARTTLS");
                    dialogue.startTls(certificates.context(Optional.of("microsoft")));
                    dialogue.send("EHLO x");
                }
                dialogue.send("MAIL FROM:<a@elsewhere.test>");
                assertThat(dialogue.send("RCPT TO:<x@outside.test>")).startsWith(cloud ? "250" : "550 5.7.64");
                assertThat(dialogue.send("RCPT TO:<anna@contoso.test>")).startsWith("250");
                dialogue.send("DATA");
                String reply = dialogue.send(flood + "text\r\n.");
                assertThat(reply).matches("(250 2\\.6\\.0|4..|5..) .*");
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("(?i).*(closed|reset|pipe).*");
            }
        }
    }

    @Test
    void handshakesThatAreNeverFinished() throws Exception {
        List<SmtpDialogue> hanging = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                SmtpDialogue dialogue = SmtpDialogue.open(STRANGER, gateway.address(InboundGateway.Port.MX));
                hanging.add(dialogue);
                dialogue.send("EHLO x");
                assertThat(dialogue.send("STARTTLS")).startsWith("220");
                dialogue.write(new byte[] {0x16, 0x03, 0x01, 0x40, 0x00, 0x01});
            }
            theBystanderIsServed();
        } finally {
            for (SmtpDialogue dialogue : hanging) {
                dialogue.close();
            }
        }
    }

    private static void innocent(String heard) {
        assertThat(heard).doesNotContain("Exception", "\tat ", "java.", "javax.", "io.netty", "org.apache", "io.jamesconnectors",
            "Relay\"", "Cloud", "Courier");
        assertThat(heard).doesNotContainPattern("354 |250 2\\.6\\.0");
    }

    private static String onProxyPort(byte[] header) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header);
        bytes.writeBytes("EHLO x\r\nMAIL FROM:<a@contoso.test>\r\nRCPT TO:<x@outside.test>\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
        return plain(InboundGateway.Port.PROXY_MX, bytes.toByteArray());
    }

    /** Sends these bytes and hears the server out. */
    private static String plain(InboundGateway.Port port, byte[] bytes) throws IOException {
        try (Socket socket = connect(port)) {
            return talk(socket, bytes);
        }
    }

    private static String overTls(SSLContext context, String version, String commands) throws IOException {
        try (Socket socket = connect(InboundGateway.Port.SMTPS);
                SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", 25, true)) {
            tls.setEnabledProtocols(new String[] {version});
            tls.startHandshake();
            return talk(tls, commands.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException | IllegalStateException | ProviderException e) {
            return "";
        }
    }

    private static Socket connect(InboundGateway.Port port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.bind(new InetSocketAddress(InetAddress.getByName(STRANGER), 0));
        socket.connect(gateway.address(port), PATIENCE_MILLIS);
        return socket;
    }

    private static String talk(Socket socket, byte[] bytes) {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            if (!(socket instanceof SSLSocket)) {
                socket.shutdownOutput();
            }
            socket.getInputStream().transferTo(heard);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no reply and not closed within " + PATIENCE_MILLIS + " ms; heard: " + heard, e);
        } catch (IOException e) {
            // Closed by the server while we spoke.
        }
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    private static Arguments of(String title, TestCertificate certificate) {
        return Arguments.of(Named.of(title, certificate));
    }

    private static TestCertificate damaged(TestCertificate sound, byte[] wire) {
        return sound.sentAs(List.of(new DamagedCertificate(sound.certificate(), wire)));
    }

    private static TestCertificate named(TestCa authority, String... names) {
        return authority.issue().dnsNames(names).done();
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
