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

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.queue.api.MailQueueName;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.smtp.delivery.ConnectorCounters;
import io.jamesconnectors.smtp.delivery.Delivery;

/**
 * How each connector gets on with its hosts, in James's registry under the name of its queue. Sums since the start: {@code .connections} and {@code .handshakes}, completed
 * ones; {@code .hostDeaths}, how often a host was given up; {@code .probes} of dead hosts; {@code .turnedAway}, attempts for which all hosts were dead. At the moment:
 * {@code .deadHosts}. All are 0 for a queue whose connector is gone.
 */
final class HostGauges {
    private final GaugeRegistry registry;
    private final Delivery delivery;
    private final Function<MailQueueName, Optional<ConnectorName>> connectors;
    private final Set<MailQueueName> registered = ConcurrentHashMap.newKeySet();

    /** @param connectors the connector of a queue by the configuration in force */
    HostGauges(GaugeRegistry registry, Delivery delivery, Function<MailQueueName, Optional<ConnectorName>> connectors) {
        this.registry = registry;
        this.delivery = delivery;
        this.connectors = connectors;
    }

    /** Shows the connector of that queue; once for each name, since a registry keeps the first gauge of a name for ever. */
    void show(MailQueueName name) {
        if (registered.add(name)) {
            register(name, ".connections", ConnectorCounters::connections);
            register(name, ".handshakes", ConnectorCounters::handshakes);
            register(name, ".hostDeaths", counters -> counters.health().deaths());
            register(name, ".probes", counters -> counters.health().probes());
            register(name, ".turnedAway", counters -> counters.health().turnedAway());
            register(name, ".deadHosts", ConnectorCounters::deadHosts);
        }
    }

    /** Their gauges are out of the registry. */
    void forget(Set<MailQueueName> names) {
        registered.removeAll(names);
    }

    private void register(MailQueueName name, String what, ToLongFunction<ConnectorCounters> value) {
        registry.register(name.asString() + what, () -> value.applyAsLong(connectors.apply(name).map(delivery::counters).orElse(ConnectorCounters.NONE)));
    }
}
