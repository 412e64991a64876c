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
package io.jamesconnectors.smtp.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.testing.CapturedLog;
import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.secrets.KeptOutput;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** Logging in with a password, on the wire. */
class LoginTest {
    private static final String PASSWORD = UsedSecrets.note("password of a mailbox", "correct horse battery");
    private static final String USER = "scanner@contoso.test";
    private static final String PLAIN = base64("\0" + USER + "\0" + PASSWORD);
    private static final Mailbox SCANNER = mailbox(USER);

    private static final TestCa CA = TestCa.create();
    private static Path roots = Path.of("");

    private final MutableClock clock = MutableClock.at(Instant.now());
    private final CapturedLog log = new CapturedLog();
    private final List<DeliveryResult> results = new ArrayList<>();

    @BeforeAll
    static void writeRoots(@TempDir Path directory) {
        roots = CA.writeRoot(directory.resolve("roots.pem"));
    }

    @AfterEach
    void nothingHasGivenThePasswordAway() {
        log.close();
        KeptOutput.keep("results.txt", results.stream().map(DeliveryResult::toString).toList());
        assertThat(String.join("\n", log.lines()) + results).doesNotContain(PASSWORD, PLAIN, base64(PASSWORD), PLAIN.substring(0, 20), base64(PASSWORD).substring(0, 16));
    }

    private static Mailbox mailbox(String user) {
        return new Mailbox(user, List.of(), new Login.Password(new SecretSource.Variable("PASSWORD")));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static SmtpScript offering(String... keywords) {
        return SmtpScript.offering("STARTTLS").upgrade(CA.server("mx.partner.test").sslContext()).ehlo(keywords);
    }

    private Workbench bench(ScriptedSmtpServer server) {
        return bench(server, PASSWORD);
    }

    private Workbench bench(ScriptedSmtpServer server, String password) {
        return Workbench.loggingIn(clock, Workbench.logins(clock, Map.of("PASSWORD", password)))
            .to(server.host(), server.port()).floor(TlsSettings.DOMAIN_VALIDATION).names("mx.partner.test").trusting(roots).as(SCANNER);
    }

    private RecipientOutcome outcome(Workbench bench) throws InterruptedException {
        DeliveryResult result = bench.send();
        results.add(result);
        return Workbench.outcomeOf(result);
    }

    private Failure waits(Workbench bench) throws InterruptedException {
        RecipientOutcome outcome = outcome(bench);
        assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
        return Workbench.failure(outcome);
    }

    private List<String> transcriptOfDelivery(SmtpScript login) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(login.takeMessage().quit())) {
            try (Workbench bench = bench(server)) {
                assertThat(outcome(bench)).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            List<String> transcript = server.transcript();
            assertThat(transcript).startsWith("EHLO me.contoso.test", "STARTTLS", "<TLS>", "EHLO me.contoso.test")
                .endsWith("MAIL FROM:<alice@contoso.test>", "RCPT TO:<bob@partner.test>", "DATA", ".", "QUIT");
            return transcript.subList(4, transcript.size() - 5);
        }
    }

    @Test
    void plainGoesWithTheCommand() throws InterruptedException {
        assertThat(transcriptOfDelivery(offering("AUTH LOGIN PLAIN").on("AUTH", "235 2.7.0 welcome"))).containsExactly("AUTH PLAIN " + PLAIN);
        assertThat(results.get(0).attempts().get(0).asLogLine()).contains(" login=scanner@contoso.test mechanism=PLAIN ", " login_ms=");
    }

    @Test
    void loginGoesInThreeSteps() throws InterruptedException {
        assertThat(transcriptOfDelivery(offering("AUTH=LOGIN").on("AUTH", "334 VXNlcm5hbWU6").on("", "334 UGFzc3dvcmQ6").on("", "235 2.7.0 welcome")))
            .containsExactly("AUTH LOGIN", base64(USER), base64(PASSWORD));
    }

    @Test
    void whatIsTooLongForTheCommandGoesAfterIt() throws InterruptedException {
        String longest = "x".repeat(600);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(offering("AUTH PLAIN").on("AUTH", "334 ").on("", "235 ok").takeMessage().quit())) {
            try (Workbench bench = bench(server, longest)) {
                assertThat(outcome(bench)).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(server.transcript()).contains("AUTH PLAIN", base64("\0" + USER + "\0" + longest));
        }
    }

    @Test
    void whatIsTooLongForAnyLineIsNeverSaid() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(offering("AUTH PLAIN").quit()); Workbench bench = bench(server, "x".repeat(12_000))) {
            assertThat(waits(bench).reason()).contains("password or token too long (expected: at most 12288 octets on the wire)");
            assertThat(server.transcript()).endsWith("EHLO me.contoso.test", "QUIT");
        }
    }

    @ParameterizedTest
    @EnumSource(value = TlsSettings.class, names = {"OPPORTUNISTIC", "ENCRYPTION_ONLY"})
    void noPasswordIsShownWithoutAFloorThatVerifies(TlsSettings floor) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(offering("AUTH PLAIN")); Workbench bench = bench(server).floor(floor)) {
            assertThat(waits(bench).reason()).contains("tlsSettings is " + floor.word() + " (expected: CertificateValidation or DomainValidation");
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void noPasswordIsShownToAServerThatIsSomebodyElse() throws InterruptedException {
        SmtpScript stranger = SmtpScript.offering("STARTTLS", "AUTH PLAIN").upgrade(CA.server("mx.stranger.test").sslContext()).quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(stranger); Workbench bench = bench(server)) {
            assertThat(waits(bench).asReply()).startsWith("450 4.7.320 ");
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "STARTTLS", "<TLS>", "QUIT");
        }
    }

    @Test
    void noPasswordIsShownInClearWhateverIsOfferedThere() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("AUTH PLAIN LOGIN").quit()); Workbench bench = bench(server)) {
            assertThat(waits(bench).phase()).isEqualTo(Phase.STARTTLS);
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "QUIT");
        }
    }

    @Test
    void mechanismsThatWereOfferedInClearDoNotCount() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("STARTTLS", "AUTH PLAIN").upgrade(CA.server("mx.partner.test").sslContext()).ehlo("AUTH GSSAPI NTLM").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script); Workbench bench = bench(server)) {
            Failure failure = waits(bench);

            assertThat(failure.asReply()).isEqualTo("454 4.7.0 Login to 127.0.0.1 failed");
            assertThat(failure.reason()).isEqualTo("login as scanner@contoso.test: the server offers AUTH GSSAPI NTLM (expected: PLAIN or LOGIN)");
            assertThat(failure.phase()).isEqualTo(Phase.LOGIN);
            assertThat(server.transcript()).endsWith("EHLO me.contoso.test", "QUIT");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "535 5.7.3 Authentication unsuccessful                                                              | Check user and secret.",
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.      | Set-CASMailbox scanner@contoso.test -SmtpClientAuthenticationDisabled $false, for this mailbox",
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.     | Set-CASMailbox scanner@contoso.test -SmtpClientAuthenticationDisabled $false.",
        "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.                      | better, use <oauth>",
        "535 5.7.139 Authentication unsuccessful                                                            | sign-in logs of Microsoft Entra",
        "535 no more words                                                                                  | Check both",
        "454 4.7.0 Temporary authentication failure                                                         | can't judge logins at the moment",
        "432 4.7.12 A password transition is needed                                                         | password set anew",
        "534 5.7.9 Authentication mechanism is too weak                                                     | an app password",
        "530 Authentication required                                                                         | 587",
        "501 5.5.2 Cannot decode response                                                                   | Check both"})
    void aRefusedLoginMakesMailWaitAndNamesTheRemedy(String reply, String remedy) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(offering("AUTH PLAIN").on("AUTH", reply.strip()).quit()); Workbench bench = bench(server)) {
            Failure failure = waits(bench);

            assertThat(failure.asReply()).isEqualTo("454 4.7.0 Login to 127.0.0.1 failed: " + reply.strip());
            assertThat(failure.reason()).startsWith("login as scanner@contoso.test: PLAIN: " + reply.strip() + "; ").contains(remedy);
            assertThat(results.get(0).attempts().get(0).asLogLine()).contains("tls=DomainValidation:DomainValidation", "login=scanner@contoso.test", "reply=\"" + reply.strip() + "\"");
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "STARTTLS", "<TLS>", "EHLO me.contoso.test", "AUTH PLAIN " + PLAIN, "QUIT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"432 4.3.2 Concurrent connections limit exceeded", "451 4.7.500 Server busy", "451 4.7.230 Too much of this connector", "421 4.3.2 The maximum number of concurrent connections has exceeded a limit"})
    void aBusyServerIsNoRefusalOfTheLogin(String reply) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(offering("AUTH PLAIN").on("AUTH", reply).quit(), offering("AUTH PLAIN").on("AUTH", "235 ok").takeMessage().quit());
                Workbench bench = bench(server)) {
            assertThat(waits(bench).asReply()).isEqualTo(reply);
            assertThat(server.transcript(0)).as("the connection has ended").contains("AUTH PLAIN " + PLAIN);
            assertThat(outcome(bench)).isInstanceOf(RecipientOutcome.Delivered.class);
        }
    }

    @Test
    void aServerThatRepeatsThePasswordIsNotRepeated() throws InterruptedException {
        SmtpScript chatty = offering("AUTH PLAIN").on("AUTH", "535 5.7.8 no: '" + PASSWORD + "', line too long: AUTH PLAIN " + PLAIN.substring(0, 40)).quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(chatty); Workbench bench = bench(server)) {
            assertThat(waits(bench).asReply()).isEqualTo("454 4.7.0 Login to 127.0.0.1 failed: 535 5.7.8 no: '***', line too long: AUTH PLAIN ***");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"250 2.0.0 fine", "354 go on", "334 more?"})
    void whatIsNoAnswerToALoginEndsTheConnection(String reply) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(offering("AUTH PLAIN").on("AUTH", reply).on("*", reply)); Workbench bench = bench(server)) {
            assertThat(waits(bench).asReply()).startsWith("450 4.5.0 ");
            assertThat(server.transcript()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @Test
    void afterARefusalNoConnectionIsMadeForAMinuteThenForTwo() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(offering("AUTH PLAIN").on("AUTH", "535 5.7.3 no").quit()); Workbench bench = bench(server)) {
            waits(bench);
            for (int i = 0; i < 20; i++) {
                assertThat(waits(bench).reason()).contains("not tried for another 60 s, after: ", "535 5.7.3 no");
            }
            assertThat(server.connections()).isEqualTo(1);
            clock.advance(Duration.ofSeconds(59));
            waits(bench);
            assertThat(server.connections()).isEqualTo(1);
            clock.advance(Duration.ofSeconds(1));
            waits(bench);
            assertThat(server.connections()).isEqualTo(2);
            clock.advance(Duration.ofSeconds(119));
            waits(bench);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aLoginThatIsRefusedStopsNoOtherMailbox() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(offering("AUTH PLAIN").on("AUTH", "535 5.7.3 no").quit(),
                offering("AUTH PLAIN").on("AUTH", "235 ok").takeMessage().quit()); Workbench bench = bench(server)) {
            waits(bench);
            assertThat(outcome(bench.as(mailbox("printer@contoso.test")))).isInstanceOf(RecipientOutcome.Delivered.class);
        }
    }

    @Test
    void mailOfTwoMailboxesNeverSharesAConnection() throws InterruptedException {
        SmtpScript twice = offering("AUTH PLAIN").on("AUTH", "235 ok").takeMessage().takeMessage().quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(twice)) {
            try (Workbench bench = bench(server)) {
                outcome(bench);
                outcome(bench.as(mailbox("printer@contoso.test")));
                outcome(bench.as(SCANNER));
            }
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.transcript(0)).contains("AUTH PLAIN " + PLAIN).filteredOn(line -> line.startsWith("MAIL")).hasSize(2);
            assertThat(server.transcript(1)).contains("AUTH PLAIN " + base64("\0printer@contoso.test\0" + PASSWORD)).filteredOn(line -> line.startsWith("MAIL")).hasSize(1);
        }
    }

    @Test
    void aServerThatForgetsTheLoginMakesMailWait() throws InterruptedException {
        SmtpScript forgetful = offering("AUTH PLAIN").on("AUTH", "235 ok").on("MAIL", "530 5.7.57 Client not authenticated to send anonymous mail during MAIL FROM");
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(forgetful, offering("AUTH PLAIN").on("AUTH", "235 ok").takeMessage().quit()); Workbench bench = bench(server)) {
            assertThat(waits(bench).asReply()).isEqualTo("454 4.7.57 Client not authenticated to send anonymous mail during MAIL FROM");
            assertThat(outcome(bench)).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aMissingPasswordIsNamedBeforeAnyConnection() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(offering("AUTH PLAIN"));
                Workbench bench = Workbench.loggingIn(clock, Workbench.logins(clock, Map.of())).to(server.host(), server.port())
                    .floor(TlsSettings.DOMAIN_VALIDATION).names("mx.partner.test").trusting(roots).as(SCANNER)) {
            assertThat(waits(bench).reason()).isEqualTo("secret: the environment variable PASSWORD is not set (expected: the secret)");
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void silenceAfterAuthIsATimeout() throws InterruptedException {
        Workbench impatient = Workbench.impatientIn(Phase.LOGIN, clock, Workbench.logins(clock, Map.of("PASSWORD", PASSWORD)));
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(offering("AUTH PLAIN").hear("AUTH"));
                Workbench bench = impatient.to(server.host(), server.port()).floor(TlsSettings.DOMAIN_VALIDATION).names("mx.partner.test").trusting(roots).as(SCANNER)) {
            assertThat(waits(bench).asReply()).startsWith("450 4.4.315 ");
        }
    }
}
