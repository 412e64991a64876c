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

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.Cloud;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Login.Grant;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.login.Logins;
import io.jamesconnectors.smtp.oauth.TokenCache;
import io.jamesconnectors.smtp.secret.Secrets;
import io.jamesconnectors.testing.CapturedLog;
import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.office365.AadError;
import io.jamesconnectors.testing.office365.App;
import io.jamesconnectors.testing.office365.Office365Simulator;
import io.jamesconnectors.testing.office365.Tenant;
import io.jamesconnectors.testing.office365.TokenAnswer;
import io.jamesconnectors.testing.secrets.KeptOutput;

/** Logging in with tokens, against the stand-in for Office 365. */
class OAuthLoginTest {
    private static final TestCa CA = TestCa.create();
    private static final String SECRET = "app~secret+value/1";
    private static final String ADDRESS = "printer@contoso.com";
    private static final Envelope FROM_PRINTER = Envelope.of(ADDRESS, List.of("bob@fabrikam.com"));
    private static final Body BODY = Body.of(("From: " + ADDRESS + "\r\nSubject: hello\r\n\r\nHello.\r\n").getBytes(UTF_8));

    @TempDir
    private Path directory = Path.of("");
    private final MutableClock clock = MutableClock.at(Instant.now());
    private final CapturedLog log = new CapturedLog();
    private final List<DeliveryResult> results = new ArrayList<>();
    private final Office365Simulator office = Office365Simulator.start(CA, clock);
    private final Tenant contoso = office.tenant("contoso").authoritative("contoso.com");
    private final io.jamesconnectors.testing.office365.Mailbox printer = contoso.mailbox(ADDRESS);
    private final App app = contoso.app("11111111-2222-3333-4444-555555555555").secret(SECRET, clock.instant().plus(Duration.ofDays(180))).mayTrySending();
    private final Grant bySecret = new Grant.ClientSecret(new SecretSource.Variable("SECRET"));

    @BeforeEach
    void permit() {
        printer.permit(app);
    }

    @AfterEach
    void nothingHasGivenASecretAway() {
        office.close();
        log.close();
        KeptOutput.keep("results.txt", results.stream().map(DeliveryResult::toString).toList());
        assertThat(String.join("\n", log.lines()) + results).doesNotContain(SECRET, "auth=Bearer", "AUTH XOAUTH2 dX", office.tokens().accessToken(app).substring(0, 12));
    }

    private Workbench bench(Grant grant) throws IOException, GeneralSecurityException {
        return bench(grant, office.tokens().uri("contoso"));
    }

    private Workbench bench(Grant grant, URI endpoint) throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(CA.trustStore());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        Secrets secrets = new Secrets(Map.of("SECRET", SECRET)::get);
        Logins logins = new Logins(clock, secrets, TokenCache.open(clock, secrets, Workbench.IN_ORDER, tls));
        return Workbench.loggingIn(clock, logins).to(office.submission().host(), office.submission().port()).floor(TlsSettings.DOMAIN_VALIDATION)
            .names(Office365Simulator.SUBMISSION_HOST).trusting(CA.writeRoot(directory.resolve("roots.pem")))
            .as(new Mailbox(ADDRESS, List.of(), new Login.OAuth(Cloud.WORLDWIDE, "contoso", app.clientId(), grant, Optional.of(endpoint))));
    }

    private RecipientOutcome outcome(Workbench bench) throws InterruptedException {
        DeliveryResult result = bench.send(FROM_PRINTER, BODY);
        synchronized (results) {
            results.add(result);
        }
        return Workbench.outcomeOf(result);
    }

    private void delivers(Workbench bench) throws InterruptedException {
        assertThat(outcome(bench)).isInstanceOf(RecipientOutcome.Delivered.class);
    }

    private String waits(Workbench bench) throws InterruptedException {
        RecipientOutcome outcome = outcome(bench);
        assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
        Failure failure = Workbench.failure(outcome);
        assertThat(failure.asReply()).startsWith("454 4.7.0 Login to ");
        return failure.reason();
    }

    private long logins() {
        return office.record().transcripts().stream().flatMap(List::stream).filter(line -> line.startsWith("AUTH XOAUTH2")).count();
    }

    @Test
    void anApplicationSendsWithItsSecret() throws Exception {
        try (Workbench bench = bench(bySecret)) {
            delivers(bench);
            delivers(bench);
        }
        assertThat(office.record().messages()).hasSize(2);
        assertThat(office.record().tokenFetches()).hasSize(1);
        assertThat(results.get(0).attempts().get(0).asLogLine()).contains(" login=printer@contoso.com mechanism=XOAUTH2 ");
    }

    private Grant assertion(TestCertificate certificate) throws IOException {
        app.certificate(certificate.certificate());
        Path chain = Files.writeString(directory.resolve("app.pem"), certificate.chainPem());
        Path key = Files.writeString(directory.resolve("app.key"), certificate.keyPem());
        return new Grant.ClientAssertion(new ClientCertificate(chain, Optional.of(key), Optional.empty()));
    }

    @Test
    void anApplicationSendsWithItsCertificate() throws Exception {
        office.tokens().switches().refusesRepeatedAssertions(true);
        try (Workbench bench = bench(assertion(CA.issue().rsaKey().commonName("app").done()))) {
            delivers(bench);
            clock.advance(Duration.ofMinutes(70));
            office.submission().dropConnections();
            delivers(bench);
        }
        assertThat(office.record().tokenFetches()).hasSize(2);
    }

    @Test
    void aCertificateThatCanNotSignIsNamed() throws Exception {
        try (Workbench bench = bench(assertion(CA.client("connectors.contoso.com")))) {
            assertThat(waits(bench)).contains("client certificate: " + directory.resolve("app.pem") + " can't sign a login (expected: an RSA key)");
        }
    }

    @Test
    void anOwnerSendsWithARefreshTokenThatIsUsedOnce() throws Exception {
        office.tokens().switches().revokesUsedRefreshTokens(true);
        String first = office.tokens().refreshToken(app, printer);
        Path file = Files.writeString(directory.resolve("refresh"), first);
        try (Workbench bench = bench(new Grant.RefreshToken(new SecretSource.File(file), Optional.of(new SecretSource.Variable("SECRET"))))) {
            delivers(bench);
            assertThat(Files.readString(file)).isNotEqualTo(first);
            clock.advance(Duration.ofMinutes(70));
            office.submission().dropConnections();
            delivers(bench);
        }
        assertThat(office.record().tokenFetches()).hasSize(2);
        assertThat(log.lines()).noneMatch(line -> line.contains(first));
    }

    @Test
    void aStaleTokenIsGivenUpAndFetchedAnewOnce() throws Exception {
        try (Workbench bench = bench(bySecret)) {
            delivers(bench);
            office.tokens().revokeAccessTokens();
            office.submission().dropConnections();
            delivers(bench);
        }
        assertThat(office.record().tokenFetches()).hasSize(2);
    }

    @Test
    void anApplicationWithoutPermissionIsToldWhatItLacksAndNothingIsHammered() throws Exception {
        printer.forbid(app);
        try (Workbench bench = bench(bySecret)) {
            assertThat(waits(bench)).contains("login as printer@contoso.com: XOAUTH2: 535 5.7.3 ", "New-ServicePrincipal", "SMTP.SendAsApp");
            for (int i = 0; i < 20; i++) {
                assertThat(waits(bench)).contains("not tried for another 60 s");
            }
            assertThat(office.submission().connections()).isEqualTo(1);
            assertThat(office.record().tokenFetches()).hasSize(1);
            printer.permit(app);
            clock.advance(Duration.ofMinutes(1));
            delivers(bench);
        }
        assertThat(office.record().tokenFetches()).hasSize(2);
    }

    @Test
    void aChallengeIsAnsweredAndItsErrorTold() throws Exception {
        printer.forbid(app);
        office.submissionSwitches().oauthChallenge(true);
        try (Workbench bench = bench(bySecret)) {
            assertThat(waits(bench)).contains("; challenge: {\"status\":\"");
        }
    }

    @Test
    void aTroubledEndpointMakesMailWaitAndIsLeftAlone() throws Exception {
        try (Workbench bench = bench(bySecret)) {
            office.tokens().answerNext(TokenAnswer.html(), 1);
            assertThat(waits(bench)).contains("with 'text/html' (expected: application/json;");
            for (int i = 0; i < 20; i++) {
                assertThat(waits(bench)).contains("not asked again for 30 s");
            }
            clock.advance(Duration.ofSeconds(30));
            office.tokens().answerNext(TokenAnswer.huge(), 1);
            assertThat(waits(bench)).contains("HTTP: ", "body: larger (expected: at most 1048576 octets)");
            clock.advance(Duration.ofSeconds(60));
            office.tokens().answerNext(TokenAnswer.tooManyRequests(600), 1);
            assertThat(waits(bench)).contains("HTTP 429");
            clock.advance(Duration.ofSeconds(599));
            assertThat(waits(bench)).contains("not asked again for 1 s");
            clock.advance(Duration.ofSeconds(1));
            office.tokens().down();
            assertThat(waits(bench)).contains("HTTP: ");
            clock.advance(Duration.ofSeconds(240));
            office.tokens().up();
            delivers(bench);
        }
        assertThat(office.record().tokenFetches()).hasSize(4);
        assertThat(office.submission().connections()).isEqualTo(1);
    }

    @Test
    void errorsOfTheIdentityPlatformAreToldWithTheRemedy() throws Exception {
        try (Workbench bench = bench(bySecret)) {
            office.tokens().failNext(AadError.badScope("x"), 1);
            assertThat(waits(bench)).contains("token for client " + app.clientId() + " of contoso: HTTP 400 invalid_scope: AADSTS1002012", "; The scope is not known here. ", " trace_id=", " correlation_id=");
        }
        try (Workbench bench = bench(bySecret, office.tokens().uri("fabrikam"))) {
            assertThat(waits(bench)).contains("AADSTS90002");
        }
        assertThat(office.submission().connections()).isZero();
    }

    @Test
    void fiftyWorkersLogInWithOneTokenOverThreeConnections() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(50);
        office.submissionSwitches().messagesPerMinute(1_000);
        try (Workbench bench = bench(bySecret).limits(new ConnectionLimits(3, 1_000, Duration.ofMinutes(5), Duration.ofMinutes(20)))) {
            List<Future<RecipientOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                outcomes.add(workers.submit(() -> outcome(bench)));
            }
            for (Future<RecipientOutcome> outcome : outcomes) {
                assertThat(outcome.get(120, TimeUnit.SECONDS)).isInstanceOf(RecipientOutcome.Delivered.class);
            }
        } finally {
            workers.shutdownNow();
        }
        assertThat(office.record().tokenFetches()).hasSize(1);
        assertThat(printer.mostConnections()).isLessThanOrEqualTo(3);
        assertThat(office.record().concurrencyReplies()).isZero();
    }

    @Test
    void theTranscriptOfAnErrorChallengeIsOfTheMechanism() throws Exception {
        String error = Base64.getEncoder().encodeToString("{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"\u001b[31mx\"}".getBytes(UTF_8));
        SmtpScript script = SmtpScript.offering("STARTTLS").upgrade(CA.server(Office365Simulator.SUBMISSION_HOST).sslContext()).ehlo("AUTH LOGIN XOAUTH2")
            .on("AUTH XOAUTH2 ", "334 " + error).on("", "535 5.7.3 Authentication unsuccessful").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script); Workbench bench = bench(bySecret).to(server.host(), server.port())) {
            assertThat(waits(bench)).contains("XOAUTH2: 535 5.7.3 Authentication unsuccessful; challenge: {\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"?[31mx\"}; ");
            List<String> transcript = server.transcript();
            assertThat(transcript.subList(5, transcript.size())).containsExactly("", "QUIT");
            assertThat(new String(Base64.getDecoder().decode(transcript.get(4).substring("AUTH XOAUTH2 ".length())), UTF_8)).startsWith("user=" + ADDRESS + "\1auth=Bearer ").endsWith("\1\1");
        }
        assertThat(logins()).isZero();
    }
}
