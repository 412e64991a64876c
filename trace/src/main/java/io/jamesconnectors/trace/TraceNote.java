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
import java.util.List;

/**
 * Something that happened to mail. Texts are as they came: whoever keeps them cuts and cleans them. An empty text stands for what is not known or not
 * there. Neither subject nor body is ever part of it.
 */
public sealed interface TraceNote permits TraceNote.Arrival, TraceEvent, TraceNote.Refusal, TraceNote.Stranger {

    /** When it happened. */
    Instant at();

    /** The characters of all its texts: what it costs to keep it in memory. */
    int weight();

    /**
     * A message has been taken.
     *
     * @param id its trace id
     * @param messageId its {@code Message-ID}
     * @param sender MAIL FROM, without angle brackets
     * @param recipients RCPT TO of each, at most {@value #MOST_RECIPIENTS}
     * @param octets its size; -1 when nobody knows
     * @param connector the inbound connector that it belongs to
     * @param clientAddress where the client was
     * @param tls how secure the connection was
     * @param shown who the client has shown that it is, in words
     * @param facts the same for a program that explains the message later; nothing here reads it
     */
    record Arrival(String id, Instant at, String messageId, String sender, List<String> recipients, long octets, String connector, String clientAddress, TraceTls tls,
            String shown, String facts) implements TraceNote {
        /** The most recipients that a note names; later events name the others. */
        public static final int MOST_RECIPIENTS = 1_000;

        public Arrival {
            recipients = List.copyOf(recipients.size() > MOST_RECIPIENTS ? recipients.subList(0, MOST_RECIPIENTS) : recipients);
        }

        /** Of a client of which no more is known than where it was. */
        public Arrival(String id, Instant at, String messageId, String sender, List<String> recipients, long octets, String connector, String clientAddress, TraceTls tls) {
            this(id, at, messageId, sender, recipients, octets, connector, clientAddress, tls, "", "");
        }

        @Override
        public int weight() {
            int weight = messageId.length() + sender.length() + connector.length() + clientAddress.length() + shown.length() + facts.length();
            for (String recipient : recipients) {
                weight += recipient.length() + 16;
            }
            return weight;
        }
    }

    /**
     * A domain that is not ours came by a connector for mail of our own: of devices, applications, servers or the tenant.
     *
     * @param connector that inbound connector, whether the mail belongs to it in the end or not
     * @param domain of MAIL FROM
     * @param messageId its {@code Message-ID}; empty where it was refused before that was known
     */
    record Stranger(Instant at, String connector, String domain, String messageId) implements TraceNote {
        @Override
        public int weight() {
            return connector.length() + domain.length() + messageId.length();
        }
    }

    /**
     * A recipient or a connection was refused at the door. It is counted, and no message is kept of it.
     *
     * @param connector the inbound connector on whose account; empty for none
     * @param code the codes of the reply, such as {@code 550 5.7.64}
     * @param why the deciding reason
     */
    record Refusal(Instant at, String connector, String code, String why) implements TraceNote {
        @Override
        public int weight() {
            return connector.length() + code.length() + why.length();
        }
    }
}
