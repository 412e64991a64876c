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
package io.jamesconnectors.server.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    @Test
    void asksOnceAnHourAtMost() {
        assertThat(Pace.afterSuccess(0)).isEqualTo(HOUR);
        assertThat(Pace.afterSuccess(1)).isEqualTo(HOUR + 6 * MINUTE);
    }

    @Test
    void waitsTwiceAsLongAfterEachFailureUpToTwelveHours() {
        assertThat(IntStream.of(1, 2, 3, 4, 5, 6, 100, Integer.MAX_VALUE).mapToLong(failures -> Pace.afterFailure(failures, true, true, 0, 0) / HOUR))
            .containsExactly(1L, 2L, 4L, 8L, 12L, 12L, 12L, 12L);
    }

    @Test
    void asksSoonerOnlyWhereNobodyWasReachedAndThereIsNoList() {
        assertThat(Pace.afterFailure(1, false, false, 0, 0)).isEqualTo(MINUTE);
        assertThat(Pace.afterFailure(3, false, false, 0, 0)).isEqualTo(4 * MINUTE);
        assertThat(Pace.afterFailure(1, true, false, 0, 0)).isEqualTo(HOUR);
        assertThat(Pace.afterFailure(1, false, true, 0, 0)).isEqualTo(HOUR);
    }

    @Test
    void heedsRetryAfterWithinADay() {
        assertThat(Pace.afterFailure(1, true, true, 7200, 0)).isEqualTo(2 * HOUR);
        assertThat(Pace.afterFailure(1, true, true, 10, 0)).isEqualTo(HOUR);
        assertThat(Pace.afterFailure(1, true, true, 999_999_999, 0)).isEqualTo(24 * HOUR);
    }
}
