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
package io.jamesconnectors.smtp.health;

import java.util.concurrent.TimeUnit;

/**
 * What is known of one host: how many attempts it bears at once, and whether it lives. Without clock, thread or lock; {@link TargetHealth} guards it.
 *
 * <p>This is the feedback of Postfix's scheduler. A window begins at {@value #FIRST_WINDOW}; each attempt that reaches the host widens it by 1/window, so that a whole
 * window of them widens it by one; each failure narrows it by one, down to one. The host is dead when failures without a success between them have made up one window
 * (1/window each): from the first window on, the fourth. Then one attempt at a time probes it, {@value #FIRST_WAIT_SECONDS} seconds after the death and after twice
 * that time at each failure, up to {@value #LONGEST_WAIT_SECONDS} seconds. One attempt that reaches it brings it back, with the first window.
 */
final class HostHealth {
    static final int FIRST_WINDOW = 5;
    static final int FIRST_WAIT_SECONDS = 30;
    static final int LONGEST_WAIT_SECONDS = 300;

    /** What an attempt may do. */
    enum Answer {
        /** Go there. */
        ENTER,
        /** Go there and see whether it lives again. */
        PROBE,
        /** Wait until another attempt has ended. */
        FULL,
        /** Leave it alone. */
        DEAD
    }

    private double window = FIRST_WINDOW;
    private double failedCohorts;
    private int visits;
    private boolean dead;
    private boolean probing;
    private long waitNanos;
    private long nextProbeNanos;
    private String lastFailure = "";

    /**
     * Whether an attempt may go there; {@link Answer#ENTER} and {@link Answer#PROBE} count it in until {@link #left}.
     *
     * @param most so many at once and no more, whatever the window
     */
    Answer enter(int most, long nowNanos) {
        if (dead) {
            if (probing || nextProbeNanos - nowNanos > 0) {
                return Answer.DEAD;
            }
            probing = true;
            visits++;
            return Answer.PROBE;
        }
        if (visits >= Math.min(most, (int) window)) {
            return Answer.FULL;
        }
        visits++;
        return Answer.ENTER;
    }

    /** An attempt has reached the host: it answers, whatever it says of the mail. */
    void reached(int most) {
        failedCohorts = 0;
        if (dead) {
            dead = false;
            probing = false;
            window = FIRST_WINDOW;
        } else {
            window = Math.min(Math.max(FIRST_WINDOW, most), window + 1 / window);
        }
    }

    /**
     * An attempt has not reached the host.
     *
     * @param probe whether it was let in as a probe
     * @param condemns whether it counts towards the death of the host
     * @return whether the host has died of it
     */
    boolean failed(boolean probe, boolean condemns, String reason, long nowNanos) {
        lastFailure = reason;
        if (dead) {
            if (probe) {
                waitNanos = condemns ? Math.min(2 * waitNanos, TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS)) : waitNanos;
                nextProbeNanos = nowNanos + waitNanos;
            }
            return false;
        }
        failedCohorts += condemns ? 1 / window : 0;
        window = Math.max(1, window - 1);
        if (failedCohorts < 1) {
            return false;
        }
        dead = true;
        waitNanos = TimeUnit.SECONDS.toNanos(FIRST_WAIT_SECONDS);
        nextProbeNanos = nowNanos + waitNanos;
        return true;
    }

    /** An attempt that was let in has ended, with or without a word on the host. */
    void left(boolean probe) {
        visits--;
        if (probe) {
            probing = false;
        }
    }

    boolean isDead() {
        return dead;
    }

    /** Nothing is under way, and forgetting it would cost little: a wide window at most, or a death of long ago. */
    boolean isForgettable(long nowNanos) {
        return visits == 0 && (!dead || nowNanos - nextProbeNanos > TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS));
    }

    int window() {
        return dead ? 0 : (int) window;
    }

    int visits() {
        return visits;
    }

    /** How long until the next probe; zero when one is due or under way. */
    long nanosUntilProbe(long nowNanos) {
        return Math.max(0, nextProbeNanos - nowNanos);
    }

    String lastFailure() {
        return lastFailure;
    }
}
