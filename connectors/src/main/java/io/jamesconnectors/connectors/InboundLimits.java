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
package io.jamesconnectors.connectors;

/**
 * How much one inbound connector takes. 0 means no limit of the connector's own; the server's limits hold beside these.
 *
 * @param maxConnections at most so many connections at once, 0 to 100000
 * @param messagesPerMinute at most so many messages in a minute, 0 to 1000000
 * @param maxRecipients at most so many recipients in a message, 0 to 100000
 * @param maxMessageSize at most so many bytes in a message, 0 to 2^40
 */
public record InboundLimits(int maxConnections, int messagesPerMinute, int maxRecipients, long maxMessageSize) {
    /** What holds where the file says nothing. */
    public static final InboundLimits NONE = new InboundLimits(0, 0, 0, 0);

    public InboundLimits {
        expect("maxConnections", maxConnections, 100_000);
        expect("messagesPerMinute", messagesPerMinute, 1_000_000);
        expect("maxRecipients", maxRecipients, 100_000);
        expect("maxMessageSize", maxMessageSize, 1L << 40);
    }

    private static void expect(String limit, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(limit + ": " + value + " (expected: 0 to " + most + ")");
        }
    }
}
