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

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.Cloud;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Login.Grant;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.smtp.login.Logins;
import io.jamesconnectors.smtp.oauth.TokenCache;
import io.jamesconnectors.smtp.secret.Secrets;
import io.jamesconnectors.smtp.session.Timeouts;
import io.jamesconnectors.smtp.validate.Step.Kind;
import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.office365.App;
import io.jamesconnectors.testing.office365.Office365Simulator;
import io.jamesconnectors.testing.office365.SmtpLogins;
import io.jamesconnectors.testing.office365.Tenant;

/** Validating client submission with tokens, against the stand-in for Office 365. */
class OAuthValidationTest {
    private static final TestCa CA = TestCa.create();
    private static final String SECRET = "app~secret+value/1";
    private static final String ADDRESS = "printer@contoso.com";

    @TempDir
    private Path directory = Path.of("");
    private final MutableClock clock = MutableClock.at(Instant.now());
    private final Office365Simulator office = Office365Simulator.start(CA, clock);
    private final Tenant contoso = office.tenant("contoso").authoritative("contoso.com");
    private final io.jamesconnectors.testing.office365.Mailbox printer = contoso.mailbox(ADDRESS);
    private final App app = contoso.app("11111111-2222-3333-4444-555555555555").secret(SECRET, clock.instant().plus(Duration.ofDays(180))).mayTrySending();

    @AfterEach
    void stop() {
        office.close();
    }

    @Test
    void aMailboxSendsAsItself() throws Exception {
        printer.permit(app);
        try (Trial trial = trial(SECRET).from(ADDRESS).sendTo("bob@fabrikam.com").run()) {
            assertThat(trial.outcomes()).endsWith("ehlo ok", "token ok", "login ok", "mail ok", "rcpt ok", "message ok");
            assertThat(trial.step(Kind.LOGIN).what()).isEqualTo("XOAUTH2 accepted");
            assertThat(office.record().messages()).hasSize(1);
            assertThat(trial.steps().toString()).doesNotContain(SECRET, office.tokens().accessToken(app).substring(0, 12));
        }
    }

    @Test
    void whatTheTokenEndpointSaysIsExplained() throws Exception {
        printer.permit(app);
        try (Trial trial = trial("wrong").from(ADDRESS).run()) {
            assertThat(trial.outcomes()).endsWith("ehlo ok", "token failed");
            assertThat(trial.failure().what()).contains("AADSTS7000215");
            assertThat(trial.failure().remedy()).isNotEmpty();
            assertThat(trial.failure().what()).doesNotContain(trial.failure().remedy());
        }
    }

    @Test
    void aMailboxWithoutSmtpLoginsIsExplained() throws Exception {
        printer.permit(app).smtpLogins(SmtpLogins.DISABLED);
        try (Trial trial = trial(SECRET).run()) {
            assertThat(trial.outcomes()).endsWith("token ok", "login failed");
            assertThat(trial.failure().what()).contains("535 5.7.139");
            assertThat(trial.failure().remedy()).contains(ADDRESS);
            assertThat(trial.steps().toString()).doesNotContain(SECRET, office.tokens().accessToken(app).substring(0, 12));
        }
    }

    private Trial trial(String secret) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(CA.trustStore());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        Secrets secrets = new Secrets(Map.of("SECRET", secret)::get);
        Trial trial = new Trial(Timeouts.of(Trial.LONG), clock, new Logins(clock, secrets, TokenCache.open(clock, secrets, () -> 0, tls)));
        trial.dns.zone().address(Office365Simulator.SUBMISSION_HOST, office.submission().host());
        return trial.to(Office365Simulator.SUBMISSION_HOST, office.submission().port()).names(Office365Simulator.SUBMISSION_HOST)
            .trusting(CA.writeRoot(directory.resolve("roots.pem")))
            .as(new Mailbox(ADDRESS, List.of(), new Login.OAuth(Cloud.WORLDWIDE, "contoso", app.clientId(),
                new Grant.ClientSecret(new SecretSource.Variable("SECRET")),
                Optional.of(office.tokens().uri("contoso")))));
    }
}
