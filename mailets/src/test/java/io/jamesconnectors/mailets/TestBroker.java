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

import java.util.UUID;

import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQPrefetchPolicy;
import org.apache.activemq.broker.BrokerService;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.activemq.ActiveMQMailQueueFactory;
import org.apache.james.queue.activemq.metric.ActiveMQMetricCollectorNoop;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;

/** An ActiveMQ broker in memory, as James has it but for the disk: it outlives the queue factories that a test makes and destroys. */
final class TestBroker implements AutoCloseable {
    private final BrokerService broker = new BrokerService();
    private final ActiveMQConnectionFactory connections;

    TestBroker() throws Exception {
        String name = "test-" + UUID.randomUUID();
        broker.setBrokerName(name);
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.start();
        connections = new ActiveMQConnectionFactory("vm://" + name + "?create=false");
        ActiveMQPrefetchPolicy none = new ActiveMQPrefetchPolicy();
        none.setAll(0);
        connections.setPrefetchPolicy(none);
    }

    /** James's own queues; the caller destroys the factory. */
    ActiveMQMailQueueFactory queues() {
        ActiveMQMailQueueFactory factory = new ActiveMQMailQueueFactory(connections, new RawMailQueueItemDecoratorFactory(), new RecordingMetricFactory(),
            new NoopGaugeRegistry(), new ActiveMQMetricCollectorNoop());
        factory.setUseJMX(false);
        factory.setUseBlobMessages(false);
        return factory;
    }

    @Override
    public void close() throws Exception {
        broker.stop();
    }
}
