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
package io.jamesconnectors.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final RetrySchedule SCHEDULE = new RetrySchedule(List.of(Duration.ofMinutes(1), Duration.ofMinutes(5)), Duration.ofHours(1));

    @Test
    void waitsInTurnAndThenRepeatsTheLastWait() {
        assertThat(SCHEDULE.waitAfter(1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(SCHEDULE.waitAfter(2)).isEqualTo(Duration.ofMinutes(5));
        assertThat(SCHEDULE.waitAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void expiresAtItsAgeAndNotBefore() {
        assertThat(SCHEDULE.isExpired(Duration.ofHours(1).minusNanos(1))).isFalse();
        assertThat(SCHEDULE.isExpired(Duration.ofHours(1))).isTrue();
    }

    @Test
    void refusesWaitsThatAreNone() {
        assertThatThrownBy(() -> new RetrySchedule(List.of(), Duration.ofHours(1))).hasMessageContaining("at least one wait");
        assertThatThrownBy(() -> new RetrySchedule(List.of(Duration.ZERO), Duration.ofHours(1))).hasMessageContaining("longer than zero");
        assertThatThrownBy(() -> new RetrySchedule(List.of(Duration.ofMinutes(1)), Duration.ZERO)).hasMessageContaining("expireAfter");
        assertThatThrownBy(() -> SCHEDULE.waitAfter(0)).hasMessageContaining(">= 1");
    }
}
