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
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import io.jamesconnectors.connectors.WarmUp;

/** The messages of each day (UTC) against the schedule of a new address. Not safe for use by several threads. */
final class WarmUpDays implements Count {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final WarmUp schedule;
    private final NavigableMap<Long, Long> sent = new TreeMap<>();

    WarmUpDays(WarmUp schedule) {
        this.schedule = schedule;
    }

    @Override
    public Duration waitFor(long amount, Instant now) {
        long today = day(now);
        sent.headMap(today).clear();
        long limit = limit(now);
        boolean fits = limit == 0 || sent.getOrDefault(today, 0L) + amount <= limit;
        return fits ? Duration.ZERO : Duration.ofMillis((today + 1) * DAY_MILLIS - now.toEpochMilli());
    }

    @Override
    public void add(long amount, Instant now) {
        addAt(day(now), amount);
    }

    @Override
    public void takeBack(long amount, Instant when) {
        sent.computeIfPresent(day(when), (day, there) -> Math.max(0, there - amount));
    }

    @Override
    public long used(Instant now) {
        return sent.getOrDefault(day(now), 0L);
    }

    @Override
    public long limit(Instant now) {
        return schedule.messagesOn(LocalDate.ofEpochDay(day(now)));
    }

    @Override
    public Map<Long, Long> slices(long ahead, Instant when) {
        Map<Long, Long> slices = new TreeMap<>(sent);
        if (ahead > 0) {
            slices.merge(day(when), ahead, Long::sum);
        }
        return slices;
    }

    @Override
    public void addAt(long slice, long amount) {
        sent.merge(slice, amount, Long::sum);
    }

    private static long day(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), DAY_MILLIS);
    }
}
