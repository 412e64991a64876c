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
package io.jamesconnectors.testing.office365;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.JsonNode;

import io.jamesconnectors.testing.MutableClock;

@Timeout(120)
class TokenEndpointTest {

    @Test
    void givesAnAppATokenForItsSecret() throws Exception {
        try (Office office = new Office()) {
            HttpResponse<String> response = office.fetch();
            JsonNode json = Office.json(response);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(json.get("token_type").asText()).isEqualTo("Bearer");
            assertThat(json.get("expires_in").asLong()).isEqualTo(3_599);
            assertThat(json.has("refresh_token")).isFalse();
            assertThat(office.login(json.get("access_token").asText())).startsWith("235 ");
        }
    }

    @Test
    void countsWhoFetchedWhenAndHow() throws Exception {
        try (Office office = new Office()) {
            office.fetch();
            office.clock.advance(Duration.ofMinutes(5));
            office.fetch("wrong");

            assertThat(office.simulator.record().awaitTokenFetches(2, Duration.ofSeconds(30))).isTrue();
            assertThat(office.simulator.record().tokenFetches()).containsExactly(
                new TokenFetch(office.clock.instant().minus(Duration.ofMinutes(5)), "contoso", office.app.clientId(), "client_credentials", 200, "", true),
                new TokenFetch(office.clock.instant(), "contoso", office.app.clientId(), "client_credentials", 401, "AADSTS7000215", false));
            assertThat(office.simulator.record().tokensIssued(office.app.clientId())).isEqualTo(1);
        }
    }

    @Test
    void saysWhatIsWrongInMicrosoftsWords() throws Exception {
        try (Office office = new Office()) {
            HttpResponse<String> response = office.fetch("wrong");
            JsonNode json = Office.json(response);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(json.get("error").asText()).isEqualTo("invalid_client");
            assertThat(json.get("error_description").asText())
                .startsWith("AADSTS7000215: Invalid client secret provided.").contains("Trace ID: ", "Timestamp: ");
            assertThat(json.get("error_codes").get(0).asInt()).isEqualTo(7_000_215);
            assertThat(response.body()).doesNotContain("wrong");
        }
    }

    @Test
    void refusesWhatIsUnknownOrExpiredOrMissing() throws Exception {
        try (Office office = new Office()) {
            String id = office.app.clientId();
            assertThat(problem(office, "fabrikam", "grant_type", "client_credentials", "client_id", id)).isEqualTo("400 AADSTS90002");
            assertThat(problem(office, "contoso", "grant_type", "client_credentials", "client_id", "other")).isEqualTo("400 AADSTS700016");
            assertThat(problem(office, "contoso", "grant_type", "client_credentials", "client_id", id)).isEqualTo("401 AADSTS7000218");
            assertThat(problem(office, "contoso", "grant_type", "client_credentials")).isEqualTo("400 AADSTS900144");
            assertThat(problem(office, "contoso", "client_id", id)).isEqualTo("400 AADSTS900144");
            assertThat(problem(office, "contoso", "grant_type", "password", "client_id", id)).isEqualTo("400 AADSTS70003");
            assertThat(scoped(office, "https://outlook.office365.com/SMTP.SendAsApp")).isEqualTo("400 AADSTS1002012");
            assertThat(scoped(office, "https://graph.microsoft.com/.default")).isEqualTo("400 AADSTS500011");
            office.clock.advance(Duration.ofDays(180));
            assertThat(scoped(office, "https://outlook.office365.com/.default")).isEqualTo("401 AADSTS7000222");
        }
    }

    @Test
    void servesSovereignCloudsWhenToldTo() throws Exception {
        try (Office office = new Office()) {
            office.simulator.tokens().switches().resources("https://outlook.office365.us");

            assertThat(scoped(office, "https://outlook.office365.us/.default")).isEqualTo("200 ");
            assertThat(scoped(office, "https://outlook.office365.com/.default")).isEqualTo("400 AADSTS500011");
        }
    }

    @Test
    void renewsTheTokensOfAUser() throws Exception {
        try (Office office = new Office()) {
            String first = office.simulator.tokens().refreshToken(office.app, office.printer);
            HttpResponse<String> response = refresh(office, first);
            String second = Office.json(response).get("refresh_token").asText();

            assertThat(second).isNotEqualTo(first);
            assertThat(office.login(Office.json(response).get("access_token").asText())).startsWith("235 ");
            assertThat(refresh(office, first).statusCode()).isEqualTo(200);
            office.simulator.tokens().switches().revokesUsedRefreshTokens(true);
            assertThat(refresh(office, second).statusCode()).isEqualTo(200);
            assertThat(refresh(office, second).body()).contains("AADSTS70000:");
            assertThat(office.simulator.record().tokensIssued("printer@contoso.com")).isEqualTo(3);
        }
    }

    @Test
    void endsRefreshTokensByTheClock() throws Exception {
        try (Office office = new Office()) {
            String token = office.simulator.tokens().refreshToken(office.app, office.printer);
            office.clock.advance(Duration.ofDays(90));

            HttpResponse<String> response = refresh(office, token);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("\"invalid_grant\"", "AADSTS700082:");
        }
    }

    @Test
    void canBeDownAndComeBackOnTheSamePort() throws Exception {
        try (Office office = new Office()) {
            office.fetch();
            office.simulator.tokens().down();
            assertThatThrownBy(office::fetch).isInstanceOf(ConnectException.class);
            for (int i = 0; i < 20; i++) {
                office.simulator.tokens().down();
                office.simulator.tokens().up();
            }
            assertThat(office.fetch().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void canHoldItsAnswersBack() throws Exception {
        try (Office office = new Office()) {
            office.simulator.tokens().hold();
            CompletableFuture<Integer> fetched = CompletableFuture.supplyAsync(() -> {
                try {
                    return office.fetch().statusCode();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            office.simulator.tokens().awaitRequest();
            assertThat(fetched).isNotDone();
            office.simulator.tokens().release();
            assertThat(fetched.get(60, TimeUnit.SECONDS)).isEqualTo(200);
        }
    }

    @Test
    void canAnswerWithSomethingElse() throws Exception {
        try (Office office = new Office()) {
            TokenEndpoint tokens = office.simulator.tokens();
            tokens.answerNext(TokenAnswer.html(), 1);
            tokens.answerNext(TokenAnswer.huge(), 1);
            tokens.answerNext(TokenAnswer.tooManyRequests(17), 1);
            tokens.answerNext(TokenAnswer.unavailable(5), 1);
            tokens.failNext(AadError.invalidPassword(), 1);

            assertThat(office.fetch().headers().firstValue("Content-Type")).contains("text/html");
            assertThat(office.fetch().body()).hasSizeGreaterThan(10_000_000);
            HttpResponse<String> busy = office.fetch();
            assertThat(busy.statusCode()).isEqualTo(429);
            assertThat(busy.headers().firstValue("Retry-After")).contains("17");
            assertThat(office.fetch().statusCode()).isEqualTo(503);
            assertThat(office.fetch().body()).contains("AADSTS50126:");
            tokens.answerAlways(TokenAnswer.html());
            assertThat(office.fetch().body()).contains("<html>");
            assertThat(office.fetch().body()).contains("<html>");
            tokens.answerAsUsual();
            assertThat(office.fetch().statusCode()).isEqualTo(200);
            assertThat(office.simulator.record().tokenFetches()).hasSize(8);
            assertThat(office.simulator.record().tokensIssued(office.app.clientId())).isEqualTo(1);
        }
    }

    @Test
    void speaksPlainHttpWhenStartedSo() throws Exception {
        MutableClock clock = MutableClock.at(Instant.EPOCH);
        try (Office365Simulator simulator = Office365Simulator.startWithPlainHttp(Office.CA, clock)) {
            assertThat(simulator.tokens().uri("contoso").toString()).matches("http://localhost:\\d+/contoso/oauth2/v2\\.0/token");
            assertThat(Office.post(simulator, "contoso", "grant_type", "client_credentials").body()).contains("AADSTS90002:");
        }
    }

    @Test
    void leavesNoThread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Office office = new Office();
        office.fetch();
        office.close();

        assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> thread.isAlive() && thread.getName().startsWith("HTTP-Dispatcher"))
            .isSubsetOf(before);
    }

    private static HttpResponse<String> refresh(Office office, String token) throws Exception {
        return Office.post(office.simulator, "contoso", "grant_type", "refresh_token", "client_id", office.app.clientId(), "client_secret", Office.SECRET,
            "refresh_token", token);
    }

    private static String scoped(Office office, String scope) throws Exception {
        return problem(office, "contoso", "grant_type", "client_credentials", "client_id", office.app.clientId(), "client_secret", Office.SECRET,
            "scope", scope);
    }

    /** The status, and the code of the error. */
    private static String problem(Office office, String tenant, String... namesAndValues) throws Exception {
        HttpResponse<String> response = Office.post(office.simulator, tenant, namesAndValues);
        return response.statusCode() + " " + Office.json(response).path("error_description").asText().split(":", 2)[0];
    }
}
