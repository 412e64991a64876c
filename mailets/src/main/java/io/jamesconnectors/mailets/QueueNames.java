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

import org.apache.james.queue.api.MailQueueName;

import com.google.common.hash.Hashing;

import io.jamesconnectors.connectors.ConnectorName;

/**
 * The name of the James queue that belongs to a connector: {@code connector-} and the name of the connector in lower case, where every byte
 * (UTF-8) but letters, digits and hyphens becomes {@code _} and two hex digits. So different connectors never share a queue, and the name is safe
 * as an ActiveMQ destination (no dots, commas, stars or {@code >}), as a JMX value, in a URL path and as a line of a file.
 *
 * <p>Names longer than RabbitMQ bears end in a SHA-256 instead, after {@code __}, which no other name holds.
 */
final class QueueNames {
    static final String PREFIX = "connector-";

    private static final int LONGEST = 150;
    private static final int KEPT = 64;

    private QueueNames() {
    }

    static MailQueueName of(ConnectorName connector) {
        byte[] bytes = connector.asString().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            if (b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-') {
                encoded.append((char) b);
            } else {
                encoded.append('_').append(Character.forDigit(b >> 4 & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
            }
        }
        if (encoded.length() > LONGEST) {
            encoded.setLength(KEPT);
            encoded.append("__").append(Hashing.sha256().hashBytes(bytes));
        }
        return MailQueueName.of(PREFIX + encoded);
    }

    static boolean isConnectorQueue(MailQueueName queue) {
        return queue.asString().startsWith(PREFIX);
    }
}
