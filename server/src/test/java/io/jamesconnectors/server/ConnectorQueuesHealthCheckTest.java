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

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.mailets.QueueState;

import reactor.core.publisher.Mono;

class ConnectorQueuesHealthCheckTest {
    private static final QueueState CONSUMED = new QueueState("connector-a", Optional.of(ConnectorName.parse("a")), true, false, 3);
    private static final QueueState SWITCHED_OFF = new QueueState("connector-b", Optional.of(ConnectorName.parse("b")), false, true, 0);
    private static final QueueState STUCK = new QueueState("connector-c", Optional.of(ConnectorName.parse("c")), false, false, 0);

    @Test
    void isHealthyWhileEveryQueueIsConsumedOrSwitchedOff() {
        assertThat(check(CONSUMED, SWITCHED_OFF).isHealthy()).isTrue();
    }

    @Test
    void isUnhealthyWhenAQueueIsNotConsumed() {
        Result result = check(CONSUMED, STUCK);
        assertThat(result.isUnHealthy()).isTrue();
        assertThat(result.getCause()).contains("Not consumed: connector-c");
    }

    @Test
    void isDegradedBeforeAnythingHasStarted() {
        assertThat(check().isDegraded()).isTrue();
    }

    private static Result check(QueueState... states) {
        return Mono.from(new ConnectorQueuesHealthCheck(() -> List.of(states)).check()).blockOptional().orElseThrow();
    }
}
