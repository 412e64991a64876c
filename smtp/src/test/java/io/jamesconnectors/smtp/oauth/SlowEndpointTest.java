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

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.jamesconnectors.connectors.Cloud;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.smtp.login.LoginFailure;
import io.jamesconnectors.smtp.secret.Secrets;
import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.office365.Office365Simulator;
import io.jamesconnectors.testing.secrets.UsedSecrets;

@Timeout(120)
class SlowEndpointTest {
    private static final String SECRET = UsedSecrets.note("client secret", "slowly, slowly, slowly");

    @Test
    void anEndpointThatDoesNotAnswerIsGivenUpNamedAndLeftAlone() {
        MutableClock clock = MutableClock.at(Instant.now());
        Secrets secrets = new Secrets(Map.of("SECRET", SECRET)::get);
        try (Office365Simulator office = Office365Simulator.startWithPlainHttp(TestCa.create(), clock);
                TokenCache cache = new TokenCache(new TokenEndpoint(new HttpTransport(Duration.ofSeconds(1)), secrets, clock), clock, new Random(1), Executors.newCachedThreadPool())) {
            Login.OAuth login = new Login.OAuth(Cloud.WORLDWIDE, "contoso", "1111-2222", new Login.Grant.ClientSecret(new SecretSource.Variable("SECRET")),
                Optional.of(office.tokens().uri("contoso")));
            office.tokens().hold();

            assertThatThrownBy(() -> cache.token(login)).isInstanceOf(LoginFailure.class)
                .hasMessageContainingAll("token for client 1111-2222 of contoso: token endpoint localhost: HTTP: ", "(expected: its answer; check that this server reaches it");
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> cache.token(login)).isInstanceOf(LoginFailure.class).hasMessageContaining("not asked again for ");
            }
            assertThat(office.record().tokenFetches()).isEmpty();
        }
    }
}
