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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.jamesconnectors.testing.Waiting;

/** What has happened at the stand-in. Safe for use by several threads. */
public final class Office365Record {
    private static final int MAX_CONNECTIONS = 10_000;
    private static final Pattern THROTTLING = Pattern.compile("451 4\\.7\\.[56]\\d\\d");

    private final Object lock = new Object();
    private final List<Office365Message> messages = new ArrayList<>();
    private final List<WireLog> connections = new ArrayList<>();
    private final List<TokenFetch> fetches = new ArrayList<>();
    private final Map<String, Long> replies = new TreeMap<>();
    private long overLimit;

    Office365Record() {
    }

    /** The messages taken, in order. */
    public List<Office365Message> messages() {
        synchronized (lock) {
            return List.copyOf(messages);
        }
    }

    /** How often each reply was said, by its code and enhanced code, such as {@code 432 4.3.2}. */
    public Map<String, Long> replies() {
        synchronized (lock) {
            return Map.copyOf(replies);
        }
    }

    /** How many replies began with these codes. */
    public long replies(String codes) {
        return replies().entrySet().stream().filter(entry -> entry.getKey().startsWith(codes)).mapToLong(Map.Entry::getValue).sum();
    }

    /** How many replies {@code 432 4.3.2} there were. */
    public long concurrencyReplies() {
        return replies("432 4.3.2");
    }

    /** How many replies {@code 451 4.7.500} to {@code 4.7.699} there were. */
    public long throttlingReplies() {
        return replies().entrySet().stream().filter(entry -> THROTTLING.matcher(entry.getKey()).matches()).mapToLong(Map.Entry::getValue).sum();
    }

    /** How many messages were over a limit on messages a minute or recipients a day, whether they were refused or taken. */
    public long overLimit() {
        synchronized (lock) {
            return overLimit;
        }
    }

    /** Every request to the token endpoint that was answered, in order. */
    public List<TokenFetch> tokenFetches() {
        synchronized (lock) {
            return List.copyOf(fetches);
        }
    }

    /** How many tokens this identity, a client id or the address of a user, was given. */
    public long tokensIssued(String identity) {
        return tokenFetches().stream().filter(fetch -> fetch.issued() && fetch.identity().equals(identity)).count();
    }

    /**
     * What was said on each connection so far, in order: lines with {@code C: } and {@code S: }, {@code --- TLSv1.3 ---} for a handshake.
     * Whatever a client says to log in is shown as {@code ***}, as is what is no command.
     */
    public List<List<String>> transcripts() {
        synchronized (lock) {
            return connections.stream().map(WireLog::lines).toList();
        }
    }

    /** Waits until {@code count} messages were taken; false when the time is over before. */
    public boolean awaitMessages(int count, Duration timeout) {
        return Waiting.on(lock, () -> messages.size() >= count, timeout);
    }

    /** Waits until {@code count} requests to the token endpoint were answered; false when the time is over before. */
    public boolean awaitTokenFetches(int count, Duration timeout) {
        return Waiting.on(lock, () -> fetches.size() >= count, timeout);
    }

    /** Waits until {@code count} replies began with these codes; false when the time is over before. */
    public boolean awaitReplies(String codes, long count, Duration timeout) {
        return Waiting.on(lock, () -> replies(codes) >= count, timeout);
    }

    WireLog newConnection() {
        WireLog log = new WireLog();
        synchronized (lock) {
            if (connections.size() < MAX_CONNECTIONS) {
                connections.add(log);
            }
        }
        return log;
    }

    void taken(Office365Message message) {
        synchronized (lock) {
            messages.add(message);
            lock.notifyAll();
        }
    }

    void said(String reply) {
        String[] words = reply.split(" ", 3);
        String codes = words.length > 1 && words[1].matches("\\d\\.\\d{1,3}\\.\\d{1,3}") ? words[0] + " " + words[1] : words[0];
        synchronized (lock) {
            replies.merge(codes, 1L, Long::sum);
            lock.notifyAll();
        }
    }

    void overLimitOnce() {
        synchronized (lock) {
            overLimit++;
        }
    }

    void answered(TokenFetch fetch) {
        synchronized (lock) {
            fetches.add(fetch);
            lock.notifyAll();
        }
    }
}
