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

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.mailets.Backlog;
import io.jamesconnectors.mailets.ConnectorDesk;
import io.jamesconnectors.smtp.delivery.ConnectorCounters;
import io.jamesconnectors.smtp.health.HealthCounters;
import io.jamesconnectors.smtp.health.HostState;
import io.jamesconnectors.smtp.health.TargetName;

/** Queues that say what the test wants, and count how often they are asked. */
final class ScriptedDesk implements ConnectorDesk {
    final Map<ConnectorName, Backlog> backlogs = new ConcurrentHashMap<>();
    final Set<ConnectorName> slowedDown = ConcurrentHashMap.newKeySet();
    final AtomicInteger asked = new AtomicInteger();

    void waits(String connector, long waiting, long oldestSeconds) {
        backlogs.put(ConnectorName.parse(connector), new Backlog(OptionalLong.of(waiting), OptionalLong.of(oldestSeconds)));
    }

    @Override
    public boolean isSlowedDown(ConnectorName connector) {
        return slowedDown.contains(connector);
    }

    @Override
    public Backlog backlog(ConnectorName connector) {
        asked.incrementAndGet();
        return backlogs.getOrDefault(connector, new Backlog(OptionalLong.of(0), OptionalLong.of(0)));
    }

    @Override
    public Backlog backlog() {
        return new Backlog(OptionalLong.of(backlogs.values().stream().mapToLong(each -> each.waiting().orElse(0)).sum()), OptionalLong.of(7));
    }

    @Override
    public Map<String, Long> sums(ConnectorName connector) {
        return Map.of("delivered", 12L, "deferred", 3L);
    }

    @Override
    public List<HostState> hosts(ConnectorName connector) {
        return List.of(new HostState(connector, new TargetName("mail.bank.example", 25), 0, 1, true, "Connection refused"));
    }

    @Override
    public ConnectorCounters counters(ConnectorName connector) {
        return new ConnectorCounters(5, 4, new HealthCounters(1, 2, 3), 1);
    }
}
