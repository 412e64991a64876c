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
package io.jamesconnectors.gateway.queue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

import org.apache.activemq.command.ActiveMQQueue;
import org.apache.james.queue.api.MailQueueName;

/**
 * The broker queues of one James queue: {@code mail.NAME} for what is ready and {@code wait.NAME.MILLIS} for what is due at that time.
 * Bytes that mean something to the broker (dots, wildcards, commas, question marks) are percent-encoded in NAME.
 */
record QueueNames(String encoded) {
    static QueueNames of(MailQueueName name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.asString().getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '-' || b == '_';
            if (plain) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(String.format("%02X", b & 0xFF));
            }
        }
        return new QueueNames(encoded.toString());
    }

    ActiveMQQueue ready() {
        return new ActiveMQQueue(EmbeddedBroker.READY + encoded);
    }

    ActiveMQQueue dueAt(Instant due) {
        return new ActiveMQQueue(waitingPrefix() + due.toEpochMilli());
    }

    String waitingPrefix() {
        return EmbeddedBroker.WAITING + encoded + ".";
    }

    /** When the mail of a waiting queue of ours is due; empty for any other queue. */
    Optional<Instant> dueTime(ActiveMQQueue queue) {
        String name = queue.getPhysicalName();
        if (!name.startsWith(waitingPrefix())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(name.substring(waitingPrefix().length()))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
