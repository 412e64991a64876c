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

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.smtp.wire.Reply;
import io.jamesconnectors.tls.TlsVerdict;

/** A connection that can't be opened, or can't be used any longer. What was answered before remains true. */
public final class SessionException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong, for whoever chooses the status code. */
    public enum Fault {
        /** The server kept silent for too long. */
        TIMEOUT,
        /** The TCP connection was refused, or there is no way to the address. */
        REFUSED,
        /** The server closed the connection, or the network did. */
        CLOSED,
        /** The server said no: in its greeting, to EHLO, or with 421 anywhere. */
        REPLY,
        /** The server said something that makes no sense there, or is no SMTP. */
        PROTOCOL,
        /** The TLS handshake failed. */
        TLS,
        /** The security reached is less than the floor. */
        FLOOR,
        /** There is nothing to log in with, or the server does not let us in. */
        LOGIN,
        /** Our own trouble: a message that can't be read, a process that stops. */
        LOCAL
    }

    private final Phase phase;
    private final Fault fault;
    private final transient @Nullable Reply reply;
    private final transient @Nullable TlsVerdict verdict;

    SessionException(Phase phase, Fault fault, String message, @Nullable Reply reply, @Nullable TlsVerdict verdict, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.phase = phase;
        this.fault = fault;
        this.reply = reply;
        this.verdict = verdict;
    }

    SessionException(Phase phase, Fault fault, String message) {
        this(phase, fault, message, null, null, null);
    }

    static SessionException said(Phase phase, Reply reply) {
        return new SessionException(phase, Fault.REPLY, phase.word() + ": " + reply.asString(), reply, null, null);
    }

    /** How far it came. */
    public Phase phase() {
        return phase;
    }

    /** What went wrong. */
    public Fault fault() {
        return fault;
    }

    /** What the server said last, where that is what went wrong. */
    public Optional<Reply> reply() {
        return Optional.ofNullable(reply);
    }

    /** The verdict that fell short of the floor, or was reached before a login failed. */
    public Optional<TlsVerdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    /** What went wrong, in a sentence for the log. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
