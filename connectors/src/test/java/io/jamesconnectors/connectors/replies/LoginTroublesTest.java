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
package io.jamesconnectors.connectors.replies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.replies.LoginTroubles.LoginTrouble;

class LoginTroublesTest {

    @ParameterizedTest(name = "[{index}] {0}: {1}")
    @CsvSource(quoteCharacter = '"', value = {
        "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value., not its id",
        "\"invalid_client AADSTS7000222: The provided client secret keys for app '…' are expired.\", Make a new one",
        "AADSTS700016: Application with identifier '…' was not found in the directory 'Contoso'., app registration",
        "AADSTS90002: Tenant 'contoso.example' not found., Check tenant",
        "AADSTS700027: Client assertion failed signature validation., Upload the certificate",
        "AADSTS700024: Client assertion is not within its valid time range., clock",
        "AADSTS70008: The provided authorization code or refresh token has expired., Log in anew",
        "AADSTS700082: The refresh token has expired due to inactivity., Log in anew",
        "AADSTS50173: The provided grant has expired due to it being revoked., Log in anew",
        "AADSTS53003: Access has been blocked by Conditional Access policies., sign-in logs",
        "AADSTS50076: you must use multi-factor authentication, SMTP.SendAsApp",
        "AADSTS65001: The user or administrator has not consented, admin consent",
        "aadsts7000215: in small letters, not its id",
        "AADSTS999999: new. AADSTS7000215: known, not its id",
        "\"{\"\"error\"\":\"\"invalid_client\"\",\"\"error_description\"\":\"\"something\"\"}\", Check clientId",
        "\"{\"\"error\"\":\"\"invalid_grant\"\",\"\"error_description\"\":\"\"AADSTS123456789: new\"\"}\", refreshTokenFile"
    })
    void saysWhatTheAdministratorMustDo(String answer, String remedy) {
        assertThat(LoginTroubles.of(answer)).map(LoginTrouble::remedy).hasValueSatisfying(said -> assertThat(said).contains(remedy));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AADSTS", "AADSTS70002151234567890", "<html>502 Bad Gateway</html>", "error", "not_a_known_word"})
    void saysNothingAboutOthers(String answer) {
        assertThat(LoginTroubles.of(answer)).isEmpty();
    }

    @Test
    void looksAtTheBeginningOnly() {
        assertThat(LoginTroubles.of(" ".repeat(10_000_000) + "AADSTS7000215")).isEmpty();
        assertThat(LoginTroubles.of("a_".repeat(5_000_000))).isEmpty();
    }

    @Test
    void everyTroubleIsFoundByEachOfItsCodes() {
        assertThat(LoginTroubles.all()).hasSizeGreaterThan(40).allSatisfy(trouble ->
            assertThat(trouble.codes()).allSatisfy(code -> assertThat(LoginTroubles.of(code + ": text")).contains(trouble)));
    }

    @Test
    void survivesAnyText() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder answer = new StringBuilder();
            random.ints(random.nextInt(300), 0, 0x3000).forEach(answer::appendCodePoint);
            int code = random.nextInt();
            assertThatCode(() -> LoginTroubles.of(answer + "AADSTS" + code)).as("seed %d: %s, %d", seed, answer, code).doesNotThrowAnyException();
        }
    }
}
