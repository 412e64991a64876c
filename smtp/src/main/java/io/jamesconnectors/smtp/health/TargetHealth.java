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
package io.jamesconnectors.smtp.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.jamesconnectors.connectors.ConnectorName;

/**
 * The health of the hosts of each connector. A host of two connectors has two: what one of them meets there says nothing about the other's certificate or address.
 * Safe for use by many threads; connectors do not wait for each other.
 */
public final class TargetHealth {
    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<ConnectorName, ConnectorHealth> connectors = new ConcurrentHashMap<>();

    /** @param nanoTime as {@link System#nanoTime()} */
    public TargetHealth(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Lets an attempt in at the first of these hosts that has a place, or is due for a probe. Waits while none has and one of them lives.
     *
     * @param candidates in the order of preference; at least one
     * @param most at most so many attempts at one host at once
     * @param patience how long to wait
     */
    public Admission enter(ConnectorName connector, List<TargetName> candidates, int most, Duration patience) throws InterruptedException {
        return connectors.computeIfAbsent(connector, name -> new ConnectorHealth(name, nanoTime)).enter(candidates, most, patience);
    }

    /** The hosts that are known. */
    public List<HostState> states() {
        return connectors.values().stream().flatMap(connector -> connector.states().stream()).toList();
    }

    /** What has happened since the start. */
    public HealthCounters counters() {
        return connectors.values().stream().map(ConnectorHealth::counters).reduce(HealthCounters.NONE, HealthCounters::plus);
    }

    /** The hosts that {@code connector} knows. */
    public List<HostState> states(ConnectorName connector) {
        ConnectorHealth known = connectors.get(connector);
        return known == null ? List.of() : known.states();
    }

    /** What has happened to {@code connector} since the start. */
    public HealthCounters counters(ConnectorName connector) {
        ConnectorHealth known = connectors.get(connector);
        return known == null ? HealthCounters.NONE : known.counters();
    }
}
