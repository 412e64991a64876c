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
package io.jamesconnectors.matchers.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.hybrid.RecipientPlace.Looping;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.testing.MutableClock;

class LoopAlarmTest {
    private static final Looping LOOP = new Looping(SmtpReply.LOOP_DETECTED, "From \"Office\" 365", ConnectorName.parse("To Office 365"),
        List.of(Reason.of("came-from-there", "The message came from the side that this connector leads to.")));

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-22T09:00:30Z"));
    private final RecordingMetricFactory metrics = new RecordingMetricFactory();
    private final LoopAlarm alarm = new LoopAlarm(metrics, clock);

    @Test
    void countsWhatHappenedInTheLastHour() {
        alarm.fired(LOOP);
        clock.advance(Duration.ofMinutes(30));
        alarm.fired(LOOP);
        alarm.fired(LOOP);
        assertThat(alarm.lastHour()).isEqualTo(3);

        clock.advance(Duration.ofMinutes(31));
        assertThat(alarm.lastHour()).isEqualTo(2);
        clock.advance(Duration.ofDays(400));
        assertThat(alarm.lastHour()).isZero();
    }

    @Test
    void standsStillWhenTheClockGoesBack() {
        alarm.fired(LOOP);
        clock.advance(Duration.ofDays(-1));
        alarm.fired(LOOP);

        assertThat(alarm.lastHour()).isEqualTo(2);
    }

    @Test
    void countsForTheRegistryToo() {
        alarm.fired(LOOP);
        alarm.fired(LOOP);

        assertThat(metrics.countFor(LoopAlarm.METRIC)).isEqualTo(2);
    }

    @Test
    void namesBothConnectors() {
        assertThat(alarm.lastPair()).isEmpty();

        alarm.fired(LOOP);

        assertThat(alarm.lastPair()).isEqualTo("came_by=\"From \\\"Office\\\" 365\" would_leave_by=\"To Office 365\"");
    }
}
