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
package io.jamesconnectors.trace;

import java.time.Instant;

/**
 * One step of a message's way. Empty texts stand for what is not known, or does not apply.
 *
 * @param id the trace id of the message
 * @param recipient whom it is about; empty where it is about all recipients of a transaction
 * @param reason why, in a sentence
 * @param tls the security that was reached
 * @param reply what the other side said, or what we say in its place: {@code 450 4.4.316 Connection refused}
 * @param host the other side: a name, and the address where it is known
 * @param accepted for an {@link Kind#ATTEMPT}, how many recipients the other side took; else 0
 */
public record TraceEvent(String id, Instant at, Kind kind, String recipient, String connector, String reason, TraceTls tls, String reply, String host, int accepted)
        implements TraceNote {

    /** What happened. */
    public enum Kind {
        /** The message was taken. */
        RECEIVE("Receive"),
        /** It was found to belong to an inbound connector, or to none. */
        ATTRIBUTE("Attribute"),
        /** A recipient was given to an outbound connector. */
        ROUTE("Route"),
        /** A host was tried. */
        ATTEMPT("Attempt"),
        /** It will be tried again. */
        DEFER("Defer"),
        /** The other side took it. */
        DELIVER("Deliver"),
        /** It was given up. */
        FAIL("Fail"),
        /** One became several, or another one. */
        EXPAND("Expand");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As administrators see it. */
        public String word() {
            return word;
        }
    }

    /** An event that no other server had a part in. */
    public static TraceEvent of(String id, Instant at, Kind kind, String recipient, String connector, String reason) {
        return new TraceEvent(id, at, kind, recipient, connector, reason, TraceTls.NONE, "", "", 0);
    }

    @Override
    public int weight() {
        return recipient.length() + connector.length() + reason.length() + reply.length() + host.length();
    }
}
