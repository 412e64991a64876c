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
package io.jamesconnectors.it.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.it.support.FreePort;
import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.PolicyServer;
import io.jamesconnectors.it.support.Postfix;
import io.jamesconnectors.it.support.PostfixServer;
import io.jamesconnectors.it.support.PostfixServer.Held;
import io.jamesconnectors.it.support.QueueAdministration;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.MailSource;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/** A real Postfix as the partner: one that demands TLS, one that demands our certificate, and one that greylists. */
class PostfixPartnerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String GREYLISTED = "451 4.7.1 Greylisted, come again later";

    @TempDir
    static Path home;

    static final Map<String, AtomicInteger> ASKED = new ConcurrentHashMap<>();
    static PolicyServer greylist;
    static PostfixServer postfix;
    static GatewayProcess gateway;
    static QueueAdministration queues;
    static int encrypted;

    @BeforeAll
    static void start() throws Exception {
        Optional<String> obstacle = Postfix.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle::get);
        TestCa ca = TestCa.create();
        Path root = ca.writeRoot(home.resolve("root.pem"));
        TestCertificate server = ca.server("mx.partner.test");
        TestCertificate ours = ca.issue().commonName("Contoso Relay").dnsNames("relay.contoso.test").forClientsOnly().done();
        List<String> tls = List.of("smtpd_tls_security_level=encrypt",
            "smtpd_tls_cert_file=" + Files.writeString(home.resolve("server.pem"), server.chainPem()),
            "smtpd_tls_key_file=" + Files.writeString(home.resolve("server.key"), server.keyPem()), "smtpd_tls_CAfile=" + root);
        Path pins = Files.writeString(home.resolve("pins"), fingerprint(ours) + " OK\n");
        greylist = PolicyServer.start(request -> greylisted(request.getOrDefault("recipient", "")));
        encrypted = FreePort.find();
        int certified = FreePort.find();
        int pinned = FreePort.find();
        int greylisting = FreePort.find();
        postfix = PostfixServer.start(Files.createDirectories(home.resolve("postfix")), Map.of(
            encrypted, tls,
            certified, with(tls, "smtpd_tls_req_ccert=yes"),
            pinned, with(tls, "smtpd_tls_ask_ccert=yes", "smtpd_tls_fingerprint_digest=sha256",
                "smtpd_recipient_restrictions=check_ccert_access texthash:" + pins + ", reject"),
            greylisting, with(tls, "smtpd_recipient_restrictions=" + greylist.restriction())));
        String certificate = "<clientCertificate chain=\"file://" + Files.writeString(home.resolve("relay.pem"), ours.chainPem())
            + "\" key=\"file://" + Files.writeString(home.resolve("relay.key"), ours.keyPem()) + "\"/>";
        gateway = GatewayProcess.start(home, """
            <connectors>
              <trustedCertificates>%s</trustedCertificates>
              <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
              <inbound name="Devices" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
            """.formatted(root)
            + outbound("encrypted", encrypted, "")
            + outbound("certified", certified, certificate)
            + outbound("pinned", pinned, certificate)
            + outbound("nameless-tls13", certified, "<tlsOptions ciphers=\"TLS_AES_256_GCM_SHA384\"/>")
            + outbound("nameless-tls12", certified, "<tlsOptions ciphers=\"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384\"/>")
            + outbound("greylisting", greylisting, "")
            + "</connectors>");
        queues = new QueueAdministration(gateway, gateway.token());
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (postfix != null) {
            postfix.close();
        }
        if (greylist != null) {
            greylist.close();
        }
    }

    @Test
    void getsItsMailOverVerifiedTlsWhereItDemandsTls() throws Exception {
        try (SmtpDialogue clear = SmtpDialogue.open("127.0.0.1", new InetSocketAddress("127.0.0.1", encrypted))) {
            clear.send("EHLO contoso.test");
            assertThat(clear.send("MAIL FROM:<scanner@contoso.test>")).as("it does demand TLS").startsWith("530 5.7.0");
        }
        MailSource source = new MailSource(gateway.smtp(), InetAddress.getByName("127.0.0.1"), "scanner@contoso.test", "anna@encrypted.test", "encrypted", 2_000);

        assertThat(source.send(50, 4)).isEqualTo(50);

        List<String> attempts = await().atMost(PATIENCE).pollInterval(POLL).until(() -> attempts("encrypted"), lines -> lines.size() >= 50);
        assertThat(attempts).allSatisfy(line -> assertThat(line).contains("tls=DomainValidation:DomainValidation", "protocol=TLSv1.3", "reply=\"250 2.0.0"));
        List<Held> held = held("anna@encrypted.test");
        assertThat(held).extracting(Held::messageId).containsExactlyInAnyOrderElementsOf(source.messageIds(50));
        assertThat(held).allSatisfy(message -> assertThat(message.text()).contains("using TLSv1.3 with cipher"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"certified", "pinned"})
    void getsItsMailFromUsWhenWeShowTheCertificateThatItDemands(String connector) throws Exception {
        String recipient = "anna@" + connector + ".test";
        send(connector, recipient);

        List<String> attempts = await().atMost(PATIENCE).pollInterval(POLL).until(() -> attempts(connector), lines -> !lines.isEmpty());
        assertThat(attempts).singleElement().satisfies(line -> assertThat(line).contains("client_certificate=", "Contoso Relay", "reply=\"250 2.0.0"));
        assertThat(held(recipient)).singleElement().satisfies(message -> assertThat(message.text()).contains("Client CN \"Contoso Relay\"", "(verified OK)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nameless-tls13", "nameless-tls12"})
    void getsNothingWhenWeHaveNoCertificateToShow(String connector) throws Exception {
        String recipient = "anna@" + connector + ".test";
        send(connector, recipient);

        await("two attempts").atMost(PATIENCE).pollInterval(POLL).until(() -> attempts(connector).size() >= 2);
        assertThat(attempts(connector)).allSatisfy(line -> assertThat(line).contains("recipients=0/1", "certificate"));
        assertThat(held(recipient)).isEmpty();
        assertThat(postfix.log()).as("what Postfix heard").noneSatisfy(line -> assertThat(line).contains(recipient));
        await("it waits").atMost(PATIENCE).pollInterval(POLL).until(() -> queues.size("connector-" + connector) == 1);
    }

    @Test
    void getsItsMailAtTheSecondAttemptWhereItGreylistsAndNobodyTwice() throws Exception {
        try (SmtpDialogue device = device()) {
            device.send("MAIL FROM:<scanner@contoso.test>");
            for (String recipient : List.of("known@greylisting.test", "new1@greylisting.test", "new2@greylisting.test")) {
                assertThat(device.send("RCPT TO:<" + recipient + ">")).startsWith("250");
            }
            device.send("DATA");
            assertThat(device.send("Subject: greylisted\r\nMessage-ID: <greylisted@it.test>\r\n\r\nHello.\r\n.")).startsWith("250");
        }

        await("nothing waits any more").atMost(PATIENCE).pollInterval(POLL).until(() -> queues.isEmpty("connector-greylisting"));
        assertThat(held("greylisting.test")).as("one copy for whom it knew, one for the others").hasSize(2);
        for (String recipient : List.of("known", "new1", "new2")) {
            assertThat(held(recipient + "@greylisting.test")).as(recipient).singleElement().extracting(Held::messageId).isEqualTo("<greylisted@it.test>");
        }
        assertThat(ASKED).as("how often each was named").hasEntrySatisfying("known@greylisting.test", times -> assertThat(times).hasValue(1))
            .hasEntrySatisfying("new1@greylisting.test", times -> assertThat(times).hasValue(2))
            .hasEntrySatisfying("new2@greylisting.test", times -> assertThat(times).hasValue(2));
        assertThat(gateway.log().lines()).anySatisfy(line -> assertThat(line).contains("connector=\"greylisting\" outcome=deferred", "failed_attempts=1", "reply=\"451 4.7.1"));
    }

    /** Whom it does not know it tells to come again, the first time. */
    private static String greylisted(String recipient) {
        int times = ASKED.computeIfAbsent(recipient, key -> new AtomicInteger()).incrementAndGet();
        return times == 1 && recipient.startsWith("new") ? GREYLISTED : "OK";
    }

    private static void send(String connector, String recipient) throws Exception {
        try (SmtpDialogue device = device()) {
            assertThat(device.message("scanner@contoso.test", recipient, connector)).startsWith("250");
        }
    }

    private static SmtpDialogue device() throws Exception {
        SmtpDialogue device = SmtpDialogue.open("127.0.0.1", gateway.smtp());
        device.send("EHLO device.test");
        return device;
    }

    /** The messages at Postfix whose envelope or header names this recipient. */
    private static List<Held> held(String recipient) throws Exception {
        return postfix.messages().stream().filter(message -> message.text().contains(recipient)).toList();
    }

    private static List<String> attempts(String connector) throws Exception {
        return gateway.log().lines().filter(line -> line.contains(" connector=" + connector + " ") && line.contains(" tls=")).toList();
    }

    private static List<String> with(List<String> options, String... more) {
        return Stream.concat(options.stream(), Stream.of(more)).toList();
    }

    private static String fingerprint(TestCertificate certificate) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.chain().get(0).getEncoded());
        return HexFormat.ofDelimiter(":").formatHex(digest).toUpperCase(Locale.ROOT);
    }

    private static String outbound(String name, int port, String more) {
        return """
            <outbound name="%1$s" type="partner">
              <recipientDomains>%1$s.test</recipientDomains>
              <useMxRecord>false</useMxRecord>
              <smartHosts><smartHost>127.0.0.1:%2$d</smartHost></smartHosts>
              <tlsSettings>DomainValidation</tlsSettings>
              <tlsDomain>mx.partner.test</tlsDomain>
              %3$s
              <retry waits="1s"/>
            </outbound>
            """.formatted(name, port, more);
    }
}
