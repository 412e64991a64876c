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
package io.jamesconnectors.server.published;

import java.time.Duration;

/**
 * When a list is asked for next. The web service wants to be asked for the version once an hour at most; who asks more often, or goes on
 * asking when it says that it has had enough, is shut out. Times are milliseconds.
 */
final class Pace {
    /** How long after an answer the next question is asked, before the spread. */
    static final long PERIOD = Duration.ofHours(1).toMillis();
    /** The longest time between two questions, before the spread; a longer {@code Retry-After} is cut to twice that. */
    static final long CAP = Duration.ofHours(12).toMillis();
    /** How long after a first attempt that did not reach the service, when there is no list at all. */
    static final long FIRST_RETRY = Duration.ofMinutes(1).toMillis();

    private static final int MAX_DOUBLINGS = 20;

    private Pace() {
    }

    /**
     * How long to wait after an answer that was good.
     *
     * @param spread from 0 to 1, drawn anew each time, so that not all servers of the world ask at the full hour
     */
    static long afterSuccess(double spread) {
        return spread(PERIOD, spread);
    }

    /**
     * How long to wait after a failure: twice as long each time.
     *
     * @param failures how many there were in succession, this one counted
     * @param reached whether the service was reached; where it was not, and no list is there, nobody is bothered by asking again soon
     * @param haveList whether there is a list to live on
     * @param retryAfter what the service asks for, in seconds
     */
    static long afterFailure(int failures, boolean reached, boolean haveList, long retryAfter, double spread) {
        long first = reached || haveList ? PERIOD : FIRST_RETRY;
        long wait = Math.min(CAP, first << Math.min(failures - 1, MAX_DOUBLINGS));
        return spread(Math.max(wait, Math.min(2 * CAP, retryAfter * 1000)), spread);
    }

    private static long spread(long wait, double spread) {
        return wait + (long) (wait / 10.0 * spread);
    }
}
