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
package io.jamesconnectors.smtp.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.smtp.session.SessionException.Fault;
import io.jamesconnectors.smtp.wire.Reply;

/**
 * Where the event loop hands replies to the one thread that works with a connection. The worker says how many replies it is owed
 * before it sends; a reply that nobody is owed is a fault, since whoever speaks unasked may be trying to answer the next question.
 * Waits end with the reply, with the fault that ended the connection, or with the timeout. The lock is held for moments only.
 */
final class ReplyInbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Reply> replies = new ArrayDeque<>();
    private int owed;
    private int awaited = 1;
    private @Nullable Fault fault;
    private String faultMessage = "";
    private @Nullable Reply lastWords;
    private @Nullable Throwable faultCause;

    /** The worker is about to send what {@code count} replies will answer. */
    void expect(int count) {
        lock.lock();
        try {
            owed += count;
        } finally {
            lock.unlock();
        }
    }

    /** A reply arrived. Returns whether it was owed; if not, the connection is at its end. */
    boolean offer(Reply reply) {
        lock.lock();
        try {
            if (fault != null) {
                return false;
            }
            if (owed == 0) {
                lastWords = reply;
                end(reply.code() == 421 ? Fault.REPLY : Fault.PROTOCOL, "unasked reply: " + reply.asString() + " (expected: none)", null);
                return false;
            }
            owed--;
            replies.add(reply);
            if (replies.size() >= awaited || reply.code() == 421) {
                changed.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The connection is at its end; the first reason given is kept. */
    void fail(Fault why, String message, @Nullable Throwable cause) {
        lock.lock();
        try {
            end(why, message, cause);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the connection is at its end, perhaps with replies that nobody has read yet. */
    boolean isAtEnd() {
        lock.lock();
        try {
            return fault != null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the socket takes more may have changed. */
    void writabilityChanged() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until {@code count} replies are there, a 421, or a fault, so that a pipeline wakes the worker once. Silence for {@code timeout} is a fault:
     * every reply that arrives starts it anew.
     */
    void await(int count, Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaited = count;
            int arrived = replies.size();
            long nanos = timeout.toNanos();
            while (replies.size() < count && fault == null && (replies.isEmpty() || replies.peekLast().code() != 421)) {
                nanos = changed.awaitNanos(nanos);
                if (replies.size() > arrived) {
                    arrived = replies.size();
                    nanos = timeout.toNanos();
                } else if (nanos <= 0) {
                    end(Fault.TIMEOUT, "no reply within " + printable(timeout), null);
                }
            }
        } finally {
            awaited = 1;
            lock.unlock();
        }
    }

    /** The next reply, in the order of the commands. */
    Reply next(Phase phase, Duration timeout) throws SessionException, InterruptedException {
        await(1, timeout);
        lock.lock();
        try {
            Reply reply = replies.poll();
            if (reply == null) {
                throw exception(phase);
            }
            return reply;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the socket takes more. Returns false when a reply came instead: the server has heard enough.
     *
     * @param writable asked anew each time: what the event loop reports comes late when it is busy, and a fast reader would fill the memory meanwhile
     */
    boolean awaitWritable(BooleanSupplier writable, Duration timeout) throws SessionException, InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = timeout.toNanos();
            while (!writable.getAsBoolean() && fault == null && replies.isEmpty()) {
                nanos = changed.awaitNanos(nanos);
                if (nanos <= 0 && !writable.getAsBoolean()) {
                    end(Fault.TIMEOUT, "the server took nothing of the message for " + printable(timeout), null);
                }
            }
            if (replies.isEmpty() && fault != null) {
                throw exception(Phase.BODY);
            }
            return replies.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void end(Fault why, String message, @Nullable Throwable cause) {
        if (fault == null) {
            fault = why;
            faultMessage = message;
            faultCause = cause;
            changed.signalAll();
        }
    }

    private SessionException exception(Phase phase) {
        Fault why = fault == null ? Fault.CLOSED : fault;
        return new SessionException(phase, why, phase.word() + ": " + faultMessage, lastWords, null, faultCause);
    }

    private static String printable(Duration timeout) {
        return TimeUnit.NANOSECONDS.toMillis(timeout.toNanos()) + " ms";
    }
}
