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

import java.util.Arrays;

/**
 * How much happened within a minute, counted by the second: never more than the limit in any 60 seconds, and room again after at most 61. Not for several
 * threads at once. Time is in milliseconds of any clock that does not jump; one that goes back counts as standing still.
 */
final class MinuteCount {
    private static final int SECONDS = 61; // the second that has begun, and the 60 before it

    private final int[] counts = new int[SECONDS];
    private long last = Long.MIN_VALUE;
    private long sum;

    /** Counts one more, unless {@code most} have been counted in the last minute. */
    boolean add(int most, long now) {
        advance(now);
        if (sum >= most) {
            return false;
        }
        counts[slot(last)]++;
        sum++;
        return true;
    }

    /** Whether nothing happened in the last minute. */
    boolean isIdle(long now) {
        advance(now);
        return sum == 0;
    }

    private void advance(long now) {
        long second = Math.floorDiv(now, 1000);
        if (second <= last) {
            return;
        }
        if (last == Long.MIN_VALUE || second - last >= SECONDS) {
            Arrays.fill(counts, 0);
            sum = 0;
        } else {
            for (long passed = last + 1; passed <= second; passed++) {
                sum -= counts[slot(passed)];
                counts[slot(passed)] = 0;
            }
        }
        last = second;
    }

    private static int slot(long second) {
        return Math.floorMod(second, SECONDS);
    }
}
