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
package io.jamesconnectors.smtp.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.smtp.session.PhaseTimes;

/** The connections that each connector has made since the start; a try counts when it ends. Safe for use by many threads. */
final class ConnectionTally {
    private final Map<ConnectorName, Sums> connectors = new ConcurrentHashMap<>();

    private record Sums(LongAdder connections, LongAdder handshakes) {
        Sums() {
            this(new LongAdder(), new LongAdder());
        }
    }

    /** Counts what a try has done: a connection stands when its greeting is awaited, and a handshake is completed when the peer is verified. */
    void add(ConnectorName connector, PhaseTimes times) {
        int connections = times.begun(Phase.GREETING);
        if (connections > 0) {
            Sums sums = connectors.computeIfAbsent(connector, name -> new Sums());
            sums.connections().add(connections);
            sums.handshakes().add(times.begun(Phase.VERIFY));
        }
    }

    long connections(ConnectorName connector) {
        Sums sums = connectors.get(connector);
        return sums == null ? 0 : sums.connections().sum();
    }

    long handshakes(ConnectorName connector) {
        Sums sums = connectors.get(connector);
        return sums == null ? 0 : sums.handshakes().sum();
    }

    /** Of all connectors. */
    long connections() {
        return connectors.values().stream().mapToLong(sums -> sums.connections().sum()).sum();
    }

    /** Of all connectors. */
    long handshakes() {
        return connectors.values().stream().mapToLong(sums -> sums.handshakes().sum()).sum();
    }
}
