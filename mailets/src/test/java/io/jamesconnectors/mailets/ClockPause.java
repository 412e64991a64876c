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
package io.jamesconnectors.mailets;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import io.jamesconnectors.testing.MutableClock;

/** Pauses until a test has moved the clock on, or ends them; knows how many pause now. */
final class ClockPause implements Pause {
    private final MutableClock clock;
    private final Map<Thread, Instant> pausing = new HashMap<>();
    private boolean stopped;

    ClockPause(MutableClock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void pause(Duration time) throws InterruptedException {
        pausing.put(Thread.currentThread(), clock.instant().plus(time));
        try {
            while (pausing.containsKey(Thread.currentThread())) {
                if (stopped) {
                    throw new InterruptedException("stopping");
                }
                wait();
            }
        } finally {
            pausing.remove(Thread.currentThread());
        }
    }

    /** Moves the clock on if just so many pause; whoever has paused enough is counted no more from then on. */
    synchronized void advanceWhen(int all, Duration step) {
        if (pausing.size() == all && all > 0) {
            clock.advance(step);
            pausing.values().removeIf(end -> !end.isAfter(clock.instant()));
            notifyAll();
        }
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }
}
