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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.james.queue.api.MailQueue.MailQueueException;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.mailets.Backlog;
import io.jamesconnectors.mailets.ConnectorDesk;
import io.jamesconnectors.mailets.WaitingMail;
import io.jamesconnectors.smtp.delivery.ConnectorCounters;
import io.jamesconnectors.smtp.health.HealthCounters;
import io.jamesconnectors.smtp.health.HostState;
import io.jamesconnectors.smtp.health.TargetName;

/** Queues that say what the test wants, and count how often they are asked. */
final class ScriptedDesk implements ConnectorDesk {
    final Map<ConnectorName, Backlog> backlogs = new ConcurrentHashMap<>();
    final Set<ConnectorName> slowedDown = ConcurrentHashMap.newKeySet();
    final Map<ConnectorName, List<WaitingMail>> waiting = new ConcurrentHashMap<>();
    final List<String> deeds = new CopyOnWriteArrayList<>();
    volatile boolean broken;
    final Set<Duration> freshness = ConcurrentHashMap.newKeySet();
    final AtomicInteger asked = new AtomicInteger();
    long oldest = 7;

    void waits(String connector, long waiting, long oldestSeconds) {
        backlogs.put(ConnectorName.parse(connector), new Backlog(OptionalLong.of(waiting), OptionalLong.of(oldestSeconds)));
    }

    @Override
    public List<WaitingMail> waiting(ConnectorName connector, int offset, int limit) throws MailQueueException {
        if (broken) {
            throw new MailQueueException("the broker is away");
        }
        List<WaitingMail> all = waiting.getOrDefault(connector, List.of());
        return all.subList(Math.min(offset, all.size()), Math.min(offset + limit, all.size()));
    }

    @Override
    public Handled retry(ConnectorName connector, String id) throws MailQueueException {
        return handle("retry", connector, id);
    }

    @Override
    public Handled giveBack(ConnectorName connector, String id) throws MailQueueException {
        return handle("return", connector, id);
    }

    @Override
    public long retryAll(ConnectorName connector) throws MailQueueException {
        deeds.add("retry all of " + connector);
        return waiting(connector, 0, 1_000).size();
    }

    private Handled handle(String what, ConnectorName connector, String id) throws MailQueueException {
        deeds.add(what + " " + id + " of " + connector);
        if (id.equals("busy")) {
            return Handled.BUSY;
        }
        return waiting(connector, 0, 1_000).stream().anyMatch(mail -> mail.id().equals(id)) ? Handled.DONE : Handled.MISSING;
    }

    @Override
    public boolean isSlowedDown(ConnectorName connector) {
        return slowedDown.contains(connector);
    }

    @Override
    public Backlog backlog(ConnectorName connector, Duration fresh) {
        asked.incrementAndGet();
        freshness.add(fresh);
        return backlogs.getOrDefault(connector, new Backlog(OptionalLong.of(0), OptionalLong.of(0)));
    }

    @Override
    public Backlog backlog() {
        return new Backlog(OptionalLong.of(backlogs.values().stream().mapToLong(each -> each.waiting().orElse(0)).sum()), OptionalLong.of(oldest));
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
