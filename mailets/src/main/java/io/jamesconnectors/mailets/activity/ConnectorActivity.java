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

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** What has happened to one connector of late. Safe for use by many threads; each call takes a short lock. */
public final class ConnectorActivity {
    private static final long SECONDS_A_MINUTE = 60;
    private static final long SECONDS_AN_HOUR = 3_600;

    private final MinuteRing ring = new MinuteRing();
    private @Nullable Trouble lastTrouble;
    private boolean failing;
    private Instant lastEvent = Instant.MIN;

    /** Counts something that has just happened so many times. */
    public synchronized void count(Event event, int many, Instant now) {
        if (many > 0) {
            lastEvent = now;
            ring.add(event, many, minute(now));
        }
    }

    /** It could not do its work: what is said of it until {@link #works}. */
    public synchronized void fails(Trouble trouble) {
        lastEvent = trouble.at();
        lastTrouble = trouble;
        failing = true;
    }

    /** It did its work. */
    public synchronized void works() {
        failing = false;
    }

    /** What happened in each of the last minutes. */
    public synchronized LastHour lastHour(Instant now) {
        return ring.read(minute(now));
    }

    /** The last failure, however long ago. */
    public synchronized Optional<Trouble> lastTrouble() {
        return Optional.ofNullable(lastTrouble);
    }

    /** The last failure, if nothing has worked since. */
    public synchronized Optional<Trouble> failsWith() {
        return failing ? lastTrouble() : Optional.empty();
    }

    synchronized boolean isQuiet(Instant now) {
        return lastEvent.isBefore(now.minusSeconds(SECONDS_AN_HOUR));
    }

    private static long minute(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), SECONDS_A_MINUTE);
    }
}
