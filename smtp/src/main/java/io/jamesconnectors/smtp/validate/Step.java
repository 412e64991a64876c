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
package io.jamesconnectors.smtp.validate;

import java.time.Duration;
import java.util.Locale;

import io.jamesconnectors.smtp.wire.Printable;

/**
 * One step of a validation, when it is over. All texts are bounded single lines without control characters or secrets.
 *
 * @param kind what was tried
 * @param where at which host and address, for whom, or of which domain; empty where it concerns the whole connector
 * @param outcome what came of it
 * @param took how long
 * @param what what was found, and what was expected
 * @param remedy what to do about it; empty where nothing is to be done
 */
public record Step(Kind kind, String where, Outcome outcome, Duration took, String what, String remedy) {
    private static final int LONGEST = 1_500;

    /** What a step is about, in the order of a validation. */
    public enum Kind {
        /** Whether the connector takes this sender and this recipient at all. */
        ENVELOPE,
        /** Finding hosts and addresses. */
        RESOLVE,
        /** The TCP connection. */
        CONNECT,
        /** A listener of ours has taken the connection of a peer that is played. */
        LISTENER,
        /** The greeting of the server. */
        BANNER,
        /** What the server offers, before TLS and after it. */
        EHLO,
        /** The command. */
        STARTTLS,
        /** The TLS handshake. */
        HANDSHAKE,
        /** The certificate of the server, against the floor of the connector. */
        CERTIFICATE,
        /** The certificate of the peer that is played. */
        IDENTITY,
        /** A token from the token endpoint. */
        TOKEN,
        /** AUTH. */
        LOGIN,
        /** MAIL FROM; no message follows. */
        MAIL,
        /** RCPT TO; no message follows. */
        RCPT,
        /** A test message. */
        MESSAGE,
        /** What SPF says of our address. */
        SPF,
        /** Whether the connector is the one that stands for the peer that was played. */
        VERDICT,
        /** Somebody for whom the connector was not made, and who must be turned away. */
        STRANGER;

        /** The word for people and programs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What came of a step. */
    public enum Outcome {
        /** It is as it must be. */
        OK,
        /** Mail flows, and somebody should look. */
        WARNING,
        /** Mail does not flow this way. */
        FAILED,
        /** It was not tried. */
        SKIPPED;

        /** The word for people and programs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Step {
        where = Printable.bounded(Printable.line(where), LONGEST);
        what = Printable.bounded(Printable.line(what), LONGEST);
        remedy = Printable.bounded(Printable.line(remedy), LONGEST);
    }
}
