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
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.Result;

import com.google.inject.Inject;

import io.jamesconnectors.mailets.ConnectorQueues;
import io.jamesconnectors.mailets.QueueState;

/**
 * Whether mail is being taken from the queue of every connector. In {@code healthcheck.properties}:
 * {@code additional.healthchecks=io.jamesconnectors.server.ConnectorQueuesHealthCheck}.
 *
 * <ul>
 *   <li>Unhealthy: a queue is not consumed, though its connector is switched on.</li>
 *   <li>Degraded: no queue is open, as when no {@code ConnectorDelivery} has started.</li>
 *   <li>A switched-off connector, whose mail waits by intent, is healthy.</li>
 * </ul>
 */
public final class ConnectorQueuesHealthCheck extends NamedHealthCheck {
    private static final ComponentName NAME = new ComponentName("Connector queues");

    private final Supplier<List<QueueState>> states;

    @Inject
    public ConnectorQueuesHealthCheck(ConnectorQueues queues) {
        this(queues::states);
    }

    ConnectorQueuesHealthCheck(Supplier<List<QueueState>> states) {
        super(NAME);
        this.states = states;
    }

    @Override
    Result result() {
        List<QueueState> open = states.get();
        if (open.isEmpty()) {
            return Result.degraded(NAME, "No connector queue is open: no ConnectorDelivery has started");
        }
        String idle = open.stream()
            .filter(state -> !state.consuming() && !state.paused())
            .map(QueueState::queue)
            .limit(20)
            .collect(Collectors.joining(", "));
        return idle.isEmpty() ? Result.healthy(NAME) : Result.unhealthy(NAME, "Not consumed: " + idle);
    }
}
