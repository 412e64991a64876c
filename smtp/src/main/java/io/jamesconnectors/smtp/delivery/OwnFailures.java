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
package io.jamesconnectors.smtp.delivery;

import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.smtp.session.RecipientAnswer.Need;
import io.jamesconnectors.smtp.session.SessionException;
import io.jamesconnectors.smtp.wire.Reply;
import io.jamesconnectors.tls.TlsProblem;

/**
 * The codes of failures that we find ourselves. Where Exchange Online has a code for the case it is that one ("mail flow intelligence": 4.4.312 to
 * 4.4.318, 4.7.320), so that administrators find what they know; else RFC 3463.
 */
final class OwnFailures {
    static final Status DNS_FAILED = new Status(450, "4.4.312");
    static final Status TIMED_OUT = new Status(450, "4.4.315");
    static final Status HOST_DOWN = new Status(450, "4.4.1");
    static final Status LOOP = new Status(450, "4.4.6");
    static final Status CONNECTION_REFUSED = new Status(450, "4.4.316");
    static final Status NO_SECURITY = new Status(450, "4.4.317");
    static final Status CLOSED_ABRUPTLY = new Status(450, "4.4.318");
    static final Status BAD_CERTIFICATE = new Status(450, "4.7.320");
    static final Status OWN_CERTIFICATE = new Status(454, "4.7.5");
    static final Status LOGIN_FAILED = new Status(454, "4.7.0");
    static final Status NOT_SMTP = new Status(450, "4.5.0");
    static final Status OWN_TROUBLE = new Status(451, "4.3.0");
    static final Status CONGESTED = new Status(451, "4.4.5");
    static final Status NULL_MX = new Status(556, "5.1.10");
    static final Status NO_SUCH_DOMAIN = new Status(550, "5.1.2");
    static final Status UNROUTABLE = new Status(550, "5.4.4");
    static final Status TOO_LARGE = new Status(552, "5.3.4");
    static final Status NEEDS_EIGHT_BIT = new Status(554, "5.6.3");
    static final Status UNSENDABLE = new Status(554, "5.6.0");
    static final Status NEEDS_UTF8 = new Status(553, "5.6.7");
    static final Status NEEDS_UTF8_HEADER = new Status(550, "5.6.9");

    private static final int MAX_TEXT = 1_000;

    /** A reply code with its enhanced code. */
    record Status(int code, EnhancedCode enhanced) {
        private Status(int code, String enhanced) {
            this(code, EnhancedCode.parse(enhanced));
        }
    }

    private OwnFailures() {
    }

    static Failure of(Phase phase, Status status, String host, String peer, String text, String reason) {
        Failure.Kind kind = status.code() >= 500 ? Failure.Kind.PERMANENT : Failure.Kind.TRANSIENT;
        return new Failure(kind, phase, host, peer, status.code(), status.enhanced(), text, reason);
    }

    /** What the server answered to a command of this message. */
    static Failure of(Phase phase, Reply reply, String host, String peer) {
        Failure.Kind kind = reply.isPermanent() ? Failure.Kind.PERMANENT : Failure.Kind.TRANSIENT;
        return new Failure(kind, phase, host, peer, reply.code(), reply.enhancedOrGeneric(), bounded(reply.text()), phase.word() + ": " + bounded(reply.asString()));
    }

    /** A connection that came to nothing. The server's refusal to talk to us says nothing about a recipient, so it is never permanent. */
    static Failure of(SessionException e, String host, String peer) {
        if (e.fault() == SessionException.Fault.REPLY && e.reply().filter(Reply::isTransient).isPresent()) {
            return of(e.phase(), e.reply().get(), host, peer);
        }
        return of(e.phase(), status(e), host, peer, bounded(text(e, host)), bounded(e.reason()));
    }

    /** A connection that was lost between the final dot and its answer. */
    static Failure unknown(SessionException e, String host, String peer) {
        Failure known = of(e, host, peer);
        return new Failure(Failure.Kind.UNKNOWN, e.phase(), host, peer, known.code(), known.enhanced(), known.text(),
            bounded(e.reason()) + "; whether the message arrived is unknown");
    }

    static Failure of(Need need, String host, String peer) {
        return switch (need) {
            case SIZE -> of(Phase.EHLO, TOO_LARGE, host, peer, "Message too large for " + host, "SIZE: the message is larger than the server takes");
            case EIGHT_BIT_MIME -> of(Phase.EHLO, NEEDS_EIGHT_BIT, host, peer, host + " takes no 8-bit message", "8BITMIME: not offered (expected: offered)");
            case SMTPUTF8 -> of(Phase.EHLO, NEEDS_UTF8, host, peer, host + " takes no international address", "SMTPUTF8: not offered (expected: offered)");
        };
    }

    /** A server may say 64 KiB, which no notification is to carry. */
    private static String bounded(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }

    private static Status status(SessionException e) {
        return switch (e.fault()) {
            case TIMEOUT -> TIMED_OUT;
            case REFUSED -> CONNECTION_REFUSED;
            case CLOSED -> CLOSED_ABRUPTLY;
            case REPLY, TLS -> NO_SECURITY;
            case PROTOCOL -> e.phase() == Phase.STARTTLS ? NO_SECURITY : NOT_SMTP;
            case FLOOR -> isAboutCertificate(e) ? BAD_CERTIFICATE : NO_SECURITY;
            case LOGIN -> LOGIN_FAILED;
            case LOCAL -> OWN_TROUBLE;
        };
    }

    private static boolean isAboutCertificate(SessionException e) {
        return e.verdict().flatMap(verdict -> verdict.problem())
            .filter(problem -> problem.kind() != TlsProblem.Kind.NO_TLS && problem.kind() != TlsProblem.Kind.WEAK).isPresent();
    }

    private static String text(SessionException e, String host) {
        return switch (e.fault()) {
            case TIMEOUT -> "Connection to " + host + " timed out";
            case REFUSED -> "Connection to " + host + " refused";
            case CLOSED -> "Connection closed by " + host;
            case REPLY -> "Cannot connect to " + host + ": " + e.reply().map(Reply::asString).orElse("refused");
            case PROTOCOL -> host + " does not speak SMTP properly";
            case TLS -> "TLS handshake with " + host + " failed";
            case FLOOR -> isAboutCertificate(e) ? "Certificate of " + host + " is not acceptable" : "TLS is required and " + host + " does not provide it";
            case LOGIN -> "Login to " + host + " failed" + e.reply().map(reply -> ": " + reply.asString()).orElse("");
            case LOCAL -> "Local error";
        };
    }
}
