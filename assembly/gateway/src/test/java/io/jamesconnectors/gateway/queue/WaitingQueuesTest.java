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
package io.jamesconnectors.gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

class WaitingQueuesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void roundsUpByLittleAndNeverDown() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            Duration delay = Duration.ofMillis(1 + random.nextLong(Duration.ofDays(30).toMillis()));
            Instant due = NOW.plus(delay);

            Instant rounded = WaitingQueues.rounded(NOW, due);

            assertThat(rounded).describedAs("seed %d, delay %s", seed, delay)
                    .isBetween(due, due.plus(delay.dividedBy(16)).plusMillis(128));
        }
    }

    @Test
    void gathersAStormOfRetriesInFewQueues() {
        Set<Instant> queues = new HashSet<>();
        for (int second = 0; second < 600; second++) {
            Instant now = NOW.plusSeconds(second);
            queues.add(WaitingQueues.rounded(now, now.plus(Duration.ofMinutes(10))));
        }

        assertThat(queues).hasSizeLessThan(32);
    }
}
