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
package io.jamesconnectors.mailets.activity;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.jamesconnectors.connectors.ConnectorName;

/**
 * The {@link ConnectorActivity} of every connector to which anything has happened, and what inbound ones have done since the start. An inbound and an outbound
 * connector of one name have one each.
 * Safe for use by many threads.
 */
@Singleton
public final class ActivityLog {
    private final Map<ConnectorName, ConnectorActivity> inbound = new ConcurrentHashMap<>();
    private final Map<ConnectorName, ConnectorActivity> outbound = new ConcurrentHashMap<>();
    private final Map<ConnectorName, Map<String, LongAdder>> inboundSums = new ConcurrentHashMap<>();
    private final Clock clock;

    @Inject
    public ActivityLog(Clock clock) {
        this.clock = clock;
    }

    /** Where to count for that connector. */
    public ConnectorActivity inbound(ConnectorName connector) {
        return inbound.computeIfAbsent(connector, name -> new ConnectorActivity());
    }

    /** Where to count for that connector. */
    public ConnectorActivity outbound(ConnectorName connector) {
        return outbound.computeIfAbsent(connector, name -> new ConnectorActivity());
    }

    /** What is known of that connector; empty when nothing has happened. */
    public Optional<ConnectorActivity> ofInbound(ConnectorName connector) {
        return Optional.ofNullable(inbound.get(connector));
    }

    /** What is known of that connector; empty when nothing has happened. */
    public Optional<ConnectorActivity> ofOutbound(ConnectorName connector) {
        return Optional.ofNullable(outbound.get(connector));
    }

    /** Counts one recipient for whom mail was taken at that connector. */
    public void accepted(ConnectorName connector) {
        add(connector, "accepted");
    }

    /** Counts one recipient for whom mail was refused at that connector, with a reply that begins so: {@code 550 5.7.64}. */
    public void refused(ConnectorName connector, String codes) {
        add(connector, "refused");
        add(connector, "refused " + codes);
    }

    /** What {@link #accepted} and {@link #refused} have counted since the start, by name: {@code accepted}, {@code refused}, and {@code refused 550 5.7.64} for each reply. */
    public Map<String, Long> inboundSums(ConnectorName connector) {
        Map<String, Long> sums = new TreeMap<>(Map.of("accepted", 0L, "refused", 0L));
        inboundSums.getOrDefault(connector, Map.of()).forEach((what, sum) -> sums.put(what, sum.sum()));
        return sums;
    }

    private void add(ConnectorName connector, String what) {
        inboundSums.computeIfAbsent(connector, name -> new ConcurrentHashMap<>()).computeIfAbsent(what, name -> new LongAdder()).increment();
    }

    /** What failures and minutes are counted by. */
    public Instant now() {
        return clock.instant();
    }

    /** Forgets what happened of late to connectors to which nothing has happened for an hour: after a reload they may be gone. Sums since the start stay. */
    public void forgetQuiet() {
        Instant now = now();
        inbound.values().removeIf(activity -> activity.isQuiet(now));
        outbound.values().removeIf(activity -> activity.isQuiet(now));
    }
}
