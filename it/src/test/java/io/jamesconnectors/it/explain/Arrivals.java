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

/** Which mail has arrived for whom, at which servers, and from whom. */
final class Arrivals {
    private final Map<String, Set<String>> byMail = new HashMap<>();

    /** What is known as one mail: the subject, which is the number of the transaction, and RCPT TO. */
    static String key(String subject, String recipient) {
        return subject + " to <" + recipient + ">";
    }

    /** How one arrival is told. */
    static String told(int server, String sender, String login) {
        return "at " + server + " from <" + sender + ">" + (login.isEmpty() ? "" : " as " + login);
    }

    /** To be told by the server of this number. */
    Consumer<ReceivedMessage> at(int server) {
        return message -> {
            synchronized (this) {
                message.recipients().forEach(recipient -> byMail.computeIfAbsent(key(message.header("Subject").orElse("?"), recipient), unknown -> new TreeSet<>())
                    .add(told(server, message.sender(), message.login().orElse(""))));
                notifyAll();
            }
        };
    }

    /** Where a mail has arrived. */
    synchronized Set<String> of(String mail) {
        return Set.copyOf(byMail.getOrDefault(mail, Set.of()));
    }

    /** Waits until all of these have arrived; those that have not. */
    synchronized Set<String> missing(Collection<String> mails, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            Set<String> missing = new TreeSet<>(mails);
            missing.removeAll(byMail.keySet());
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (missing.isEmpty() || millis <= 0) {
                return missing;
            }
            wait(millis);
        }
    }
}
