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

import java.util.List;
import java.util.Optional;

import org.apache.james.core.healthcheck.Result;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.matchers.place.RoutingSources.State;

import reactor.core.publisher.Mono;

class RecipientPlacesHealthCheckTest {
    private static final State GOOD = new State("routing table a", true, Optional.empty());

    @Test
    void isHealthyWhereAllIsReadOrNothingIsAsked() {
        assertThat(result(List.of(), Optional.empty()).isHealthy()).isTrue();
        assertThat(result(List.of(GOOD), Optional.empty()).isHealthy()).isTrue();
    }

    @Test
    void isUnhealthyWhileMailWaits() {
        Result result = result(List.of(GOOD, new State("directory of the users", false, Optional.empty())), Optional.empty());

        assertThat(result.isUnHealthy()).isTrue();
        assertThat(result.getCause()).contains("Mail waits for directory of the users: not read yet");
    }

    @Test
    void isDegradedWhileAnEarlierVersionIsInForce() {
        Result result = result(List.of(new State("routing table a", true, Optional.of("line 2: is no mail address"))), Optional.of("secret: the file is gone"));

        assertThat(result.isDegraded()).isTrue();
        assertThat(result.getCause()).contains("Not as it is now: routing table a: line 2: is no mail address; signing keys: secret: the file is gone");
    }

    private static Result result(List<State> states, Optional<String> keys) {
        return Mono.from(new RecipientPlacesHealthCheck(() -> states, () -> keys).check()).block();
    }
}
