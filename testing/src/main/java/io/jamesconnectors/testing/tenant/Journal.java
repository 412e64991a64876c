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
package io.jamesconnectors.testing.tenant;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.jamesconnectors.testing.Waiting;
import io.jamesconnectors.testing.tenant.TenantEvent.Kind;

/** What has happened in the tenant, and who waits for it. Safe for use by several threads. */
final class Journal {
    private static final int MAX_EVENTS = 500_000;
    private static final int MAX_CONVERSATIONS = 20_000;

    private final Object lock = new Object();
    private final List<TenantEvent> events = new ArrayList<>();
    private final List<StoredMessage> stored = new ArrayList<>();
    private final List<List<String>> conversations = new ArrayList<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final List<RuntimeException> problems = new ArrayList<>();
    private long letters;
    private long tasks;

    void happened(Kind kind, Letter letter, String to, String why, String reply) {
        happened(new TenantEvent(Instant.now(), kind, letter.id(), letter.messageId(), letter.sender(), to, why, reply));
    }

    void happened(TenantEvent event) {
        synchronized (lock) {
            counts.merge(event.kind(), 1L, Long::sum);
            if (events.size() < MAX_EVENTS) {
                events.add(event);
            }
            lock.notifyAll();
        }
    }

    /** Puts a message into its mailbox, and tells of it, in one step. */
    void store(StoredMessage message, Letter letter) {
        synchronized (lock) {
            stored.add(message);
            happened(Kind.STORED, letter, message.recipient(), "mailbox " + message.mailbox(), "");
        }
    }

    void conversed(List<String> transcript) {
        synchronized (lock) {
            if (conversations.size() < MAX_CONVERSATIONS) {
                conversations.add(List.copyOf(transcript));
            }
        }
    }

    void failed(RuntimeException problem) {
        synchronized (lock) {
            problems.add(problem);
        }
    }

    long newLetter() {
        synchronized (lock) {
            return ++letters;
        }
    }

    void taskBegins() {
        synchronized (lock) {
            tasks++;
        }
    }

    void taskEnds() {
        synchronized (lock) {
            tasks--;
            lock.notifyAll();
        }
    }

    long tasks() {
        synchronized (lock) {
            return tasks;
        }
    }

    List<TenantEvent> events() {
        synchronized (lock) {
            return List.copyOf(events);
        }
    }

    List<StoredMessage> stored() {
        synchronized (lock) {
            return List.copyOf(stored);
        }
    }

    List<List<String>> conversations() {
        synchronized (lock) {
            return List.copyOf(conversations);
        }
    }

    List<RuntimeException> problems() {
        synchronized (lock) {
            return List.copyOf(problems);
        }
    }

    long count(Kind kind) {
        synchronized (lock) {
            return counts.getOrDefault(kind, 0L);
        }
    }

    Optional<TenantEvent> awaitEvent(Predicate<TenantEvent> wanted, Duration timeout) {
        return first(events, wanted, timeout);
    }

    Optional<StoredMessage> awaitStored(Predicate<StoredMessage> wanted, Duration timeout) {
        return first(stored, wanted, timeout);
    }

    boolean awaitSettled(Duration timeout) {
        return Waiting.on(lock, () -> tasks == 0, timeout);
    }

    /** The first of a list that only grows. Each is looked at once: {@code wanted} is asked under the lock. */
    private <T> Optional<T> first(List<T> list, Predicate<T> wanted, Duration timeout) {
        Search<T> search = new Search<>(list, wanted);
        Waiting.on(lock, search::isOver, timeout);
        return search.found;
    }

    private static final class Search<T> {
        private final List<T> list;
        private final Predicate<T> wanted;
        private int looked;
        private Optional<T> found = Optional.empty();

        Search(List<T> list, Predicate<T> wanted) {
            this.list = list;
            this.wanted = wanted;
        }

        boolean isOver() {
            while (found.isEmpty() && looked < list.size()) {
                found = Optional.of(list.get(looked++)).filter(wanted);
            }
            return found.isPresent();
        }
    }
}
