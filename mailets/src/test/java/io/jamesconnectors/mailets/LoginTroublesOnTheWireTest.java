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
package io.jamesconnectors.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.replies.LoginTroubles;
import io.jamesconnectors.connectors.replies.LoginTroubles.LoginTrouble;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.office365.TokenAnswer;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/**
 * What becomes of a mail for which there is no token: each row of {@code docs/reference/loginTroubles.md}, and an endpoint that gives none or something else. It waits,
 * the log names the remedy, no mail server is connected, and the endpoint is asked no more often than its pause allows.
 */
@Timeout(120)
class LoginTroublesOnTheWireTest {
    private static final String JSON = "application/json; charset=utf-8";
    /** The first pause after a failure, and a quarter of it by chance. */
    private static final Duration PAUSE = Duration.ofSeconds(38);

    private final Path folder;
    private final SubmissionStand stand;

    LoginTroublesOnTheWireTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        this.stand = new SubmissionStand(folder);
    }

    @AfterEach
    void close() {
        stand.close();
    }

    static Stream<Named<LoginTrouble>> rows() {
        return LoginTroubles.all().stream().map(row -> Named.of(String.join(" ", row.codes()), row));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachRowMakesMailWaitWithItsRemedyAndTheEndpointIsLeftAlone(LoginTrouble row) throws Exception {
        for (String code : row.codes()) {
            long before = stand.fetches();
            boolean word = !code.startsWith("AADSTS");
            stand.office.tokens().answerNext(TokenAnswer.of(400, JSON, "{\"error\":\"" + (word ? code : "some_error") + "\",\"error_description\":\""
                + (word ? "" : code + ": Words of the platform.") + "\"}"), 1);

            assertThat(stand.waits()).contains("reply=\"454 4.7.0 Login to 127.0.0.1 failed\"", "token for client " + stand.app.clientId() + " of contoso: HTTP 400 ", code,
                quoted("; " + row.meaning() + " " + row.remedy()), " class=configuration meaning=\"We are not logged in: ");
            leavesTheEndpointAlone(before + 1);
            stand.pass(Duration.ofHours(1));
        }
        assertThat(stand.connections()).isZero();
        stand.delivers();
    }

    @Test
    void aMailThatHasWaitedTooLongIsReturned() throws Exception {
        stand.office.tokens().answerNext(TokenAnswer.of(400, JSON, "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000222: Expired.\"}"), 1);

        assertThat(stand.expires()).contains("did not take the message in the time", "454 4.7.0 Login to 127.0.0.1 failed",
            "For the administrator: We are not logged in: there was no password or token, or a refused login is not tried again yet. The log says at reason= what is missing, and what helps.");
    }

    @Test
    void aWrongSecretIsNamed() throws Exception {
        stand.use(stand.byToken("contoso", new Login.Grant.ClientSecret(new SecretSource.Variable("WRONG"))));

        assertThat(stand.waits()).contains("AADSTS7000215", "The client secret is wrong. Copy the secret's value, not its id;");
        leavesTheEndpointAlone(1);
    }

    @Test
    void aSecretThatExpiresInTheMiddleIsNamed() throws Exception {
        stand.delivers();
        stand.pass(Duration.ofDays(181));

        assertThat(stand.waits()).contains("AADSTS7000222", "The client secret has expired. Make a new one under App registrations");
        leavesTheEndpointAlone(2);
    }

    @Test
    void aWrongTenantIsNamed() throws Exception {
        stand.use(stand.byToken("fabrikam", new Login.Grant.ClientSecret(new SecretSource.Variable("SECRET"))));

        assertThat(stand.waits()).contains("AADSTS90002", "There is no such tenant in this cloud. Check tenant");
        leavesTheEndpointAlone(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-20, 20})
    void aClockThatIsWrongIsNamed(long minutes) throws Exception {
        stand.ours.advance(Duration.ofMinutes(minutes));
        stand.use(stand.byToken("contoso", assertion(SubmissionStand.CA.issue().rsaKey().commonName("app").done())));

        assertThat(stand.waits()).contains("AADSTS700024", "the clock of this server is wrong. Set the clock (NTP).");
        leavesTheEndpointAlone(1);
    }

    @Test
    void anExpiredCertificateOfTheApplicationIsNamed() throws Exception {
        stand.use(stand.byToken("contoso", assertion(SubmissionStand.CA.issue().rsaKey().commonName("app").expired().done())));

        assertThat(stand.waits()).contains("certificate");
        assertThat(stand.connections()).isZero();
    }

    /** A secret needs no clock: a token counts from when it was asked for, however the clocks differ. */
    @ParameterizedTest
    @ValueSource(longs = {-400, 400})
    void aClockThatIsFarOffHindersNoSecret(long days) throws Exception {
        stand.theirs.advance(Duration.ofDays(days < 0 ? days : 100));
        stand.delivers();
        stand.delivers();
        assertThat(stand.fetches()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "\"soon\"", "null", "1e400", "[]", "{}", "3599.7", "999999999999"})
    void aTokenWithoutALifeIsNone(String life) throws Exception {
        stand.office.tokens().answerNext(token(life), 1);

        assertThat(stand.waits()).contains("expires_in: ", " (expected: seconds)");
        leavesTheEndpointAlone(1);
        stand.pass(PAUSE);
        stand.delivers();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"3599\"", "999999999"})
    void aTokenWithAnOddLifeIsUsed(String life) throws Exception {
        stand.office.tokens().answerNext(token(life), 1);

        assertThat(stand.waits()).as("the stand-in does not know it").contains("XOAUTH2: 535 5.7.3 Authentication unsuccessful");
        assertThat(stand.connections()).isEqualTo(1);
        stand.pass(Duration.ofMinutes(1));
        stand.delivers();
    }

    @Test
    void anEndpointThatIsDownIsNamedAndLeftAlone() throws Exception {
        stand.office.tokens().down();

        assertThat(stand.waits()).contains("token endpoint localhost: HTTP: ", "(expected: its answer; check that this server reaches it");
        assertThat(stand.waits()).contains("not asked again for ");
        stand.office.tokens().up();
        assertThat(stand.waits()).as("the pause holds").contains("not asked again for ");
        assertThat(stand.fetches()).isZero();
        stand.pass(PAUSE);
        stand.delivers();
    }

    @Test
    void whatIsNoAnswerIsNamedAndTheEndpointLeftAloneLongerEachTime() throws Exception {
        stand.office.tokens().answerNext(TokenAnswer.html(), 1);
        assertThat(stand.waits()).contains("with 'text/html' (expected: application/json; a proxy, or another site, answers for the identity platform)");
        leavesTheEndpointAlone(1);
        stand.pass(PAUSE);
        stand.office.tokens().answerNext(TokenAnswer.huge(), 1);
        assertThat(stand.waits()).contains("token endpoint localhost: HTTP: ", "body: larger (expected: at most 1048576 octets)");
        leavesTheEndpointAlone(2);
        stand.pass(Duration.ofSeconds(59));
        assertThat(stand.waits()).contains("not asked again for ");
        stand.pass(Duration.ofSeconds(16));
        stand.delivers();
        assertThat(stand.fetches()).isEqualTo(3);
    }

    private void leavesTheEndpointAlone(long asked) throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(stand.waits()).contains("not asked again for ");
        }
        assertThat(stand.fetches()).isEqualTo(asked);
    }

    private static TokenAnswer token(String life) {
        return TokenAnswer.of(200, JSON, "{\"token_type\":\"Bearer\",\"expires_in\":" + life + ",\"access_token\":\"" + UsedSecrets.note("access token", "a.token.nobody.knows") + "\"}");
    }

    private Login.Grant assertion(TestCertificate certificate) throws Exception {
        stand.app.certificate(certificate.certificate());
        Path chain = Files.writeString(folder.resolve("app.pem"), certificate.chainPem());
        Path key = Files.writeString(folder.resolve("app.key"), certificate.keyPem());
        return new Login.Grant.ClientAssertion(new ClientCertificate(chain, Optional.of(key), Optional.empty()));
    }

    private static String quoted(String text) {
        return text.replace('"', '\'');
    }
}
