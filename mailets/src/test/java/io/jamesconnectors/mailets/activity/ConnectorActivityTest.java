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
    void oneMailThatIsPutOffIsNoFailureHoweverOften() {
        for (int minute = 0; minute < 24 * 60; minute += 10) {
            activity.defers(putOff(minute), "mail-1");
        }
        assertThat(activity.failsWith()).isEmpty();
        assertThat(activity.defersWith()).contains(putOff(24 * 60 - 10));
        activity.works();
        assertThat(activity.defersWith()).isEmpty();
        assertThat(activity.lastTrouble()).isPresent();
    }

    @Test
    void manyMailsThatArePutOffForLongAreAFailure() {
        activity.defers(putOff(0), "mail-1");
        activity.defers(putOff(1), "mail-2");
        activity.defers(putOff(14), "mail-3");
        assertThat(activity.failsWith()).as("for 14 minutes").isEmpty();
        activity.defers(putOff(15), "mail-2");
        assertThat(activity.failsWith()).contains(putOff(15));
        assertThat(activity.defersWith()).isEmpty();
        activity.works();
        activity.defers(putOff(16), "mail-1");
        assertThat(activity.failsWith()).as("counted anew").isEmpty();
    }

    @Test
    void aBurstOfMailsThatArePutOffIsNoFailure() {
        for (int i = 0; i < 1_000; i++) {
            activity.defers(putOff(0), "mail-" + i);
        }
        assertThat(activity.failsWith()).isEmpty();
    }

    @Test
    void defersNoLongerWhenTheLastMailThatWasPutOffIsGone() {
        activity.defers(putOff(0), "mail-1");
        activity.defers(putOff(1), "mail-2");
        activity.givenUp("mail-1");
        activity.givenUp("another");
        assertThat(activity.defersWith()).isPresent();
        activity.givenUp("mail-2");
        assertThat(activity.defersWith()).isEmpty();
    }

    @Test
    void staysFailingWhenAMailIsPutOffBeside() {
        activity.fails(TROUBLE);
        activity.defers(putOff(3), "mail-1");
        assertThat(activity.failsWith()).contains(TROUBLE);
        assertThat(activity.defersWith()).isEmpty();
    }

    private static Trouble putOff(int minute) {
        return new Trouble(NOW.plus(Duration.ofMinutes(minute)), "rcpt: 451 4.7.1 Greylisted", "mail.test", "451 4.7.1 Greylisted");
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
