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
package io.jamesconnectors.connectors;

import java.time.Duration;
import java.util.List;

/**
 * When a failed attempt is repeated. The waits grow: the last one repeats until {@code expireAfter} has passed since the mail was accepted.
 *
 * @param waits before the second attempt, the third, and so on; never empty, each longer than zero
 * @param expireAfter after so long the mail is returned (Exchange Online: 24 hours)
 */
public record RetrySchedule(List<Duration> waits, Duration expireAfter) {
    /** What holds where the file says nothing: soon at first, then every hour, for a day. */
    public static final RetrySchedule DEFAULT = new RetrySchedule(
        List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofHours(1)),
        Duration.ofHours(24));

    public RetrySchedule {
        waits = List.copyOf(waits);
        if (waits.isEmpty() || waits.stream().anyMatch(wait -> wait.isNegative() || wait.isZero())) {
            throw new IllegalArgumentException("retry: " + waits + " (expected: at least one wait, each longer than zero)");
        }
        if (expireAfter.isNegative() || expireAfter.isZero()) {
            throw new IllegalArgumentException("expireAfter: " + expireAfter + " (expected: more than zero)");
        }
    }

    /**
     * How long to wait after a failed attempt.
     *
     * @param attempts how many attempts have failed, at least 1
     */
    public Duration waitAfter(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts: " + attempts + " (expected: >= 1)");
        }
        return waits.get(Math.min(attempts, waits.size()) - 1);
    }

    /** Whether a mail of this age is returned instead of being tried again. */
    public boolean isExpired(Duration age) {
        return age.compareTo(expireAfter) >= 0;
    }
}
