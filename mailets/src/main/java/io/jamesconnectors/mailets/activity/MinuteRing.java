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

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The counts of the last {@value LastHour#MINUTES} minutes of one connector. Not for several threads at once; a clock that goes back counts as standing still. */
final class MinuteRing {
    private final Map<Event, int[]> rings = new EnumMap<>(Event.class);
    private long last = Long.MIN_VALUE;

    /** @param minute since 1970 */
    void add(Event event, int many, long minute) {
        advance(minute);
        rings.computeIfAbsent(event, key -> new int[LastHour.MINUTES])[slot(last)] += many;
    }

    LastHour read(long minute) {
        if (rings.isEmpty()) {
            return LastHour.EMPTY;
        }
        advance(minute);
        Map<Event, List<Integer>> counts = new EnumMap<>(Event.class);
        rings.forEach((event, ring) -> counts.put(event, IntStream.rangeClosed(1, LastHour.MINUTES).mapToObj(i -> ring[slot(last + i)]).toList()));
        return new LastHour(counts);
    }

    private void advance(long minute) {
        if (minute <= last) {
            return;
        }
        if (last == Long.MIN_VALUE || minute - last >= LastHour.MINUTES) {
            rings.values().forEach(ring -> Arrays.fill(ring, 0));
        } else {
            for (long passed = last + 1; passed <= minute; passed++) {
                int slot = slot(passed);
                rings.values().forEach(ring -> ring[slot] = 0);
            }
        }
        last = minute;
    }

    private static int slot(long minute) {
        return Math.floorMod(minute, LastHour.MINUTES);
    }
}
