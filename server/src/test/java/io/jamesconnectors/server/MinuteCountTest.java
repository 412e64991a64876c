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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import org.junit.jupiter.api.Test;

class MinuteCountTest {

    @Test
    void countsUpToTheLimit() {
        MinuteCount count = new MinuteCount();
        assertThat(count.add(2, 0)).isTrue();
        assertThat(count.add(2, 1)).isTrue();
        assertThat(count.add(2, 59_999)).isFalse();
    }

    @Test
    void hasRoomAgainAfterSixtyOneSeconds() {
        MinuteCount count = new MinuteCount();
        count.add(1, 999);
        assertThat(count.add(1, 60_999)).isFalse();
        assertThat(count.add(1, 61_000)).isTrue();
    }

    @Test
    void countsNoRefusal() {
        MinuteCount count = new MinuteCount();
        count.add(1, 0);
        count.add(1, 30_000);
        assertThat(count.add(1, 61_000)).isTrue();
    }

    @Test
    void takesTimeThatGoesBackForStandingStill() {
        MinuteCount count = new MinuteCount();
        count.add(1, 100_000);
        assertThat(count.add(1, -100_000)).isFalse();
        assertThat(count.add(1, 161_000)).isTrue();
    }

    @Test
    void beginsAtAnyTime() {
        assertThat(new MinuteCount().add(1, Long.MIN_VALUE)).isTrue();
        assertThat(new MinuteCount().add(1, -1)).isTrue();
        assertThat(new MinuteCount().isIdle(Long.MAX_VALUE)).isTrue();
    }

    @Test
    void neverLetsMoreThanTheLimitThroughInAnySixtySeconds() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        MinuteCount count = new MinuteCount();
        Deque<Long> taken = new ArrayDeque<>();
        long now = random.nextInt();
        for (int i = 0; i < 100_000; i++) {
            now += random.nextInt(random.nextInt(100) == 0 ? 120_000 : 500);
            long minuteAgo = now - 60_000;
            taken.removeIf(time -> time <= minuteAgo);
            if (count.add(50, now)) {
                taken.add(now);
            }
            assertThat(taken.size()).as("seed %d", seed).isLessThanOrEqualTo(50);
        }
    }
}
