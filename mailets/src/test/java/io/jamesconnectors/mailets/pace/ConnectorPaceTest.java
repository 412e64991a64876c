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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.Pace;

class ConnectorPaceTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void letsEverythingOutWithoutLimits() {
        ConnectorPace pace = new ConnectorPace(Pace.UNLIMITED, Optional.empty());
        for (int i = 0; i < 100_000; i++) {
            assertThat(pace.letOut(100, START)).isZero();
        }
    }

    @Test
    void saysHowLongTheMessageBeyondTheLimitHasToWait() {
        ConnectorPace pace = new ConnectorPace(new Pace(3, 0, 0, 0, 0, 0), Optional.empty());
        assertThat(pace.letOut(1, START)).isZero();
        assertThat(pace.letOut(1, START.plusSeconds(10))).isZero();
        assertThat(pace.letOut(1, START.plusSeconds(20))).isZero();

        Duration wait = pace.letOut(1, START.plusSeconds(30));
        assertThat(wait).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
        assertThat(pace.letOut(1, START.plusSeconds(30).plus(wait))).isZero();
    }

    @Test
    void countsRecipientsBesideMessages() {
        ConnectorPace pace = new ConnectorPace(new Pace(0, 0, 0, 0, 0, 10), Optional.empty());
        assertThat(pace.letOut(7, START)).isZero();
        assertThat(pace.letOut(4, START)).isGreaterThan(Duration.ofHours(23));
        assertThat(pace.letOut(3, START)).isZero();
    }

    @Test
    void letsAMessageWithMoreRecipientsThanTheLimitOutAloneRatherThanNever() {
        ConnectorPace pace = new ConnectorPace(new Pace(0, 0, 0, 10, 0, 0), Optional.empty());
        assertThat(pace.letOut(25, START)).isZero();
        assertThat(pace.letOut(1, START.plusSeconds(59))).isPositive();
        assertThat(pace.letOut(1, START.plusSeconds(62))).isZero();
    }

    @Test
    void countsWhatReachedNobodyNoMore() {
        ConnectorPace pace = new ConnectorPace(new Pace(1, 0, 0, 0, 0, 0), Optional.empty());
        assertThat(pace.letOut(1, START)).isZero();
        pace.takeBack(1, START);
        assertThat(pace.letOut(1, START)).isZero();
        assertThat(pace.letOut(1, START)).isPositive();
    }

    /** The promise, for random traffic: in no time as long as the window does more go out than the limit, and what waits as told goes out then. */
    @Test
    void neverExceedsALimitInAnyStretchOfTime() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            int limit = 1 + random.nextInt(20);
            ConnectorPace pace = new ConnectorPace(new Pace(limit, 0, 0, 0, 0, 0), Optional.empty());
            List<Instant> out = new ArrayList<>();
            Instant now = START.plusMillis(random.nextInt(100_000));
            for (int i = 0; i < 500; i++) {
                Duration wait = pace.letOut(1, now);
                if (!wait.isZero()) {
                    assertThat(wait).as("seed %d", seed).isPositive().isLessThan(Duration.ofSeconds(62));
                    now = now.plus(wait);
                    assertThat(pace.letOut(1, now)).as("seed %d", seed).isZero();
                }
                out.add(now);
                Instant since = now.minusSeconds(60);
                assertThat(out.stream().filter(at -> at.isAfter(since)).count()).as("seed %d, limit %d", seed, limit).isLessThanOrEqualTo(limit);
                now = now.plusMillis(random.nextInt(8_000));
            }
        }
    }
}
