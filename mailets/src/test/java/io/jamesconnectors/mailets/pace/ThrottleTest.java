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
package io.jamesconnectors.mailets.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final Throttle throttle = new Throttle();

    @Test
    void holdsNothingBackAtFirst() {
        assertThat(throttle.pause(START)).isZero();
        assertThat(throttle.concurrency(20)).isEqualTo(20);
    }

    @Test
    void pausesAndHalvesWithEachComplaint() {
        throttle.tooFast(START);
        assertThat(throttle.pause(START)).isEqualTo(Duration.ofSeconds(30));
        assertThat(throttle.concurrency(20)).isEqualTo(10);

        throttle.tooFast(START.plusSeconds(30));
        assertThat(throttle.pause(START.plusSeconds(30))).isEqualTo(Duration.ofSeconds(60));
        assertThat(throttle.concurrency(20)).isEqualTo(5);
    }

    @Test
    void countsComplaintsAboutMessagesUnderWayTogetherOnce() {
        for (int i = 0; i < 20; i++) {
            throttle.tooFast(START.plusMillis(i));
        }
        assertThat(throttle.level()).isEqualTo(1);
    }

    @Test
    void neverStopsForGood() {
        Instant now = START;
        for (int i = 0; i < 100; i++) {
            throttle.tooFast(now);
            assertThat(throttle.pause(now)).isLessThanOrEqualTo(Duration.ofMinutes(15));
            assertThat(throttle.concurrency(20)).isPositive();
            now = now.plus(throttle.pause(now));
        }
    }

    @Test
    void comesBackStepByStepWithDeliveries() {
        throttle.tooFast(START);
        throttle.tooFast(START.plusSeconds(30));
        Instant resumed = START.plusSeconds(90);
        throttle.delivered(resumed.plusSeconds(59));
        assertThat(throttle.level()).isEqualTo(2);
        throttle.delivered(resumed.plusSeconds(60));
        throttle.delivered(resumed.plusSeconds(61));
        assertThat(throttle.level()).isEqualTo(1);
        throttle.delivered(resumed.plusSeconds(120));
        assertThat(throttle.concurrency(20)).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (S77719)",
        "451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation.",
        "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information.",
        "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded",
        "451 4.7.851 Access denied, please try again later (AS8512)",
        "450 4.7.230 Connector volume",
        "421 4.7.0 Too many connections"})
    void knowsTheThrottlingRepliesOfExchangeOnline(String reply) {
        assertThat(ThrottlingReplies.EXCHANGE_ONLINE.contain(reply)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "451 4.7.1 Greylisting in action, please come back later",
        "450 4.2.0 Mailbox busy",
        "550 5.7.501 Access denied, spam abuse detected",
        "451 4.3.2 Please try again later",
        "250 2.6.0 Queued mail",
        "452 4.2.2 Mailbox full"})
    void takesOtherRepliesForWhatTheyAre(String reply) {
        assertThat(ThrottlingReplies.EXCHANGE_ONLINE.contain(reply)).isFalse();
    }
}
