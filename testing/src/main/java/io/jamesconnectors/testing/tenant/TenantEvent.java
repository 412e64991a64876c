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

import java.time.Instant;

/**
 * One thing that happened to one message.
 *
 * @param letter which one: a number of the tenant's own, 0 for what was never taken
 * @param messageId its Message-ID; empty where it has none
 * @param from MAIL FROM
 * @param to the recipients that it happened to
 * @param why what decided: a connector, a mailbox, a host
 * @param reply what was said, to the tenant or by it; empty where nothing was
 */
public record TenantEvent(Instant at, Kind kind, long letter, String messageId, String from, String to, String why, String reply) {

    @Override
    public String toString() {
        return String.format("%s #%d %-9s <%s> -> %s | %s%s %s", at, letter, kind, from, to, why, reply.isEmpty() ? "" : " | " + reply, messageId);
    }

    /** What happened. */
    public enum Kind {
        /** Taken at the MX endpoint or at client submission. */
        TAKEN,
        /** Refused there. */
        REFUSED,
        /** A mailbox of the tenant has sent it ({@link TenantSimulator#submit}). */
        SUBMITTED,
        /** Put into a mailbox. */
        STORED,
        /** Handed to another server, which has said yes. */
        SENT,
        /** To be tried again. */
        DEFERRED,
        /** Undeliverable: a report goes to the sender. */
        RETURNED,
        /** Undeliverable, and has no sender to tell. */
        DROPPED
    }
}
