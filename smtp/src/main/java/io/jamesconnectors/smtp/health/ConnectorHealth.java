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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.ConnectorName;

/** The hosts of one connector, under one lock, which is held for moments. */
final class ConnectorHealth {
    private static final Logger LOGGER = LoggerFactory.getLogger(TargetHealth.class);
    private static final int MANY = 2_000;

    private final ConnectorName connector;
    private final LongSupplier nanoTime;
    private final LongAdder deaths = new LongAdder();
    private final LongAdder probes = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition placeFree = lock.newCondition();
    private final Map<TargetName, HostHealth> hosts = new LinkedHashMap<>();

    ConnectorHealth(ConnectorName connector, LongSupplier nanoTime) {
        this.connector = connector;
        this.nanoTime = nanoTime;
    }

    Admission enter(List<TargetName> candidates, int most, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (true) {
                boolean full = false;
                for (TargetName candidate : candidates) {
                    HostHealth host = host(candidate);
                    HostHealth.Answer answer = host.enter(most, nanoTime.getAsLong());
                    if (answer == HostHealth.Answer.ENTER || answer == HostHealth.Answer.PROBE) {
                        boolean probe = answer == HostHealth.Answer.PROBE;
                        probes.add(probe ? 1 : 0);
                        return new Admission.Entered(new Visit(this, candidate, host, probe, most));
                    }
                    full |= answer == HostHealth.Answer.FULL;
                }
                if (!full) {
                    turnedAway.increment();
                    return allDead(candidates);
                }
                if (nanos <= 0) {
                    return new Admission.AllFull();
                }
                nanos = placeFree.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    void reached(TargetName target, HostHealth host, int most) {
        lock.lock();
        try {
            if (host.isDead()) {
                LOGGER.info("connector=\"{}\" host={} port={} health=alive", connector, target.host(), target.port());
            }
            host.reached(most);
            placeFree.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void failed(TargetName target, HostHealth host, boolean probe, boolean condemns, String reason) {
        lock.lock();
        try {
            if (host.failed(probe, condemns, reason, nanoTime.getAsLong())) {
                deaths.increment();
                LOGGER.warn("connector=\"{}\" host={} port={} health=dead reason=\"{}\"", connector, target.host(), target.port(), reason);
                placeFree.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void left(HostHealth host, boolean probe) {
        lock.lock();
        try {
            host.left(probe);
            placeFree.signalAll();
        } finally {
            lock.unlock();
        }
    }

    HealthCounters counters() {
        return new HealthCounters(deaths.sum(), probes.sum(), turnedAway.sum());
    }

    List<HostState> states() {
        lock.lock();
        try {
            return hosts.entrySet().stream()
                .map(each -> new HostState(connector, each.getKey(), each.getValue().window(), each.getValue().visits(), each.getValue().isDead(),
                    each.getValue().lastFailure())).toList();
        } finally {
            lock.unlock();
        }
    }

    private HostHealth host(TargetName target) {
        HostHealth known = hosts.get(target);
        if (known != null) {
            return known;
        }
        if (hosts.size() >= MANY) {
            long now = nanoTime.getAsLong();
            hosts.values().removeIf(host -> host.isForgettable(now));
        }
        HostHealth fresh = new HostHealth();
        hosts.put(target, fresh);
        return fresh;
    }

    private Admission allDead(List<TargetName> candidates) {
        long now = nanoTime.getAsLong();
        TargetName first = candidates.get(0);
        for (TargetName candidate : candidates) {
            first = host(candidate).nanosUntilProbe(now) < host(first).nanosUntilProbe(now) ? candidate : first;
        }
        HostHealth host = host(first);
        return new Admission.AllDead(first, host.lastFailure(), Duration.ofSeconds(TimeUnit.NANOSECONDS.toSeconds(host.nanosUntilProbe(now))));
    }
}
