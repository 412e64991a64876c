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
package io.jamesconnectors.testing.office365;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a mailbox has sent within the last minute and the last day. Windows slide: whoever keeps to these keeps to windows that start on the minute, too. */
final class Quota {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Deque<Sent> lastDay = new ArrayDeque<>();

    /** Counts a message in, unless it is over a limit that refuses it. */
    synchronized Answer admit(Instant now, int recipients, SubmissionSwitches switches) {
        while (!lastDay.isEmpty() && !now.isBefore(lastDay.peekFirst().at().plus(DAY))) {
            lastDay.removeFirst();
        }
        long recipientsToday = lastDay.stream().mapToLong(Sent::recipients).sum();
        if (recipientsToday + recipients > switches.recipientsPerDay()) {
            return Answer.OVER_DAY;
        }
        long thisMinute = lastDay.stream().filter(sent -> now.isBefore(sent.at().plus(MINUTE))).count();
        boolean overMinute = thisMinute >= switches.messagesPerMinute();
        if (!overMinute || switches.overRate() == OverRate.CARRIED_OVER) {
            lastDay.addLast(new Sent(now, recipients));
        }
        return overMinute ? Answer.OVER_MINUTE : Answer.WITHIN;
    }

    /** Whether a message is within the limits. */
    enum Answer { WITHIN, OVER_MINUTE, OVER_DAY }

    private record Sent(Instant at, int recipients) {
    }
}
