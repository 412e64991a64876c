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
package io.jamesconnectors.testing.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.tenant.Consignment.Outcome;

/** Reference §2.1 (TLS levels), §4.2 (codes while mail waits), §5.4 (XOORG). */
@Timeout(240)
class CarrierTest {
    private static final TestCa CA = TestCa.create();
    private static final TestCertificate CLIENT = CA.client(TenantSimulator.CERTIFICATE_NAME);
    private static final SSLContext SOUND = CA.server("mail.contoso.test").sslContextForAnyPeer();

    static Stream<Arguments> failures() {
        return Stream.of(
            Arguments.of("451 busy in the greeting", SmtpScript.silent().say("451 4.3.2 busy"), TlsSettings.OPPORTUNISTIC, "451 4.3.2 busy"),
            Arguments.of("no service", SmtpScript.silent().say("554 5.3.2 none"), TlsSettings.OPPORTUNISTIC, "554 5.3.2 none"),
            Arguments.of("a greeting that waits for input", SmtpScript.silent().say("354 go"), TlsSettings.OPPORTUNISTIC, "550 5.0.350 "),
            Arguments.of("no reply at all", SmtpScript.silent().say("hello"), TlsSettings.OPPORTUNISTIC, "550 5.0.350 "),
            Arguments.of("two codes in one reply", SmtpScript.greeting().hear("EHLO").say("250-a", "251 b"), TlsSettings.OPPORTUNISTIC, "550 5.0.350 "),
            Arguments.of("the end of the connection", SmtpScript.silent().close(), TlsSettings.OPPORTUNISTIC, "450 4.4.318 "),
            Arguments.of("no STARTTLS", SmtpScript.offering("SIZE"), TlsSettings.ENCRYPTION_ONLY,
                "450 4.4.317 Cannot connect to remote server [Message=451 5.7.3 STARTTLS is required to send mail]"),
            Arguments.of("STARTTLS refused", SmtpScript.offering("STARTTLS").on("STARTTLS", "454 4.7.0 no"), TlsSettings.OPPORTUNISTIC, "454 4.7.0 no"),
            Arguments.of("a reply slipped in before TLS", SmtpScript.offering("STARTTLS").on("STARTTLS", "220 go\r\n250 in the clear"),
                TlsSettings.ENCRYPTION_ONLY,
                "450 4.4.317 "),
            Arguments.of("no handshake", SmtpScript.offering("STARTTLS").on("STARTTLS", "220 go").hearOctets(5).say("what?"),
                TlsSettings.OPPORTUNISTIC, "450 4.4."),
            Arguments.of("a stranger's root", tls(TestCa.create("Other").server("mail.contoso.test").sslContextForAnyPeer()),
                TlsSettings.CERTIFICATE_VALIDATION,
                "450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot]"),
            Arguments.of("another name", tls(CA.server("other.contoso.test").sslContextForAnyPeer()), TlsSettings.DOMAIN_VALIDATION,
                "450 4.4.317 Cannot connect to remote server [Message=SubjectMismatch Expected Subject: mail.contoso.test. "
                    + "Presented Subject: other.contoso.test"),
            Arguments.of("an old certificate", tls(CA.issue().dnsNames("mail.contoso.test").expired().done().sslContextForAnyPeer()),
                TlsSettings.CERTIFICATE_VALIDATION, "450 4.7.320 Certificate validation failed"),
            Arguments.of("no such sender", SmtpScript.offering().on("MAIL", "550 5.7.1 no"), TlsSettings.OPPORTUNISTIC, "550 5.7.1 no"),
            Arguments.of("no content wanted", SmtpScript.offering().on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "250 what?").quit(),
                TlsSettings.OPPORTUNISTIC,
                "550 5.0.350 "),
            Arguments.of("content refused",
                SmtpScript.offering().on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage().say("554 5.6.0 no").quit(),
                TlsSettings.OPPORTUNISTIC, "554 5.6.0 no"),
            Arguments.of("no answer to the dot", SmtpScript.offering().on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage().close(),
                TlsSettings.OPPORTUNISTIC, "450 4.4.318 "));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("failures")
    void saysWhyAServerDidNotTakeMail(String what, SmtpScript script, TlsSettings settings, String reply) throws Exception {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script); Carrier carrier = carrier()) {
            Outcome outcome = carrier.carry(consignment(server.port(), settings, Map.of("a@contoso.test", "a@contoso.test"), "Subject: s\r\n\r\n"));

            assertThat(outcome.replies()).as(what).hasEntrySatisfying("a@contoso.test", value -> assertThat(value).startsWith(reply));
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        try (Socket bound = new Socket(); Carrier carrier = carrier()) {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Outcome outcome = carrier.carry(consignment(bound.getLocalPort(), TlsSettings.OPPORTUNISTIC, Map.of("a@contoso.test", "a@contoso.test"), ""));

            assertThat(outcome.replies()).containsEntry("a@contoso.test", "450 4.4.316 Connection refused");
            assertThat(outcome.transcript()).isEmpty();
        }
    }

    @Test
    void saysNothingOfMailBeforeTheCertificateIsGood() throws Exception {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(tls(CA.server("other.contoso.test").sslContextForAnyPeer())); Carrier carrier = carrier()) {
            carrier.carry(consignment(server.port(), TlsSettings.DOMAIN_VALIDATION, Map.of("a@contoso.test", "a@contoso.test"), ""));

            assertThat(server.transcript()).containsExactly("EHLO contoso.outbound.protection.outlook.com", "STARTTLS", "<TLS>");
        }
    }

    @Test
    void sendsOneMessageWithOneAnswerForEachRecipient() throws Exception {
        SmtpScript script = tls(SOUND).ehlo("SIZE 1000", "8BITMIME", "XOORG", "DSN").on("MAIL", "250 ok").on("RCPT", "250 ok").on("RCPT", "450 4.2.1 later")
            .on("RCPT", "550 5.1.1 who?").on("DATA", "354 go").hearMessage().say("250 2.0.0 taken").quit();
        Map<String, String> recipients = new LinkedHashMap<>();
        recipients.put("a@contoso.test", "a@target.test");
        recipients.put("b@contoso.test", "b@contoso.test");
        recipients.put("c@contoso.test", "c@contoso.test");
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script); Carrier carrier = carrier()) {
            Outcome outcome = carrier.carry(consignment(server.port(), TlsSettings.DOMAIN_VALIDATION, recipients, "A: \u00e9\r\n\r\n.dot\r\n..\r\nend"));

            assertThat(outcome.replies()).containsEntry("a@contoso.test", "250 2.0.0 taken").containsEntry("b@contoso.test", "450 4.2.1 later")
                .containsEntry("c@contoso.test", "550 5.1.1 who?").hasSize(3);
            assertThat(server.transcript()).containsExactly("EHLO contoso.outbound.protection.outlook.com", "STARTTLS", "<TLS>",
                "EHLO contoso.outbound.protection.outlook.com", "MAIL FROM:<x@contoso.test> SIZE=21 BODY=8BITMIME XOORG=contoso.test",
                "RCPT TO:<a@target.test>",
                "RCPT TO:<b@contoso.test>", "RCPT TO:<c@contoso.test>", "DATA", ".", "QUIT");
            assertThat(server.messages(0)).containsExactly("A: \u00e9\r\n\r\n..dot\r\n...\r\nend\r\n.\r\n");
            assertThat(outcome.transcript()).contains("--- TLSv1.3 ---", "C: (21 bytes)", "S: 250 2.0.0 taken");
        }
    }

    @Test
    void saysXoorgOnlyOverTls() throws Exception {
        SmtpScript script = SmtpScript.offering("XOORG").on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage().say("250 ok").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script); Carrier carrier = carrier()) {
            carrier.carry(consignment(server.port(), TlsSettings.OPPORTUNISTIC, Map.of("a@contoso.test", "a@contoso.test"), "\r\n"));

            assertThat(server.transcript()).contains("MAIL FROM:<x@contoso.test>");
        }
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({"mail.contoso.test, mail.contoso.test, true", "mail.contoso.test, *.contoso.test, true", "*.contoso.test, mail.contoso.test, true",
        "*.contoso.test, a.b.contoso.test, true", "*.contoso.test, *.contoso.test, true", "a.b.contoso.test, *.contoso.test, false",
        "contoso.test, *.contoso.test, false", "*.contoso.test, contoso.test, false", "mail.contoso.test, mail.contoso.test.evil.test, false",
        "mail.contoso.test, *.test, false"})
    void comparesNames(String expected, String presented, boolean covers) {
        assertThat(ServerTrust.covers(expected, presented)).isEqualTo(covers);
    }

    private static SmtpScript tls(SSLContext context) {
        return SmtpScript.offering("STARTTLS").upgrade(context);
    }

    private static Carrier carrier() {
        return new Carrier("contoso.outbound.protection.outlook.com", Optional.empty(), CLIENT.sslContextForAnyPeer(), new ServerTrust(CA));
    }

    private static Consignment consignment(int port, TlsSettings settings, Map<String, String> recipients, String content) {
        return new Consignment(new NextHost("mail.contoso.test", "127.0.0.1", port), settings, "mail.contoso.test", "x@contoso.test", recipients,
            content.getBytes(StandardCharsets.ISO_8859_1), Optional.of("contoso.test"));
    }
}
