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
package io.jamesconnectors.mailets.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.ConnectorName;

class ConnectorActivityTest {
    private static final Instant NOW = Instant.parse("2026-11-22T11:42:05Z");
    private static final Trouble TROUBLE = new Trouble(NOW, "connect: refused", "mail.test", "450 4.4.316 Connection refused");

    private final ConnectorActivity activity = new ConnectorActivity();

    @Test
    void countsByTheMinuteTheOldestFirst() {
        activity.count(Event.DELIVERED, 3, NOW.minus(Duration.ofMinutes(59)));
        activity.count(Event.DELIVERED, 5, NOW);
        activity.count(Event.DELIVERED, 1, NOW);

        LastHour hour = activity.lastHour(NOW);
        assertThat(hour.of(Event.DELIVERED)).hasSize(60).startsWith(3, 0).endsWith(0, 6);
        assertThat(hour.sum(Event.DELIVERED)).isEqualTo(9);
        assertThat(hour.of(Event.FAILED)).hasSize(60).containsOnly(0);
    }

    @Test
    void forgetsWhatIsOlderThanAnHour() {
        activity.count(Event.DELIVERED, 3, NOW);
        assertThat(activity.lastHour(NOW.plus(Duration.ofMinutes(59))).of(Event.DELIVERED)).startsWith(3, 0);
        assertThat(activity.lastHour(NOW.plus(Duration.ofMinutes(60))).sum(Event.DELIVERED)).isZero();
        activity.count(Event.DELIVERED, 2, NOW.plus(Duration.ofDays(3)));
        assertThat(activity.lastHour(NOW.plus(Duration.ofDays(3))).sum(Event.DELIVERED)).isEqualTo(2);
    }

    @Test
    void bearsAClockThatGoesBack() {
        activity.count(Event.DEFERRED, 1, NOW);
        activity.count(Event.DEFERRED, 1, NOW.minus(Duration.ofDays(1)));
        assertThat(activity.lastHour(NOW.minus(Duration.ofHours(5))).of(Event.DEFERRED)).endsWith(0, 2);
    }

    @Test
    void failsUntilItWorks() {
        activity.fails(TROUBLE);
        assertThat(activity.failsWith()).contains(TROUBLE);
        activity.works();
        assertThat(activity.failsWith()).isEmpty();
        assertThat(activity.lastTrouble()).contains(TROUBLE);
    }

    @Test
    void forgetsConnectorsToWhichNothingHappens() {
        ActivityLog log = new ActivityLog(Clock.fixed(NOW, ZoneOffset.UTC));
        ConnectorName quiet = ConnectorName.parse("Quiet");
        ConnectorName busy = ConnectorName.parse("Busy");
        log.outbound(quiet).count(Event.DELIVERED, 1, NOW.minus(Duration.ofMinutes(61)));
        log.outbound(busy).count(Event.DELIVERED, 1, NOW);
        log.inbound(busy).fails(TROUBLE);
        log.forgetQuiet();
        assertThat(log.ofOutbound(quiet)).isEmpty();
        assertThat(log.ofOutbound(busy)).isPresent();
        assertThat(log.ofInbound(busy)).isPresent();
    }
}
