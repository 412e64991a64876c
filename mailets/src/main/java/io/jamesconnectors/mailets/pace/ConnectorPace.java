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
import java.util.Optional;
import java.util.TreeMap;

import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.WarmUp;

/** The limits of one connector or mailbox on messages and recipients, and what they have let out. Safe for use by several threads. */
public final class ConnectorPace {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private enum Unit { MESSAGES, RECIPIENTS }

    /**
     * One limit.
     *
     * @param key names it in the ledger; changed limits of the same unit and length keep what they have counted
     * @param isShort whether it is over within minutes: then the ledger says that all of it goes out by the end of this minute, and need not be written
     *     again before that
     */
    private record Limit(String key, Unit unit, boolean isShort, Count count) {
        private static final int PARTS = 100;

        long amount(int recipients) {
            return unit == Unit.MESSAGES ? 1 : recipients;
        }

        long partAhead(Instant now) {
            return Math.max(1, count.limit(now) / PARTS);
        }

        Map<Long, Long> ahead(Instant now) {
            return isShort ? count.slices(count.limit(now), endOfMinute(now)) : count.slices(partAhead(now), now);
        }

        /** As {@code connectors.xml} calls it; {@code warmUpMessagesToday} for the schedule of a new address. */
        String word() {
            int hyphen = key.indexOf('-');
            String length = key.substring(hyphen + 1);
            return length.equals("warm-up") ? "warmUpMessagesToday" : key.substring(0, hyphen) + "Per" + Character.toUpperCase(length.charAt(0)) + length.substring(1);
        }

        private static Instant endOfMinute(Instant now) {
            return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), 60L) * 60 + 59);
        }
    }

    private final List<Limit> limits = new ArrayList<>();

    /** With nothing let out yet. */
    public ConnectorPace(Pace pace, Optional<WarmUp> warmUp) {
        add("messages-minute", Unit.MESSAGES, pace.messagesPerMinute(), MINUTE);
        add("messages-hour", Unit.MESSAGES, pace.messagesPerHour(), HOUR);
        add("messages-day", Unit.MESSAGES, pace.messagesPerDay(), DAY);
        add("recipients-minute", Unit.RECIPIENTS, pace.recipientsPerMinute(), MINUTE);
        add("recipients-hour", Unit.RECIPIENTS, pace.recipientsPerHour(), HOUR);
        add("recipients-day", Unit.RECIPIENTS, pace.recipientsPerDay(), DAY);
        warmUp.ifPresent(schedule -> limits.add(new Limit("messages-warm-up", Unit.MESSAGES, false, new WarmUpDays(schedule))));
    }

    /** Lets one message to so many recipients out now, or says how long it has to wait; zero means that it is out, and counted. */
    public synchronized Duration letOut(int recipients, Instant now) {
        Duration wait = Duration.ZERO;
        for (Limit limit : limits) {
            Duration needed = limit.count.waitFor(limit.amount(recipients), now);
            wait = needed.compareTo(wait) > 0 ? needed : wait;
        }
        if (wait.isZero()) {
            limits.forEach(limit -> limit.count.add(limit.amount(recipients), now));
        }
        return wait;
    }

    /** The message that was let out at that moment did not reach anyone. */
    public synchronized void takeBack(int recipients, Instant when) {
        limits.forEach(limit -> limit.count.takeBack(limit.amount(recipients), when));
    }

    /** The message that was let out at one moment has arrived now, which is what the other side counts by. */
    public synchronized void arrived(int recipients, Instant when, Instant now) {
        limits.forEach(limit -> {
            limit.count.takeBack(limit.amount(recipients), when);
            limit.count.add(limit.amount(recipients), now);
        });
    }

    /** How much of each limit is used at that moment, by what {@code connectors.xml} calls the limit. */
    synchronized Map<String, Long> used(Instant now) {
        Map<String, Long> used = new TreeMap<>();
        limits.forEach(limit -> used.put(limit.word(), limit.count.used(now)));
        return used;
    }

    /** What counts, for the ledger: by limit, by slice. */
    synchronized Map<String, Map<Long, Long>> counted() {
        Map<String, Map<Long, Long>> counted = new TreeMap<>();
        limits.forEach(limit -> counted.put(limit.key, limit.count.slices(0, Instant.EPOCH)));
        return counted;
    }

    /** As {@link #counted}, with what may go out before the ledger is written again. */
    synchronized Map<String, Map<Long, Long>> countedAhead(Instant now) {
        Map<String, Map<Long, Long>> counted = new TreeMap<>();
        limits.forEach(limit -> counted.put(limit.key, limit.ahead(now)));
        return counted;
    }

    /** Whether what goes out after the ledger was written with a part ahead, in the same minute, is still within that part. */
    synchronized boolean isWithinPartAhead(long messages, long recipients, Instant now) {
        return limits.stream().filter(limit -> !limit.isShort).allMatch(limit -> (limit.unit == Unit.MESSAGES ? messages : recipients) <= limit.partAhead(now));
    }

    /** Counts what was counted before a restart or a change of the limits. */
    synchronized void restore(Map<String, Map<Long, Long>> counted) {
        limits.forEach(limit -> counted.getOrDefault(limit.key, Map.of()).forEach(limit.count::addAt));
    }

    private void add(String key, Unit unit, long limit, Duration length) {
        if (limit > 0) {
            limits.add(new Limit(key, unit, length.equals(MINUTE), new Window(limit, length)));
        }
    }
}
