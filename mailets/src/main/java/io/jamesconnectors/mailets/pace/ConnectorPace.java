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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.jamesconnectors.connectors.Pace;

/** The limits of one connector on messages and recipients, and what they have let out. Safe for use by several threads. */
public final class ConnectorPace {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private enum Unit { MESSAGES, RECIPIENTS }

    /**
     * One limit.
     *
     * @param key names it in the ledger; changed limits of the same unit and length keep what they have counted
     */
    private record Limit(String key, Unit unit, boolean isKept, Window window) {
        private static final int PARTS = 100;

        long amount(int recipients) {
            return unit == Unit.MESSAGES ? 1 : recipients;
        }

        long partAhead() {
            return Math.max(1, window.limit() / PARTS);
        }
    }

    private final Pace pace;
    private final List<Limit> limits = new ArrayList<>();

    /** With nothing let out yet. */
    public ConnectorPace(Pace pace) {
        this.pace = pace;
        add("messages-minute", Unit.MESSAGES, pace.messagesPerMinute(), MINUTE);
        add("messages-hour", Unit.MESSAGES, pace.messagesPerHour(), HOUR);
        add("messages-day", Unit.MESSAGES, pace.messagesPerDay(), DAY);
        add("recipients-minute", Unit.RECIPIENTS, pace.recipientsPerMinute(), MINUTE);
        add("recipients-hour", Unit.RECIPIENTS, pace.recipientsPerHour(), HOUR);
        add("recipients-day", Unit.RECIPIENTS, pace.recipientsPerDay(), DAY);
    }

    public Pace pace() {
        return pace;
    }

    /** Lets one message to so many recipients out now, or says how long it has to wait; zero means that it is out, and counted. */
    public synchronized Duration letOut(int recipients, Instant now) {
        Duration wait = Duration.ZERO;
        for (Limit limit : limits) {
            Duration needed = limit.window.waitFor(limit.amount(recipients), now);
            wait = needed.compareTo(wait) > 0 ? needed : wait;
        }
        if (wait.isZero()) {
            limits.forEach(limit -> limit.window.add(limit.amount(recipients), now));
        }
        return wait;
    }

    /** The message that was let out at that moment did not reach anyone. */
    public synchronized void takeBack(int recipients, Instant when) {
        limits.forEach(limit -> limit.window.takeBack(limit.amount(recipients), when));
    }

    /** What hours and days have counted, for the ledger: by limit, by slice; with a part of each limit ahead, as if it went out now. */
    synchronized Map<String, Map<Long, Long>> counted(boolean withPartAhead, Instant now) {
        Map<String, Map<Long, Long>> counted = new TreeMap<>();
        limits.stream().filter(Limit::isKept).forEach(limit -> counted.put(limit.key, limit.window.slices(withPartAhead ? limit.partAhead() : 0, now)));
        return counted;
    }

    /** Whether what goes out after the ledger was written with a part ahead is still within that part. */
    boolean isWithinPartAhead(long messages, long recipients) {
        return limits.stream().filter(Limit::isKept).allMatch(limit -> (limit.unit == Unit.MESSAGES ? messages : recipients) <= limit.partAhead());
    }

    /** Counts what was counted before a restart or a change of the limits. */
    synchronized void restore(Map<String, Map<Long, Long>> counted) {
        limits.forEach(limit -> counted.getOrDefault(limit.key, Map.of()).forEach(limit.window::addAt));
    }

    private void add(String key, Unit unit, long limit, Duration length) {
        if (limit > 0) {
            limits.add(new Limit(key, unit, !length.equals(MINUTE), new Window(limit, length)));
        }
    }
}
