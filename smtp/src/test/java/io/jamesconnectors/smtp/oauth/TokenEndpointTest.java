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
package io.jamesconnectors.smtp.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.Cloud;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Login.Grant;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.smtp.secret.Secret;
import io.jamesconnectors.smtp.secret.Secrets;
import io.jamesconnectors.testing.CapturedLog;
import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.testing.secrets.UsedSecrets;

class TokenEndpointTest {
    private static final String SECRET = UsedSecrets.note("client secret", "app~secret+value/1");
    private static final String TOKEN = UsedSecrets.note("access token", "eyJ0eXAi.eyJhdWQi.c2lnbmF0dXJl");
    private static final Grant BY_SECRET = new Grant.ClientSecret(new SecretSource.Variable("SECRET"));
    private static final String GOOD = "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"ext_expires_in\":3599,\"access_token\":\"" + TOKEN + "\"}";

    @TempDir
    private Path directory = Path.of("");
    private final CapturedLog log = new CapturedLog();
    private final MutableClock clock = MutableClock.at(Instant.parse("2026-03-01T12:00:00Z"));
    private final List<String> forms = new ArrayList<>();
    private final List<URI> places = new ArrayList<>();
    private TokenTransport.Answer answer = answer(200, "application/json", GOOD);
    private final Secrets secrets = new Secrets(Map.of("SECRET", SECRET)::get);
    private final TokenEndpoint endpoint = new TokenEndpoint((place, form) -> {
        places.add(place);
        forms.add(new String(form, UTF_8));
        return new TokenTransport.Answer(answer.status(), answer.contentType(), answer.retryAfter(), answer.body().clone());
    }, secrets, clock);

    @AfterEach
    void nothingHasGivenASecretAway() {
        log.close();
        List.of("refresh-one", "refresh-two", "refresh-by-hand").forEach(token -> UsedSecrets.note("refresh token", token));
        assertThat(String.join("\n", log.lines())).doesNotContain(SECRET, TOKEN, "refresh-one", "refresh-two");
    }

    private static TokenTransport.Answer answer(int status, String type, String body) {
        return new TokenTransport.Answer(status, type, Optional.empty(), body.getBytes(UTF_8));
    }

    private static Login.OAuth login(Cloud cloud, Grant grant) {
        return new Login.OAuth(cloud, "contoso.com", "1111-2222", grant, Optional.empty());
    }

    private static Login.OAuth at(String place) {
        return new Login.OAuth(Cloud.WORLDWIDE, "contoso.com", "1111-2222", BY_SECRET, Optional.of(URI.create(place)));
    }

    private Path refreshTokenFile(String token) throws IOException {
        return Files.writeString(directory.resolve("refresh"), token + "\n");
    }

    private static Login.OAuth refreshing(Path file) {
        return login(Cloud.WORLDWIDE, new Grant.RefreshToken(new SecretSource.File(file), Optional.empty()));
    }

    private void fails(String... reasons) {
        assertThatThrownBy(() -> endpoint.fetch(login(Cloud.WORLDWIDE, BY_SECRET))).isInstanceOf(TokenFailure.class).hasMessageContainingAll(reasons)
            .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET, TOKEN).doesNotContainPattern("\\p{Cntrl}"));
    }

    @Test
    void anApplicationAsksWithItsSecret() throws TokenFailure {
        TokenSource.Issued issued = endpoint.fetch(login(Cloud.WORLDWIDE, BY_SECRET));

        assertThat(issued.value().reveal()).asString(UTF_8).isEqualTo(TOKEN);
        assertThat(issued.life()).isEqualTo(Duration.ofSeconds(3599));
        assertThat(issued).asString().doesNotContain(TOKEN);
        assertThat(places).containsExactly(URI.create("https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token"));
        assertThat(forms).containsExactly("client_id=1111-2222&scope=https%3A%2F%2Foutlook.office365.com%2F.default&grant_type=client_credentials&client_secret=app~secret%2Bvalue%2F1");
    }

    @ParameterizedTest
    @CsvSource({"US_GOV_GCC_HIGH,login.microsoftonline.us,outlook.office365.us", "US_GOV_DOD,login.microsoftonline.us,webmail.apps.mil", "CHINA,login.chinacloudapi.cn,partner.outlook.cn"})
    void eachCloudHasItsPlaceAndItsScope(Cloud cloud, String place, String resource) throws Exception {
        endpoint.fetch(login(cloud, BY_SECRET));
        endpoint.fetch(login(cloud, new Grant.RefreshToken(new SecretSource.File(refreshTokenFile("refresh-one")), Optional.empty())));

        assertThat(places).allMatch(uri -> uri.getHost().equals(place));
        assertThat(forms.get(0)).contains("scope=https%3A%2F%2F" + resource + "%2F.default&");
        assertThat(forms.get(1)).contains("scope=https%3A%2F%2F" + resource + "%2FSMTP.Send%20offline_access&");
    }

    @Test
    void aRefreshTokenIsReplacedInItsFileBeforeTheTokenIsUsed() throws Exception {
        Path file = refreshTokenFile("refresh-one");
        answer = answer(200, "application/json", GOOD.replace("}", ",\"refresh_token\":\"refresh-two\"}"));

        endpoint.fetch(refreshing(file));
        assertThat(forms).containsExactly("client_id=1111-2222&scope=https%3A%2F%2Foutlook.office.com%2FSMTP.Send%20offline_access&grant_type=refresh_token&refresh_token=refresh-one");
        assertThat(file).hasContent("refresh-two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
        endpoint.fetch(refreshing(file));
        assertThat(forms.get(1)).endsWith("&refresh_token=refresh-two");
    }

    @Test
    void anAnswerWithoutANewRefreshTokenLeavesTheOld() throws Exception {
        Path file = refreshTokenFile("refresh-one");
        endpoint.fetch(refreshing(file));
        assertThat(file).hasContent("refresh-one\n");
    }

    @Test
    void aCrashBeforeTheNewFileIsInPlaceLeavesTheOldOne() throws Exception {
        Path file = refreshTokenFile("refresh-one");
        Files.writeString(directory.resolve(".refresh.new"), "refresh-tw");
        answer = answer(200, "application/json", GOOD.replace("}", ",\"refresh_token\":\"refresh-two\"}"));

        endpoint.fetch(refreshing(file));
        assertThat(forms.get(0)).endsWith("&refresh_token=refresh-one");
        assertThat(file).hasContent("refresh-two");
        assertThat(directory.resolve(".refresh.new")).doesNotExist();
    }

    @Test
    void aNewRefreshTokenThatCanNotBeWrittenIsUsedFromMemoryAndWrittenLater() throws Exception {
        Path file = refreshTokenFile("refresh-one");
        Path obstacle = Files.createDirectories(directory.resolve(".refresh.new/obstacle"));
        answer = answer(200, "application/json", GOOD.replace("}", ",\"refresh_token\":\"refresh-two\"}"));

        endpoint.fetch(refreshing(file));
        assertThat(file).hasContent("refresh-one\n");
        assertThat(log.lines()).anyMatch(line -> line.startsWith("The new refresh token can't be written to " + file));
        Files.delete(obstacle);
        endpoint.fetch(refreshing(file));
        assertThat(forms.get(1)).endsWith("&refresh_token=refresh-two");
        assertThat(file).hasContent("refresh-two");
    }

    @Test
    void aTokenThatAnAdministratorPutsIntoTheFileGoesBeforeTheOneInMemory() throws Exception {
        Path file = refreshTokenFile("refresh-one");
        Files.createDirectories(directory.resolve(".refresh.new/obstacle"));
        answer = answer(200, "application/json", GOOD.replace("}", ",\"refresh_token\":\"refresh-two\"}"));
        endpoint.fetch(refreshing(file));
        Files.writeString(file, "refresh-by-hand");

        endpoint.fetch(refreshing(file));
        assertThat(forms.get(1)).endsWith("&refresh_token=refresh-by-hand");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://login.microsoftonline.com/x", "http://10.0.0.1/x", "http://127.0.0.1.example.com/x", "ftp://127.0.0.1/x", "https://user:pass@login.microsoftonline.com/x", "mailto:x"})
    void asksNobodyInClearButThisMachine(String place) {
        assertThatThrownBy(() -> endpoint.fetch(at(place))).isInstanceOf(TokenFailure.class).hasMessageEndingWith("(expected: https)");
        assertThat(forms).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080/x", "http://[::1]:8080/x", "http://localhost:8080/x", "https://login.example.com/x"})
    void asksThisMachineInClearAndEverybodyOverTls(String place) throws TokenFailure {
        endpoint.fetch(at(place));
        assertThat(places).containsExactly(URI.create(place));
    }

    @Test
    void aWrongSecretIsSaidWithWhatHelps() {
        answer = answer(401, "application/json", "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret provided.\\r\\nTrace ID: t\","
            + "\"error_codes\":[7000215],\"trace_id\":\"255d1aef\",\"correlation_id\":\"fb3d2015\"}");
        fails("HTTP 401 invalid_client: AADSTS7000215: Invalid client secret provided.??Trace ID: t", " trace_id=255d1aef correlation_id=fb3d2015; ");
    }

    @Test
    void whatIsNoAnswerIsSaid() {
        answer = answer(200, "text/html", "<html>Sign in</html>");
        fails("HTTP 200 with 'text/html' (expected: application/json; a proxy, or another site, answers for the identity platform)");
        answer = answer(302, "text/html", "");
        fails("HTTP 302: sent elsewhere");
        answer = answer(200, "application/json", "{\"access_token\":\"" + TOKEN);
        fails("HTTP 200: no JSON (expected: a JSON object)");
        answer = answer(200, "application/json", "[]");
        fails("no JSON object");
        answer = answer(200, "application/json", "{}");
        fails("HTTP 200 without a token");
        answer = answer(200, "application/json", GOOD.replace("Bearer", "mac"));
        fails("token_type: 'mac' (expected: Bearer)");
        answer = answer(200, "application/json", GOOD.replace("\"expires_in\":3599", "\"expires_in\":\"soon\""));
        fails("expires_in: none (expected: seconds)");
        answer = answer(200, "application/json", GOOD.replace(TOKEN, "a b"));
        fails("access_token: holds more than visible ASCII");
        answer = answer(200, "application/json", GOOD.replace(TOKEN, "x".repeat(TokenJson.MAX_TOKEN + 1)));
        fails("access_token: 8193 characters (expected: 1 to 8192)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"120 | 120", "Sun, 01 Mar 2026 12:05:00 GMT | 300", "Sun, 01 Mar 2026 11:05:00 GMT | -1", "soon | -1", "-5 | -1", "99999999999 | -1"})
    void theEndpointMaySayWhenToComeBack(String header, long seconds) {
        answer = new TokenTransport.Answer(429, "text/plain", Optional.of(header), new byte[0]);
        assertThatThrownBy(() -> endpoint.fetch(login(Cloud.WORLDWIDE, BY_SECRET))).isInstanceOfSatisfying(TokenFailure.class,
            e -> assertThat(e.retryAfter().map(Duration::toSeconds).orElse(-1L)).isEqualTo(seconds));
    }

    @Test
    void aMissingSecretIsNamedAndNobodyAsked() {
        Login.OAuth login = login(Cloud.WORLDWIDE, new Grant.ClientSecret(new SecretSource.Variable("NONE")));
        assertThatThrownBy(() -> endpoint.fetch(login)).isInstanceOf(TokenFailure.class).hasMessage("secret: the environment variable NONE is not set (expected: the secret)");
        assertThat(forms).isEmpty();
    }

    @Test
    void noAnswerHoweverStrangeDoesMoreThanFail() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        String good = GOOD.replace("}", ",\"refresh_token\":\"refresh-two\",\"error\":\"x\",\"error_description\":\"y\"}");
        for (int round = 0; round < 20_000; round++) {
            byte[] body = good.getBytes(UTF_8);
            for (int i = random.nextInt(4); i >= 0; i--) {
                body[random.nextInt(body.length)] = (byte) (random.nextBoolean() ? "{}[]\",:\\u0en1tf ".charAt(random.nextInt(16)) : random.nextInt(256));
            }
            byte[] cut = Arrays.copyOf(body, random.nextInt(4) == 0 ? random.nextInt(body.length) : body.length);
            try {
                TokenAnswer read = TokenAnswer.read(new TokenTransport.Answer(random.nextBoolean() ? 200 : 400, "application/json", Optional.empty(), cut), clock.instant());
                assertThat(read.issued().value().length()).as("seed " + seed + " round " + round).isPositive();
                read.issued().value().close();
                read.refreshToken().ifPresent(Secret::close);
            } catch (TokenFailure e) {
                assertThat(e.getMessage()).as("seed " + seed + " round " + round).doesNotContain(TOKEN).hasSizeLessThan(2_000);
            }
        }
    }

    @Test
    void deepNestingCostsNothing() throws TokenFailure {
        answer = answer(200, "application/json", GOOD.replace("{", "{\"x\":" + "[".repeat(200_000) + "]".repeat(200_000) + ","));
        assertThat(endpoint.fetch(login(Cloud.WORLDWIDE, BY_SECRET)).life()).isEqualTo(Duration.ofSeconds(3599));
    }
}
