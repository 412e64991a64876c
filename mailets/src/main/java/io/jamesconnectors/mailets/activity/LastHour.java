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

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * How often each thing happened in the last {@value #MINUTES} minutes.
 *
 * @param counts for each event that happened at all one number a minute, the oldest first; the last one is of the minute that is not over
 */
public record LastHour(Map<Event, List<Integer>> counts) {
    /** How many minutes are kept. */
    public static final int MINUTES = 60;
    /** Nothing happened. */
    public static final LastHour EMPTY = new LastHour(Map.of());

    private static final List<Integer> NOTHING = Collections.nCopies(MINUTES, 0);

    public LastHour {
        counts = Map.copyOf(counts);
    }

    /** One number a minute. */
    public List<Integer> of(Event event) {
        return counts.getOrDefault(event, NOTHING);
    }

    /** How often in all. */
    public long sum(Event event) {
        return counts.getOrDefault(event, List.of()).stream().mapToLong(Integer::longValue).sum();
    }
}
