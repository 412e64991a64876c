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
package io.jamesconnectors.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.Program;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.MailSource;
import io.jamesconnectors.testing.ReceivedMessage;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;

/** The main job: a device that a connector admits sends, the one that it doesn't is refused, and the mail leaves over verified TLS. */
class RelayTest {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    static SinkSmtpServer partner;
    static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        TestCa ca = TestCa.create();
        partner = SinkSmtpServer.that().startTls(ca.server("mx.partner.test").sslContext()).requireTls().keep(1000, 100_000).start();
        Path root = ca.writeRoot(home.resolve("root.pem"));
        gateway = GatewayProcess.start(home, """
            <connectors>
              <trustedCertificates>%s</trustedCertificates>
              <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
              <inbound name="Devices" type="organization">
                <senderIPAddresses>127.0.0.1</senderIPAddresses>
              </inbound>
              <inbound name="Bank in" type="partner">
                <senderDomains>bank.test</senderDomains>
                <requireTls>true</requireTls>
              </inbound>
              <inbound name="Courier in" type="partner">
                <senderDomains>courier.test</senderDomains>
                <requireTls>false</requireTls>
                <restrictDomainsToIPAddresses>true</restrictDomainsToIPAddresses>
                <senderIPAddresses>127.0.0.7</senderIPAddresses>
              </inbound>
              <outbound name="Partner" type="partner">
                <recipientDomains>*.partner.test</recipientDomains>
                <smartHosts><smartHost>127.0.0.1:%d</smartHost></smartHosts>
                <useMxRecord>false</useMxRecord>
                <tlsSettings>DomainValidation</tlsSettings>
                <tlsDomain>*.partner.test</tlsDomain>
              </outbound>
            </connectors>
            """.formatted(root, partner.port()));
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            assertThat(gateway.stop()).as("exit status after SIGTERM").isZero();
            gateway.close();
        }
        if (partner != null) {
            partner.close();
        }
    }

    @Test
    void relaysMailOfADeviceOverVerifiedTls() throws Exception {
        int accepted = new MailSource(gateway.smtp(), InetAddress.getByName("127.0.0.1"), "scanner@contoso.test", "anna@partner.test", "relay", 3_000).send(20, 2);

        assertThat(accepted).isEqualTo(20);
        await().atMost(ARRIVAL).untilAsserted(() -> assertThat(received("relay")).hasSize(20));
        assertThat(received("relay")).allSatisfy(message -> {
            assertThat(message.tlsProtocol()).get().asString().startsWith("TLSv1.");
            assertThat(message.sender()).isEqualTo("scanner@contoso.test");
            assertThat(message.recipients()).containsExactly("anna@partner.test");
        });
    }

    @Test
    void relaysEveryByteAsItCame() throws Exception {
        String message = "Date: Sat, 21 Nov 2026 12:00:00 +0000\r\nMIME-Version: 1.0\r\nSubject:  odd \r\n\tand folded\r\nX-odd :kept\r\nFrom: <scanner@contoso.test>\r\nMessage-ID: <odd@it.test>\r\n\r\n"
            + ".leading dot\r\n..two\r\n\r\n \r\nno line end to speak of";
        try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", gateway.smtp())) {
            device.send("EHLO device.test");
            device.send("MAIL FROM:<scanner@contoso.test>");
            device.send("RCPT TO:<anna@partner.test>");
            device.send("DATA");
            assertThat(device.send(message.replaceAll("(?m)^\\.", "..") + "\r\n.")).startsWith("250");
        }
        await().atMost(ARRIVAL).untilAsserted(() -> assertThat(received("odd")).hasSize(1));
        assertThat(received("odd").get(0).text().replaceFirst("(?s)^(Received: .*?\r\n(?:[ \t].*?\r\n)*)", "")).isEqualTo(message + "\r\n");
    }

    @Test
    void refusesTheSameMailFromAnAddressOutsideTheConnector() throws Exception {
        try (SmtpDialogue stranger = SmtpDialogue.open("127.0.0.2", gateway.smtp())) {
            stranger.send("EHLO stranger.test");
            assertThat(stranger.message("scanner@contoso.test", "anna@partner.test", "stranger")).startsWith("550 5.7.64 ");
        }
    }

    @Test
    void refusesASenderThatIsNotOursFromADevice() throws Exception {
        try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", gateway.smtp())) {
            device.send("EHLO device.test");
            assertThat(device.message("root@elsewhere.test", "anna@partner.test", "foreign")).startsWith("550 5.7.64 ");
            assertThat(device.send("RSET")).startsWith("250");
            assertThat(device.message("", "anna@partner.test", "bounce")).startsWith("550 5.7.64 ");
        }
    }

    @Test
    void aGrantDoesNotOutliveItsMail() throws Exception {
        try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", gateway.smtp())) {
            device.send("EHLO device.test");
            assertThat(device.message("scanner@contoso.test", "anna@partner.test", "granted")).startsWith("250");
            assertThat(device.message("scanner@elsewhere.test", "anna@partner.test", "not-granted")).startsWith("550 5.7.64 ");
        }
    }

    @Test
    void asksAPartnerForTlsFirst() throws Exception {
        try (SmtpDialogue bank = SmtpDialogue.open("127.0.0.3", gateway.smtp())) {
            bank.send("EHLO mail.bank.test");
            assertThat(bank.message("teller@bank.test", "anna@contoso.test", "clear")).isEqualTo("530 5.7.0 Must issue a STARTTLS command first");
        }
    }

    @Test
    void refusesAPartnerFromAnAddressThatIsNotItsOwn() throws Exception {
        try (SmtpDialogue forger = SmtpDialogue.open("127.0.0.3", gateway.smtp())) {
            forger.send("EHLO mail.courier.test");
            assertThat(forger.message("driver@courier.test", "anna@contoso.test", "forged")).startsWith("550 5.7.51 ");
        }
    }

    @Test
    void namesNoConnectorToAPeer() throws Exception {
        try (SmtpDialogue stranger = SmtpDialogue.open("127.0.0.2", gateway.smtp())) {
            stranger.send("EHLO stranger.test");
            stranger.message("scanner@contoso.test", "anna@partner.test", "nosy");
            assertThat(String.join("\n", stranger.lastReply())).doesNotContain("Devices", "Bank", "Courier", "Partner");
        }
    }

    @Test
    void swaksIsServedAndRefusedAsTheConnectorsSay() throws Exception {
        Optional<Path> swaks = Program.installed("swaks");
        assumeTrue(swaks.isPresent(), "swaks is not installed");

        assertThat(swaks(swaks.get(), "127.0.0.1", "--tls")).anySatisfy(line -> assertThat(line).contains("<~  250"));
        assertThat(swaks(swaks.get(), "127.0.0.2")).anySatisfy(line -> assertThat(line).contains("550 5.7.64"));

        assertThat(partner.received()).extracting(ReceivedMessage::sender).contains("swaks@contoso.test");
    }

    private static List<ReceivedMessage> received(String subject) {
        return partner.received().stream().filter(message -> message.header("Subject").orElse("").startsWith(subject)).toList();
    }

    private static List<String> swaks(Path swaks, String from, String... more) throws IOException, InterruptedException {
        long before = partner.messages();
        List<String> command = new ArrayList<>(List.of(swaks.toString(), "--server", "127.0.0.1", "--port", Integer.toString(gateway.smtp().getPort()),
            "--local-interface", from, "--from", "swaks@contoso.test", "--to", "anna@partner.test", "--timeout", "60"));
        command.addAll(List.of(more));
        try (Program program = Program.start(home, command)) {
            if (program.awaitExit(ARRIVAL) == 0) {
                assertThat(partner.awaitMessages(before + 1, ARRIVAL)).isTrue();
            }
            return program.lines();
        }
    }
}
