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
package io.jamesconnectors.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.james.core.healthcheck.Result;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.smtp.login.Tokens.State;

import reactor.core.publisher.Mono;

class TokensHealthCheckTest {
    private static final Instant END = Instant.parse("2026-11-22T10:00:00Z");

    private final List<State> states = new ArrayList<>();
    private final TokensHealthCheck check = new TokensHealthCheck(() -> states);

    @Test
    void isHealthyBeforeAnybodyAsksAndWhileTokensCome() {
        assertThat(result().isHealthy()).isTrue();
        states.add(new State("app", "contoso", 0, "", Optional.of(END)));
        assertThat(result().isHealthy()).isTrue();
    }

    @Test
    void saysWhichIdentityGetsNoneAndWhetherMailWaits() {
        states.add(new State("app", "contoso", 0, "", Optional.of(END)));
        states.add(new State("old", "contoso", 3, "token for client old of contoso: AADSTS7000222", Optional.of(END)));
        states.add(new State("new", "contoso", 1, "token for client new of contoso: no answer", Optional.empty()));

        assertThat(result().isDegraded()).isTrue();
        assertThat(result().getCause()).contains("token for client old of contoso: AADSTS7000222 (3 failures in a row, the old one serves until 2026-11-22T10:00:00Z); "
            + "token for client new of contoso: no answer (1 failure, mail waits)");
    }

    private Result result() {
        return Mono.from(check.check()).block();
    }
}
