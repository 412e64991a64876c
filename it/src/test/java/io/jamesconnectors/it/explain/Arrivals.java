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
package io.jamesconnectors.it.explain;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.jamesconnectors.testing.ReceivedMessage;

/** For whom mail has arrived, at which ports, and from whom. */
final class Arrivals {
    private final Map<String, Set<String>> byRecipient = new HashMap<>();

    /** To be told by the server of this number. */
    Consumer<ReceivedMessage> at(int server) {
        return message -> {
            synchronized (this) {
                message.recipients().forEach(recipient -> byRecipient.computeIfAbsent(recipient, key -> new TreeSet<>()).add(server + " from <" + message.sender() + ">"));
                notifyAll();
            }
        };
    }

    /** Where mail for a recipient has arrived: {@code 3 from <anna@contoso.test>}. */
    synchronized Set<String> of(String recipient) {
        return Set.copyOf(byRecipient.getOrDefault(recipient, Set.of()));
    }

    /** Waits until mail has arrived for all of these; those for whom none has. */
    synchronized Set<String> missing(Collection<String> recipients, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            Set<String> missing = new TreeSet<>(recipients);
            missing.removeAll(byRecipient.keySet());
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (missing.isEmpty() || millis <= 0) {
                return missing;
            }
            wait(millis);
        }
    }
}
