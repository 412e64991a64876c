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

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.ClientTls;
import io.jamesconnectors.it.support.ProxyHeader;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/**
 * With every configuration that is shipped, a stranger gets nobody outside accepted: without login, without a certificate that is trusted, and from
 * addresses that no configuration names.
 */
class OpenRelayTest {
    private static final Path SHIPPED = Path.of("..", "conf");
    private static final String DIRECT = "127.0.0.66";
    private static final List<String> PROXIED = List.of("100.64.66.66", "3fff:66::66");
    private static final List<String> OUTSIDE = List.of(
        "<x@outside.test>", "<X@OUTSIDE.TEST>", "<x@outside.test.>", "<x@[192.0.2.1]>", "<x@192.0.2.1>",
        "<x@[IPv6:2001:db8::1]>", "<x@[127.0.0.1]>",
        "<postmaster@outside.test>", "<abuse@outside.test>", "<@contoso.com:x@outside.test>", "<@contoso.com,@relay.test:x@outside.test>",
        "<x@outside.test@contoso.com>", "<\"x@contoso.com\"@outside.test>", "<\"x@outside.test\"@outside.test>", "<x%contoso.com@outside.test>",
        "<contoso.com!x@outside.test>", "<x@sub.outside.test>", "<x@xcontoso.com>", "<x@contoso.com.outside.test>", "<x@outside.test#contoso.com>",
        "<x@#3221225985>", "<x@outside.test>,<anna@contoso.com>", "<x@outside.test> NOTIFY=NEVER", "<x@outside.test> ORCPT=rfc822;anna@contoso.com",
        "x@outside.test", "<x@outs\u00efde.test>", "<anna@contoso.com\t@outside.test>", "<x@outside.test> XOORG=contoso.com",
        "<x@mail.protection.outlook.com>");
    private static final List<String> OURS_BY_ALL_RULES = List.of(
        "<x%outside.test@contoso.com>", "<outside.test!x@contoso.com>", "<\"x@outside.test\"@contoso.com>", "<\"x%outside.test\"@contoso.com>",
        "<@outside.test:anna@contoso.com>");
    private static final List<String> SENDERS = List.of(
        "<>", "<anna@contoso.com>", "<ANNA@CONTOSO.COM>", "<postmaster@contoso.com>", "<spam@outside.test>", "<anna>", "<anna@[127.0.0.1]>",
        "<anna@contoso.com> XOORG=contoso.com", "<spam@outside.test> XOORG=contoso.com AUTH=<anna@contoso.com> SIZE=100",
        "<@contoso.com:spam@outside.test>", "<anna@contoso.com> BODY=8BITMIME XUNKNOWN=1", "<\"anna@contoso.com\"@outside.test>");

    @TempDir
    static Path home;

    static TestCa stranger;
    static InboundGateway gateway;
    static int attempts;

    @BeforeAll
    static void start() throws Exception {
        stranger = TestCa.create("Stranger");
        gateway = InboundGateway.start(home, "<connectors/>");
    }

    @AfterAll
    static void stop() throws Exception {
        System.out.println("open relay: " + attempts + " attempts to reach a recipient outside");
        if (gateway != null) {
            gateway.close();
        }
    }

    @TestFactory
    Stream<DynamicContainer> noShippedConfigurationRelaysForStrangers() throws IOException {
        return shipped().stream().map(file -> DynamicContainer.dynamicContainer(SHIPPED.relativize(file).toString(), Stream.of(
            DynamicTest.dynamicTest("is taken", () -> load(file)),
            DynamicTest.dynamicTest("in clear", () -> tryAll(this::direct)),
            DynamicTest.dynamicTest("behind PROXY", this::tryProxied),
            DynamicTest.dynamicTest("over TLS without a certificate", () -> tryAll(() -> overTls(Optional.empty()))),
            DynamicTest.dynamicTest("with untrusted certificates of well-known names", this::tryCertificates),
            DynamicTest.dynamicTest("with a PROXY header where none belongs", this::tryInjectedProxy),
            DynamicTest.dynamicTest("with commands injected before TLS", this::tryInjectedCommands),
            DynamicTest.dynamicTest("with a forged X-OriginatorOrg", this::tryForgedHeader))));
    }

    private static void load(Path file) throws Exception {
        try (Stream<Path> beside = Files.list(file.getParent())) {
            for (Path other : beside.filter(Files::isRegularFile).toList()) {
                Files.copy(other, home.resolve("conf").resolve(other.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        // The list as it would have been fetched; nothing is fetched in a test.
        Files.writeString(home.resolve("var/exchange-online.json"), Resource.text("exchange-online.json"));
        // What the administrator has to add: our own certificate, and secrets, which are in files here.
        TestCertificate ours = stranger.server("relay.contoso.com");
        Files.writeString(home.resolve("conf/relay.pem"), ours.chainPem());
        Files.writeString(home.resolve("conf/relay.key"), ours.keyPem());
        Files.writeString(home.resolve("conf/secret"), "open sesame, or something longer");
        HttpResponse<String> answer = gateway.reload(Files.readString(file).replace(" instance=\"Worldwide\"", "")
            .replaceAll("(password|clientSecret|secret)Variable=\"[^\"]+\"", "$1File=\"file://conf/secret\""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void tryProxied() throws Exception {
        for (String address : PROXIED) {
            tryAll(() -> greeted(SmtpDialogue.open("127.0.0.1", gateway.address(InboundGateway.Port.PROXY_MX), ProxyHeader.binary(address))));
        }
    }

    private void tryCertificates() throws Exception {
        for (String name : List.of("mail.protection.outlook.com", "*.contoso.com", "contoso.com", "mail.contoso.com", "mail.contosobank.com")) {
            TestCertificate selfSigned = stranger.issue().commonName(name).dnsNames(name).selfSigned().done();
            for (TestCertificate certificate : List.of(stranger.server(name), selfSigned)) {
                try (SmtpDialogue dialogue = overTls(Optional.of(certificate))) {
                    assertThat(String.join("\n", dialogue.lastReply())).doesNotContain("XOORG");
                    for (String sender : SENDERS) {
                        tryTo(dialogue, sender, List.of("<x@outside.test>"));
                    }
                }
            }
        }
    }

    private void tryInjectedProxy() throws Exception {
        for (byte[] header : List.of(ProxyHeader.text("192.0.2.7"), ProxyHeader.text("127.0.0.1"), ProxyHeader.binary("192.0.2.7"))) {
            try (SmtpDialogue dialogue = greeted(SmtpDialogue.open(DIRECT, gateway.address(InboundGateway.Port.MX)))) {
                dialogue.write(header);
                dialogue.write("NOOP end\r\n".getBytes(StandardCharsets.US_ASCII));
                int unknown = 0;
                for (String reply = dialogue.readReply(); !reply.startsWith("250"); reply = dialogue.readReply()) {
                    assertThat(reply).as("the signature of version 2 has a line QUIT").matches("(5[0-9][0-9]|221) .*");
                    assertThat(++unknown).isLessThan(10);
                }
                tryTo(dialogue, "<anna@contoso.com>", OUTSIDE);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("connection closed");
            }
        }
    }

    private void tryInjectedCommands() throws Exception {
        try (SmtpDialogue dialogue = direct()) {
            dialogue.write("STARTTLS\r\nMAIL FROM:<anna@contoso.com>\r\nRCPT TO:<x@outside.test>\r\n".getBytes(StandardCharsets.US_ASCII));
            String reply = dialogue.readReply();
            if (reply.startsWith("220")) {
                dialogue.startTls(ClientTls.with(Optional.empty()));
                assertThat(dialogue.send("EHLO stranger.test")).as("nothing from before TLS is answered").startsWith("250");
                assertThat(dialogue.send("DATA")).as("nothing from before TLS was done").startsWith("503");
                tryTo(dialogue, "<anna@contoso.com>", OUTSIDE);
            }
        } catch (IOException e) {
            assertThat(e).as("the connection is closed")
                .hasMessageMatching("(?is).*(closed|reset|handshake|pipe|terminated|unsupported|unrecognized|plaintext).*");
        }
    }

    private void tryForgedHeader() throws Exception {
        try (SmtpDialogue dialogue = direct()) {
            dialogue.send("MAIL FROM:<anna@contoso.com> XOORG=contoso.com");
            boolean accepted = dialogue.send("RCPT TO:<anna@contoso.com>").startsWith("250");
            assertThat(dialogue.send("RCPT TO:<x@outside.test>")).startsWith("5");
            if (accepted) {
                assertThat(dialogue.send("DATA")).startsWith("354");
                dialogue.send("X-OriginatorOrg: contoso.com\r\nSubject: forged\r\n\r\n.");
                tryTo(dialogue, "<anna@contoso.com>", OUTSIDE);
            }
        }
    }

    private void tryAll(Opening opening) throws Exception {
        for (String sender : SENDERS) {
            try (SmtpDialogue dialogue = opening.open()) {
                tryTo(dialogue, sender, OUTSIDE);
                int before = gateway.decisions().size();
                dialogue.send("RSET");
                if (dialogue.send("MAIL FROM:" + sender).startsWith("250")) {
                    for (String recipient : OURS_BY_ALL_RULES) {
                        dialogue.send("RCPT TO:" + recipient);
                    }
                }
                List<String> decisions = gateway.decisions();
                assertThat(decisions.subList(before, decisions.size())).as(sender)
                    .noneMatch(line -> line.contains("verdict=grant-relay") || line.contains("verdict=await-message"));
            }
        }
    }

    private static void tryTo(SmtpDialogue dialogue, String sender, List<String> recipients) throws IOException {
        dialogue.send("RSET");
        if (!dialogue.send("MAIL FROM:" + sender).startsWith("250")) {
            return;
        }
        for (String recipient : recipients) {
            attempts++;
            assertThat(dialogue.send("RCPT TO:" + recipient)).as("%s to %s", sender, recipient).matches("(4|5)[0-9][0-9] .*");
        }
        assertThat(dialogue.send("DATA")).as("no recipient, no message").startsWith("503");
    }

    private SmtpDialogue direct() throws IOException {
        return greeted(SmtpDialogue.open(DIRECT, gateway.address(InboundGateway.Port.MX)));
    }

    private SmtpDialogue overTls(Optional<TestCertificate> certificate) throws IOException {
        SmtpDialogue dialogue = direct();
        assertThat(dialogue.send("STARTTLS")).startsWith("220");
        dialogue.startTls(ClientTls.with(certificate));
        return greeted(dialogue);
    }

    private static SmtpDialogue greeted(SmtpDialogue dialogue) throws IOException {
        assertThat(dialogue.send("EHLO stranger.test")).startsWith("250");
        return dialogue;
    }

    private static List<Path> shipped() throws IOException {
        List<Path> files = new ArrayList<>(List.of(SHIPPED.resolve("connectors.xml")));
        try (Stream<Path> scenarios = Files.list(SHIPPED.resolve("scenarios"))) {
            scenarios.map(scenario -> scenario.resolve("connectors.xml")).filter(Files::exists).sorted().forEach(files::add);
        }
        return files;
    }

    private interface Opening {
        SmtpDialogue open() throws IOException;
    }
}
