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

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.apache.james.core.healthcheck.Result;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.hybrid.RecipientPlace.Looping;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.matchers.place.LoopAlarm;
import io.jamesconnectors.testing.MutableClock;

import reactor.core.publisher.Mono;

class LoopGuardHealthCheckTest {
    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-22T09:00:00Z"));
    private final LoopAlarm alarm = new LoopAlarm(new RecordingMetricFactory(), clock);
    private final LoopGuardHealthCheck check = new LoopGuardHealthCheck(alarm);

    @Test
    void warnsWhenLoopsAreOftenAndNamesTheConnectors() {
        fire(LoopGuardHealthCheck.OFTEN - 1);
        assertThat(result().isHealthy()).isTrue();

        fire(1);
        assertThat(result().isDegraded()).isTrue();
        assertThat(result().getCause()).get().asString().contains("10 recipients").contains("came_by=\"In\" would_leave_by=\"Out\"");
    }

    @Test
    void forgetsThemAfterAnHour() {
        fire(100);
        clock.advance(Duration.ofMinutes(61));

        assertThat(result().isHealthy()).isTrue();
    }

    private void fire(int times) {
        for (int i = 0; i < times; i++) {
            alarm.fired(new Looping(SmtpReply.LOOP_DETECTED, "In", ConnectorName.parse("Out"), List.of(Reason.of("came-from-there", "It came from there."))));
        }
    }

    private Result result() {
        return Mono.from(check.check()).block();
    }
}
