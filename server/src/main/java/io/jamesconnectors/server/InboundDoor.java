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
package io.jamesconnectors.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.jamesconnectors.connectors.ConnectorName;

/**
 * How many connections and messages each inbound connector has now, over all listeners of this server. The counts go by the connector's name and so outlive a
 * reload; what is idle is dropped. Safe for any thread, and none waits for long: each connector has a lock of its own, held for some additions.
 */
final class InboundDoor {
    private final Map<ConnectorName, Counts> counts = new ConcurrentHashMap<>();

    /** Counts one more connection, unless there are {@code most}; 0 means any number. */
    boolean enter(ConnectorName connector, int most) {
        boolean[] entered = new boolean[1];
        counts.compute(connector, (name, found) -> {
            Counts present = found == null ? new Counts() : found;
            entered[0] = most == 0 || present.connections < most;
            present.connections += entered[0] ? 1 : 0;
            return present;
        });
        return entered[0];
    }

    /** One connection less. */
    void leave(ConnectorName connector, long now) {
        counts.computeIfPresent(connector, (name, present) -> {
            present.connections--;
            return present.isIdle(now) ? null : present;
        });
    }

    /** Counts one more message, unless there were {@code most} in the last minute; 0 means any number, and then nothing is counted. */
    boolean message(ConnectorName connector, int most, long now) {
        if (most == 0) {
            return true;
        }
        boolean[] taken = new boolean[1];
        counts.compute(connector, (name, found) -> {
            Counts present = found == null ? new Counts() : found;
            taken[0] = present.messages.add(most, now);
            return present;
        });
        return taken[0];
    }

    /** Drops what is idle. */
    void prune(long now) {
        counts.keySet().forEach(connector -> counts.computeIfPresent(connector, (name, present) -> present.isIdle(now) ? null : present));
    }

    /** The connections that are counted for a connector. */
    int connections(ConnectorName connector) {
        int[] connections = new int[1];
        counts.computeIfPresent(connector, (name, present) -> {
            connections[0] = present.connections;
            return present;
        });
        return connections[0];
    }

    /** How many connectors are kept in mind. */
    int size() {
        return counts.size();
    }

    private static final class Counts {
        private final MinuteCount messages = new MinuteCount();
        private int connections;

        boolean isIdle(long now) {
            return connections <= 0 && messages.isIdle(now);
        }
    }
}
