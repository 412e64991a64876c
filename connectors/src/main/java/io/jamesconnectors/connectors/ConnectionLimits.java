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

import java.time.Duration;

/**
 * How the connections of an outbound connector are used.
 *
 * @param maxConnections at most so many at once, from 1 to 1000
 * @param maxMessagesPerConnection a connection is closed after so many messages, from 1 to 100000 (Exchange Online: "about 199")
 * @param maxConnectionLifetime a connection is closed after so long, whatever it carried (Exchange Online: 20 minutes)
 * @param idleTimeout an unused connection is closed after so long
 */
public record ConnectionLimits(int maxConnections, int maxMessagesPerConnection, Duration maxConnectionLifetime, Duration idleTimeout) {
    /** What holds where the file says nothing. */
    public static final ConnectionLimits DEFAULT = new ConnectionLimits(20, 199, Duration.ofMinutes(20), Duration.ofSeconds(30));

    public ConnectionLimits {
        if (maxConnections < 1 || maxConnections > 1_000) {
            throw new IllegalArgumentException("maxConnections: " + maxConnections + " (expected: 1 to 1000)");
        }
        if (maxMessagesPerConnection < 1 || maxMessagesPerConnection > 100_000) {
            throw new IllegalArgumentException("maxMessagesPerConnection: " + maxMessagesPerConnection + " (expected: 1 to 100000)");
        }
        if (maxConnectionLifetime.isNegative() || maxConnectionLifetime.isZero()) {
            throw new IllegalArgumentException("maxConnectionLifetime: " + maxConnectionLifetime + " (expected: more than zero)");
        }
        if (idleTimeout.isNegative() || idleTimeout.isZero()) {
            throw new IllegalArgumentException("idleTimeout: " + idleTimeout + " (expected: more than zero)");
        }
    }
}
