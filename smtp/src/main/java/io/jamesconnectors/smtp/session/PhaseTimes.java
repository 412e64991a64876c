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
package io.jamesconnectors.smtp.session;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** A stop watch that knows the phases of an attempt. Used by one thread at a time. */
public final class PhaseTimes {
    private final LongSupplier nanoTime;
    private final EnumMap<Phase, Duration> spent = new EnumMap<>(Phase.class);
    private final EnumMap<Phase, Integer> begun = new EnumMap<>(Phase.class);
    private Phase current;
    private long since;

    public PhaseTimes(Phase first, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.current = first;
        this.since = nanoTime.getAsLong();
    }

    /** Ends the phase that runs and begins {@code next}. */
    public void enter(Phase next) {
        if (next != current) {
            long now = nanoTime.getAsLong();
            spent.merge(current, Duration.ofNanos(now - since), Duration::plus);
            begun.merge(next, 1, Integer::sum);
            current = next;
            since = now;
        }
    }

    /** The phase that runs. */
    public Phase current() {
        return current;
    }

    /** How often {@code phase} has been entered from another. */
    public int begun(Phase phase) {
        return begun.getOrDefault(phase, 0);
    }

    /** The time spent in each phase up to now. */
    public Map<Phase, Duration> spent() {
        EnumMap<Phase, Duration> all = new EnumMap<>(spent);
        all.merge(current, Duration.ofNanos(nanoTime.getAsLong() - since), Duration::plus);
        return all;
    }
}
