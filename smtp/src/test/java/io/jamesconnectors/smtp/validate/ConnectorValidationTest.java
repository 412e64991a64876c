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
package io.jamesconnectors.smtp.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.session.Timeouts;
import io.jamesconnectors.smtp.validate.Step.Kind;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/** Each step of a validation, good and bad, on the wire. */
class ConnectorValidationTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String HOST = "mx.partner.test";
    private static final List<String> GOOD_CONNECTION = List.of("resolve ok", "connect ok", "banner ok", "ehlo ok", "starttls ok", "handshake ok",
        "certificate ok", "ehlo ok");
    private static final TestCa CA = TestCa.create();
    private static Path roots = Path.of("");

    @BeforeAll
    static void writeRoots(@TempDir Path directory) {
        roots = CA.writeRoot(directory.resolve("roots.pem"));
    }

    private static SmtpScript good(String... keywords) {
        return showing(CA.server(HOST)).ehlo(keywords);
    }

    private static SmtpScript showing(TestCertificate certificate) {
        return SmtpScript.offering("STARTTLS").upgrade(certificate.sslContext());
    }

    private static SmtpScript rehearsing(SmtpScript script) {
        return script.on("MAIL FROM:", "250 2.1.0 ok").on("RCPT TO:", "250 2.1.5 ok").on("RSET", "250 2.0.0 ok");
    }

    private static Trial trial(ScriptedSmtpServer server) {
        return prepared(new Trial(), server);
    }

    private static Trial prepared(Trial trial, ScriptedSmtpServer server) {
        trial.dns.zone().address(HOST, server.host());
        return trial.to(HOST, server.port()).trusting(roots);
    }

    private static Mailbox mailbox(String user) {
        return new Mailbox(user, List.of(), new Login.Password(new SecretSource.Variable("PASSWORD")));
    }

    @Test
    void aGoodConnectorTakesATestMessage() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(rehearsing(good("PIPELINING", "8BITMIME")).takeMessage().quit());
                Trial trial = trial(server).from("alice@contoso.test").sendTo("bob@partner.test").run()) {
            assertThat(trial.outcomes()).startsWith("envelope ok").endsWith("mail ok", "rcpt ok", "message ok").containsSubsequence(GOOD_CONNECTION)
                .hasSize(12);
            assertThat(trial.step(Kind.RESOLVE).what()).isEqualTo("127.0.0.1");
            assertThat(trial.step(Kind.CONNECT).where()).isEqualTo(HOST + " at 127.0.0.1:" + server.port());
            assertThat(trial.step(Kind.EHLO).what()).isEqualTo("STARTTLS");
            assertThat(trial.step(Kind.CERTIFICATE).what()).startsWith("DomainValidation of mx.partner.test met; TLSv1.3 ")
                .contains(" for mx.partner.test, issued by '", ", until 20")
                .contains(" more in the chain");
            assertThat(trial.steps()).allSatisfy(step -> assertThat(step.remedy()).isEmpty());
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "STARTTLS", "<TLS>", "EHLO me.contoso.test",
                "MAIL FROM:<alice@contoso.test>", "RCPT TO:<bob@partner.test>",
                "RSET", "MAIL FROM:<alice@contoso.test>", "RCPT TO:<bob@partner.test>", "DATA", ".", "QUIT");
            assertThat(server.messages(0).get(0)).contains("From: <alice@contoso.test>\r\n", "To: <bob@partner.test>\r\n", "Auto-Submitted: auto-generated\r\n",
                "'Partner out'");
        }
    }

    @Test
    void nobodyIsNamedWhoWasNotAskedFor() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good().quit()); Trial trial = trial(server).run()) {
            assertThat(trial.outcomes()).isEqualTo(GOOD_CONNECTION);
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "STARTTLS", "<TLS>", "EHLO me.contoso.test", "QUIT");
        }
    }

    @Test
    void everyAddressOfEveryExchangerIsTried() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good().quit(), good().quit(), good().quit());
                Trial trial = new Trial().trusting(roots).byMx(server.port(), "partner.test", "*.sales.partner.test")) {
            trial.dns.zone().mx("partner.test", 10, HOST).mx("sales.partner.test", 10, HOST).mx("sales.partner.test", 20, "mx2.partner.test")
                .address(HOST, server.host())
                .address("mx2.partner.test", server.host());
            trial.run();

            assertThat(trial.outcomes()).allMatch(outcome -> outcome.endsWith(" ok")).hasSize(2 + 3 * GOOD_CONNECTION.size());
            assertThat(trial.step(Kind.RESOLVE).where()).isEqualTo("MX of partner.test");
        }
    }

    @Test
    void byMxItMustKnowForWhichDomain() throws InterruptedException {
        try (Trial trial = new Trial().byMx(25, "*").run()) {
            assertThat(trial.failure().what()).startsWith("the MX records of which domain?");
            assertThat(trial.failure().remedy()).contains("--send-to");
        }
    }

    @ParameterizedTest
    @CsvSource({"false, mx.partner.test does not exist, Check the spelling of the smart host", "true, mail exchangers of mx.partner.test: , DNS did not answer"})
    void aHostThatTheDnsDoesNotKnowIsNamed(boolean failing, String what, String remedy) throws InterruptedException {
        try (Trial trial = new Trial().trusting(roots).to(HOST, 25)) {
            if (failing) {
                trial.dns.zone().serverFailure(HOST);
            }
            trial.run();

            assertThat(trial.outcomes()).containsExactly("resolve failed");
            assertThat(trial.failure().what()).startsWith(what);
            assertThat(trial.failure().remedy()).contains(remedy);
        }
    }

    @Test
    void aPortWhereNobodyListensIsNamed() throws InterruptedException, IOException {
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (Trial trial = new Trial().trusting(roots).to("127.0.0.1", taken.getLocalPort()).run()) {
                assertThat(trial.outcomes()).containsExactly("resolve ok", "connect failed");
                assertThat(trial.failure().remedy()).contains("The connection was refused.");
            }
        }
    }

    @Test
    void aServerThatKeepsSilentIsGivenUp() throws InterruptedException {
        Duration each = Trial.LONG;
        Timeouts timeouts = new Timeouts(each, Duration.ofMillis(300), each, each, each, each, each, each, each, each, each, each);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.silent().hear("nothing"));
                Trial trial = prepared(new Trial(timeouts, InstantSource.system(), Trial.logins(InstantSource.system(), Map.of())), server).run()) {
            assertThat(trial.outcomes()).containsExactly("resolve ok", "connect ok", "banner failed");
            assertThat(trial.failure().what()).isEqualTo("greeting: no reply within 300 ms");
            assertThat(trial.failure().remedy()).contains("The connection timed out.");
        }
    }

    @Test
    void aBannerThatTurnsUsAwayIsShownAndHarmless() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.silent().say("554 5.7.1 \u001b[31mgo away").quit());
                Trial trial = trial(server).run()) {
            assertThat(trial.outcomes()).containsExactly("resolve ok", "connect ok", "banner failed");
            assertThat(trial.failure().what()).isEqualTo("greeting: 554 5.7.1 ?[31mgo away");
        }
    }

    @Test
    void withoutStartTlsNothingIsSent() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("PIPELINING").quit());
                Trial trial = trial(server).floor(TlsSettings.ENCRYPTION_ONLY).from("alice@contoso.test").sendTo("bob@partner.test").run()) {
            assertThat(trial.outcomes()).containsExactly("envelope ok", "resolve ok", "connect ok", "banner ok", "ehlo ok", "starttls failed");
            assertThat(trial.failure().what()).isEqualTo("floor EncryptionOnly not reached: STARTTLS not offered");
            assertThat(trial.failure().remedy()).startsWith("The server, or somebody in between, offers no TLS.");
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "QUIT");
        }
    }

    @Test
    void anOpportunisticFloorGoesOnInClearAndSaysSo() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(rehearsing(SmtpScript.offering()).takeMessage().quit(),
            rehearsing(SmtpScript.offering("STARTTLS").on("STARTTLS", "454 4.7.0 not now"))
                .takeMessage().quit())) {
            for (int i = 0; i < 2; i++) {
                try (Trial trial = trial(server).floor(TlsSettings.OPPORTUNISTIC).from("alice@contoso.test").sendTo("bob@partner.test").run()) {
                    assertThat(trial.outcomes()).endsWith("starttls warning", "mail ok", "rcpt ok", "message ok").doesNotContain("starttls ok");
                    assertThat(trial.step(Kind.STARTTLS).what()).contains("mail would go in clear");
                }
            }
        }
    }

    @Test
    void aCertificateOfAnotherNameIsShownWithItsNames() throws InterruptedException {
        below(showing(CA.server("mx.stranger.test")), TlsSettings.DOMAIN_VALIDATION, "DomainValidation of mx.partner.test not met: NAME_MISMATCH: ",
            " for mx.stranger.test, ", "write it into <tlsDomain>");
    }

    @Test
    void anExpiredCertificateIsShownWithItsEnd() throws InterruptedException {
        below(showing(CA.issue().dnsNames(HOST).expired().done()), TlsSettings.CERTIFICATE_VALIDATION, "CertificateValidation not met: EXPIRED: ", ", until 20",
            "have the certificate renewed there");
    }

    @Test
    void aSelfSignedCertificateIsShownWithItsIssuer() throws InterruptedException {
        below(showing(CA.issue().dnsNames(HOST).selfSigned().done()), TlsSettings.CERTIFICATE_VALIDATION, "CertificateValidation not met: SELF_SIGNED: ",
            ", issued by '", "<trustedCertificates>");
    }

    private static void below(SmtpScript script, TlsSettings floor, String rule, String shown, String remedy) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script.quit());
                Trial trial = trial(server).floor(floor).from("alice@contoso.test").sendTo("bob@partner.test").run()) {
            assertThat(trial.outcomes()).endsWith("handshake ok", "certificate failed");
            assertThat(trial.failure().what()).startsWith(rule).contains(shown);
            assertThat(trial.failure().remedy()).contains(remedy);
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "STARTTLS", "<TLS>", "QUIT");
        }
    }

    @Test
    void aCertificateThatEndsSoonIsAWarning() throws InterruptedException {
        Instant now = Instant.now();
        TestCertificate ending = CA.issue().dnsNames(HOST).valid(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(10))).done();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(showing(ending).ehlo().quit()); Trial trial = trial(server).run()) {
            assertThat(trial.outcomes()).contains("certificate warning");
            assertThat(trial.step(Kind.CERTIFICATE).remedy()).contains("within 30 days");
        }
    }

    @Test
    void aRefusedLoginIsExplainedAndShowsNoSecret() throws InterruptedException {
        String reply = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.";
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good("AUTH LOGIN").quit(),
                good("AUTH LOGIN").on("AUTH LOGIN", "334 VXNlcm5hbWU6").on("", "334 UGFzc3dvcmQ6").on("", reply).quit());
                Trial trial = submitting(server, "scanner@contoso.com").from("scanner@contoso.com").run()) {
            assertThat(trial.outcomes()).endsWith("ehlo ok", "login failed");
            assertThat(trial.failure().where()).isEqualTo(HOST + " at 127.0.0.1:" + server.port() + " as scanner@contoso.com");
            assertThat(trial.failure().what()).isEqualTo("login as scanner@contoso.com: LOGIN: " + reply);
            assertThat(trial.failure().remedy()).contains("SmtpClientAuthenticationDisabled");
            assertThat(trial.steps().toString()).doesNotContain(PASSWORD, base64(PASSWORD));
            assertThat(server.transcript(1)).doesNotContain("MAIL FROM:<scanner@contoso.com>");
        }
    }

    private static Trial submitting(ScriptedSmtpServer server, String... users) {
        return prepared(new Trial(Timeouts.of(Trial.LONG), InstantSource.system(), Trial.logins(InstantSource.system(), Map.of("PASSWORD", PASSWORD))), server)
            .as(Stream.of(users).map(ConnectorValidationTest::mailbox).toArray(Mailbox[]::new));
    }

    @Test
    void ofSeveralMailboxesOnlyThatOfTheSenderLogsIn() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good("AUTH PLAIN").quit(),
                good("AUTH PLAIN").on("AUTH PLAIN", "235 2.7.0 welcome").on("MAIL FROM:<b@contoso.com>", "250 ok").on("RSET", "250 ok").quit());
                Trial trial = submitting(server, "a@contoso.com", "b@contoso.com").from("b@contoso.com").run()) {
            assertThat(trial.outcomes()).endsWith("ehlo ok", "login ok", "mail ok");
            assertThat(trial.step(Kind.LOGIN).where()).isEqualTo(HOST + " at 127.0.0.1:" + server.port() + " as b@contoso.com");
            assertThat(server.transcript(1)).endsWith("RSET", "QUIT");
        }
    }

    @Test
    void withoutASenderEachMailboxLogsInAndTheFirstSends() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good("AUTH PLAIN").quit(),
            rehearsing(good("AUTH PLAIN").on("AUTH PLAIN", "235 2.7.0 welcome")).takeMessage().quit(),
                good("AUTH PLAIN").on("AUTH PLAIN", "235 2.7.0 welcome").quit());
                Trial trial = submitting(server, "a@contoso.com", "b@contoso.com").sendTo("bob@partner.test").run()) {
            assertThat(trial.outcomes()).endsWith("login ok", "mail ok", "rcpt ok", "message ok", "login ok");
            assertThat(trial.steps().get(0).what()).isEqualTo("from <a@contoso.com> to <bob@partner.test>, as the mailbox a@contoso.com");
        }
    }

    @Test
    void aMailboxThatWasRefusedIsNotTriedAtTheNextHost() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good("AUTH PLAIN").quit(), good("AUTH PLAIN").on("AUTH PLAIN", "535 5.7.8 no").quit(),
            good("AUTH PLAIN").quit());
                Trial trial = submitting(server, "scanner@contoso.com")) {
            trial.dns.zone().address("second.partner.test", server.host());
            trial.to(List.of(new SmartHost(HOST, server.port()), new SmartHost("second.partner.test", server.port()))).run();

            assertThat(trial.outcomes()).contains("login failed").endsWith("ehlo ok", "login skipped");
        }
    }

    @ParameterizedTest
    @CsvSource({"MAIL FROM:, mail, 550 5.7.60 SMTP; Client does not have permissions to send as this sender",
        "RCPT TO:, rcpt, 550 5.7.64 TenantAttribution; Relay Access Denied"})
    void aRefusedEnvelopeIsExplainedAndNothingIsSent(String command, String step, String reply) throws InterruptedException {
        SmtpScript script = command.startsWith("MAIL") ? good().on(command, reply) : good().on("MAIL FROM:", "250 ok").on(command, reply);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script.on("RSET", "250 ok").quit());
                Trial trial = trial(server).from("alice@contoso.test").sendTo("bob@partner.test").run()) {
            assertThat(trial.outcomes()).endsWith(step + " failed").doesNotContain("message ok");
            assertThat(trial.failure().what()).isEqualTo(reply);
            assertThat(trial.failure().remedy()).isNotEmpty();
            assertThat(server.transcript()).endsWith("RSET", "QUIT");
        }
    }

    @Test
    void aServerThatHangsUpInTheMiddleIsNamed() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good().on("MAIL FROM:", "421 4.3.2 closing").close());
                Trial trial = trial(server).from("alice@contoso.test").run()) {
            assertThat(trial.outcomes()).endsWith("mail failed");
            assertThat(trial.failure().what()).contains("421 4.3.2 closing");
        }
    }

    @Test
    void theRulesOfTheConnectorHoldBeforeAnythingIsConnected() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good().quit());
                Trial trial = trial(server).recipients("partner.test").from("alice@contoso.test").sendTo("bob@stranger.test").run()) {
            assertThat(trial.outcomes().get(0)).isEqualTo("envelope failed");
            assertThat(trial.failure().what()).contains("not for the domain of bob@stranger.test");
            assertThat(server.transcript()).doesNotContain("MAIL FROM:<alice@contoso.test>");
        }
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good().quit());
                Trial trial = trial(server).accepting("contoso.com").option(SendingOption.DIRECT_SEND, "203.0.113.7")) {
            trial.dns.zone().txt("contoso.com", "v=spf1 ip4:203.0.113.7 -all");
            trial.from("scanner@contoso.com").sendTo("bob@stranger.test").run();

            assertThat(trial.failure().what()).startsWith("550 5.7.1 directSend: ");
        }
    }

    @Test
    void spfIsTheLastStep() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good().quit());
                Trial trial = trial(server).accepting("contoso.com", "fabrikam.com").option(SendingOption.DIRECT_SEND, "203.0.113.7")) {
            trial.dns.zone().txt("contoso.com", "v=spf1 ip4:203.0.113.7 -all").txt("fabrikam.com", "v=spf1 -all");
            trial.run();

            assertThat(trial.outcomes()).endsWith("ehlo ok", "spf ok", "spf warning");
            assertThat(trial.steps().get(trial.steps().size() - 1)).satisfies(step -> {
                assertThat(step.where()).isEqualTo("fabrikam.com");
                assertThat(step.what()).startsWith("CON-182 ");
                assertThat(step.remedy()).contains("TXT \"v=spf1 ip4:203.0.113.7 ");
            });
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
