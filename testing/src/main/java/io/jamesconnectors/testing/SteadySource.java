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
package io.jamesconnectors.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Sends the numbered messages of a {@link MailSource} without end, to a server that may die at any moment: each session that breaks waits until
 * {@link #moveTo} names the server's new address, and goes on there with the next number. What broke in the middle is not sent again, so that whatever
 * arrives twice was doubled behind the server.
 */
public final class SteadySource implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final MailSource source;
    private final Threads threads = new Threads("steady-source");
    private final Object lock = new Object();
    private final Set<String> accepted = new HashSet<>();
    private InetSocketAddress server;
    private int moves;
    private int sessions;
    private int next;
    private long allowed;
    private boolean ended;
    private String refusal = "";

    private SteadySource(MailSource source) {
        this.source = source;
        this.server = source.server();
    }

    /** Starts so many sessions, which send as fast as they can. */
    public static SteadySource start(MailSource source, int sessions) {
        return start(source, sessions, Integer.MAX_VALUE);
    }

    /** Starts so many sessions, which together send so many messages and then wait for {@link #more}. */
    public static SteadySource start(MailSource source, int sessions, int messages) {
        SteadySource started = new SteadySource(source);
        started.allowed = messages;
        started.sessions = sessions;
        for (int i = 0; i < sessions; i++) {
            started.threads.start(started::send);
        }
        return started;
    }

    /** Lets so many more messages go. */
    public void more(int messages) {
        synchronized (lock) {
            allowed += messages;
            lock.notifyAll();
        }
    }

    /** The server is at this address now. */
    public void moveTo(InetSocketAddress address) {
        synchronized (lock) {
            server = address;
            moves++;
            lock.notifyAll();
        }
    }

    /** The Message-IDs of all messages that got a 250 so far, brackets included. */
    public Set<String> accepted() {
        synchronized (lock) {
            return Set.copyOf(accepted);
        }
    }

    /**
     * Waits until so many messages have got a 250.
     *
     * @throws IllegalStateException when the time is over before, or the server has refused a message
     */
    public void awaitAccepted(int count, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        synchronized (lock) {
            while (accepted.size() < count) {
                if (!waitUntil(end) || !refusal.isEmpty()) {
                    throw new IllegalStateException("accepted: " + accepted.size() + " after " + timeout + " (expected: " + count + ") " + refusal);
                }
            }
        }
    }

    /** Ends each session after its message. */
    @Override
    public void close() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lock) {
            ended = true;
            lock.notifyAll();
            try {
                while (sessions > 0) {
                    if (!waitUntil(end)) {
                        throw new IllegalStateException("sessions: " + sessions + " after " + PATIENCE + " (expected: none)");
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.join();
    }

    /** Waits for news; false when the time is over. */
    private boolean waitUntil(long endNanos) throws InterruptedException {
        synchronized (lock) {
            long millis = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
            if (millis > 0) {
                lock.wait(millis);
            }
            return millis > 0;
        }
    }

    private void send() {
        byte[] body = source.body();
        try {
            for (int move = 0; !hasEnded(); move = awaitMoveAfter(move)) {
                try (MailSession session = source.open(server())) {
                    for (int number = take(); number >= 0; number = take()) {
                        source.send(session, number, body);
                        answered(number);
                    }
                } catch (MailSession.UnexpectedReply e) {
                    refused(String.valueOf(e.getMessage()));
                    return;
                } catch (IOException e) {
                    // The server is gone; whether it took the last message nobody knows.
                }
            }
        } finally {
            sessionEnded();
        }
    }

    private InetSocketAddress server() {
        synchronized (lock) {
            return server;
        }
    }

    private boolean hasEnded() {
        synchronized (lock) {
            return ended;
        }
    }

    private void sessionEnded() {
        synchronized (lock) {
            sessions--;
            lock.notifyAll();
        }
    }

    /** The number of the next message, when it may go; -1 at the end. */
    private int take() {
        synchronized (lock) {
            while (next >= allowed && !ended) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("interrupted", e);
                }
            }
            return ended ? -1 : next++;
        }
    }

    private void answered(int number) {
        synchronized (lock) {
            accepted.add(source.messageId(number));
            lock.notifyAll();
        }
    }

    private void refused(String reply) {
        synchronized (lock) {
            refusal = reply;
            lock.notifyAll();
        }
    }

    /** Waits for a move that this session has not followed yet, or for the end; which move it was. */
    private int awaitMoveAfter(int move) {
        synchronized (lock) {
            while (moves == move && !ended) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("interrupted", e);
                }
            }
            return moves;
        }
    }
}
