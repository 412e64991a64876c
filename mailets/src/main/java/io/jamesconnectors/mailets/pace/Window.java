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

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A limit on what goes out within a sliding length of time. The time is cut into slices, a 60th of the length each; what went out in a slice counts until all of it is
 * older than the length, so that never more than the limit goes out in any such time, and sometimes a 60th of it less.
 * Not safe for use by several threads.
 */
final class Window implements Count {
    private static final int SLICES = 60;

    private final long limit;
    private final long sliceMillis;
    private final NavigableMap<Long, Long> used = new TreeMap<>();
    private long total;

    /**
     * @param limit how much may go out, from 1
     * @param length at least a second
     */
    Window(long limit, Duration length) {
        this.limit = limit;
        this.sliceMillis = Math.max(1, length.toMillis() / SLICES);
    }

    @Override
    public long used(Instant now) {
        forget(now);
        return total;
    }

    @Override
    public long limit(Instant now) {
        return limit;
    }

    /** More than the whole limit may go out when nothing else counts. */
    @Override
    public Duration waitFor(long amount, Instant now) {
        forget(now);
        long room = limit - total;
        if (amount <= room || total == 0) {
            return Duration.ZERO;
        }
        long freed = 0;
        for (Map.Entry<Long, Long> slice : used.entrySet()) {
            freed += slice.getValue();
            if (amount <= room + freed || freed == total) {
                return Duration.ofMillis(endsToCount(slice.getKey()) - now.toEpochMilli());
            }
        }
        throw new IllegalStateException("window: " + freed + " freed of " + total + " (expected: all)");
    }

    @Override
    public void add(long amount, Instant now) {
        addAt(slice(now), amount);
    }

    @Override
    public void takeBack(long amount, Instant when) {
        Long there = used.get(slice(when));
        if (there != null) {
            addAt(slice(when), -Math.min(amount, there));
        }
    }

    @Override
    public Map<Long, Long> slices(long ahead, Instant when) {
        Map<Long, Long> slices = new TreeMap<>(used);
        if (ahead > 0) {
            slices.merge(slice(when), ahead, Long::sum);
        }
        return slices;
    }

    @Override
    public void addAt(long slice, long amount) {
        used.merge(slice, amount, Long::sum);
        total += amount;
    }

    private long slice(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), sliceMillis);
    }

    private long endsToCount(long slice) {
        return (slice + 1 + SLICES) * sliceMillis;
    }

    private void forget(Instant now) {
        while (!used.isEmpty() && endsToCount(used.firstKey()) <= now.toEpochMilli()) {
            total -= used.pollFirstEntry().getValue();
        }
    }
}
