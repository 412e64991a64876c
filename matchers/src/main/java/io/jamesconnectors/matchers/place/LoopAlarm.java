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
package io.jamesconnectors.matchers.place;

import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.jamesconnectors.connectors.hybrid.RecipientPlace.Looping;

/**
 * Is told of each recipient whose mail would have circled: writes a line with both connectors, and counts, in James's registry as {@value #METRIC} and for
 * the health check. Safe for use by many threads.
 */
@Singleton
public final class LoopAlarm {
    /** The name of the counter. */
    public static final String METRIC = "connectors.loops";

    private static final Logger LOGGER = LoggerFactory.getLogger(LoopAlarm.class);
    private static final int MINUTES = 60;

    private final Metric loops;
    private final Clock clock;
    private final int[] counts = new int[MINUTES];
    private long minute = Long.MIN_VALUE;
    private String lastPair = "";

    @Inject
    public LoopAlarm(MetricFactory metrics, Clock clock) {
        this.loops = metrics.generate(METRIC);
        this.clock = clock;
    }

    /** A loop was broken for one recipient. */
    public void fired(Looping loop) {
        String pair = "came_by=" + quoted(loop.cameBy()) + " would_leave_by=" + quoted(loop.wouldLeaveBy().asString());
        LOGGER.warn("loop {} reason={} reply={}/{}", pair, loop.decidedBy().code(), loop.reply().code(), loop.reply().enhanced());
        loops.increment();
        synchronized (this) {
            advance();
            counts[slot(minute)]++;
            lastPair = pair;
        }
    }

    /** How often that was within the last hour, to the minute. */
    public synchronized int lastHour() {
        advance();
        return Arrays.stream(counts).sum();
    }

    /** The connectors of the last one, such as {@code came_by="From Office 365" would_leave_by="To Office 365"}; empty before the first. */
    public synchronized String lastPair() {
        return lastPair;
    }

    /** A clock that goes back counts as standing still. */
    private void advance() {
        long now = TimeUnit.MILLISECONDS.toMinutes(clock.millis());
        if (now <= minute) {
            return;
        }
        if (minute == Long.MIN_VALUE || now - minute >= MINUTES) {
            Arrays.fill(counts, 0);
        } else {
            for (long passed = minute + 1; passed <= now; passed++) {
                counts[slot(passed)] = 0;
            }
        }
        minute = now;
    }

    private static int slot(long minute) {
        return Math.floorMod(minute, MINUTES);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
