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
package io.jamesconnectors.it.outbound;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.jamesconnectors.testing.ReceivedMessage;

/** What has arrived at one or more servers: which message, where, and when. */
final class Arrivals {
    private final List<Arrival> all = new ArrayList<>();

    /**
     * One copy of a message.
     *
     * @param nanos when it came, by {@link System#nanoTime}
     */
    record Arrival(String messageId, String server, long nanos) {
    }

    /** To be told by the server of this name. */
    Consumer<ReceivedMessage> at(String server) {
        return message -> {
            synchronized (this) {
                all.add(new Arrival(message.header("Message-ID").orElseThrow(), server, System.nanoTime()));
                notifyAll();
            }
        };
    }

    synchronized int count() {
        return all.size();
    }

    /** Waits until so many copies have come, at least one; the last of these. */
    synchronized Arrival awaitCount(int count, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (all.size() < count) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0) {
                throw new AssertionError("arrived: " + all.size() + " within " + timeout + " (expected: " + count + ")");
            }
            wait(millis);
        }
        return all.get(count - 1);
    }

    /** All copies, by Message-ID with its brackets; each list in order of arrival. */
    synchronized Map<String, List<Arrival>> byMessage() {
        return all.stream().collect(groupingBy(Arrival::messageId));
    }

    /** The longest time in which nothing came, between the first arrival and the last. */
    synchronized Duration longestGap() {
        long longest = 0;
        for (int i = 1; i < all.size(); i++) {
            longest = Math.max(longest, all.get(i).nanos() - all.get(i - 1).nanos());
        }
        return Duration.ofNanos(longest);
    }
}
