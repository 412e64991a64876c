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
package io.jamesconnectors.mailets;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

import org.apache.james.queue.api.MailQueueName;

import com.google.common.hash.Hashing;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Mailbox;

/**
 * The name of the James queue that belongs to a connector: {@code connector-} and its {@link ConnectorName#encoded encoded} name; of one that belongs to a
 * mailbox of it:
 * {@code _as_} and the encoded user behind that, which no encoded name holds. So different
 * connectors and mailboxes never share a queue, and the name is safe as an ActiveMQ destination (no dots, commas, stars or {@code >}), as a JMX value, in
 * a URL path
 * and as a line of a file.
 *
 * <p>Names longer than RabbitMQ bears end in a SHA-256 instead, after {@code __}, which no other name holds.
 */
final class QueueNames {
    static final String PREFIX = "connector-";

    private static final String OF_MAILBOX = "_as_";
    private static final int LONGEST = 150;
    private static final int KEPT = 64;

    private QueueNames() {
    }

    /** The queue of what is sent as this mailbox; without one, the queue of the connector itself. */
    static MailQueueName of(ConnectorName connector, Optional<Mailbox> mailbox) {
        return mailbox.map(known -> of(connector, known)).orElseGet(() -> of(connector));
    }

    private static MailQueueName of(ConnectorName connector, Mailbox mailbox) {
        String first = connector.encoded();
        String whole = first + OF_MAILBOX + mailbox.encodedUser();
        return MailQueueName.of(PREFIX + (whole.length() <= LONGEST ? whole
            : first.substring(0, Math.min(KEPT, first.length())) + OF_MAILBOX + "__" + Hashing.sha256().hashString(whole, StandardCharsets.UTF_8)));
    }

    /** The queue of a connector. */
    static MailQueueName of(ConnectorName connector) {
        String encoded = connector.encoded();
        if (encoded.length() > LONGEST) {
            byte[] lowerCase = connector.asString().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            encoded = encoded.substring(0, KEPT) + "__" + Hashing.sha256().hashBytes(lowerCase);
        }
        return MailQueueName.of(PREFIX + encoded);
    }

    static boolean isOfMailbox(MailQueueName queue) {
        return queue.asString().contains(OF_MAILBOX);
    }

    static boolean isConnectorQueue(MailQueueName queue) {
        return queue.asString().startsWith(PREFIX);
    }
}
