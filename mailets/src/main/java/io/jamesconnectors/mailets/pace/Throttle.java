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

/**
 * How far a connector holds back since the other side said that it is too fast. Each such reply doubles the pause, from half a minute to a quarter of
 * an hour, and halves how many messages are under way at once; each quiet minute with a delivery after the pause takes one step back.
 * Replies to messages that were under way together count once. Safe for use by several threads.
 */
public final class Throttle {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration STEP_BACK = Duration.ofMinutes(1);
    private static final int HIGHEST = 6;

    private int level;
    private Instant pausedUntil = Instant.MIN;
    private Instant lastStep = Instant.MIN;

    /** The other side said that we are too fast. */
    public synchronized void tooFast(Instant now) {
        if (now.isBefore(pausedUntil)) {
            return;
        }
        level = Math.min(HIGHEST, level + 1);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (level - 1));
        pausedUntil = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        lastStep = pausedUntil;
    }

    /** The other side took a message. */
    public synchronized void delivered(Instant now) {
        if (level > 0 && !now.isBefore(lastStep.plus(STEP_BACK))) {
            level--;
            lastStep = now;
        }
    }

    /** How long nothing may be sent; zero when something may. */
    public synchronized Duration pause(Instant now) {
        return now.isBefore(pausedUntil) ? Duration.between(now, pausedUntil) : Duration.ZERO;
    }

    /** How many messages may be under way at once where {@code most} may without throttling; at least 1. */
    public synchronized int concurrency(int most) {
        return Math.max(1, most >> level);
    }

    /** How many steps it holds back, 0 for not at all. */
    public synchronized int level() {
        return level;
    }
}
