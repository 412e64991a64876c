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
package io.jamesconnectors.gateway.queue;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import javax.inject.Inject;

import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.activemq.ActiveMQMailQueueFactory;
import org.apache.james.queue.activemq.metric.ActiveMQMetricCollectorNoop;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;

/** James's queues on the embedded broker. Guice stops it before {@link EmbeddedBroker} is closed, which is no business of Guice. */
final class DurableMailQueueFactory extends ActiveMQMailQueueFactory {
    private static final int SENDING_CONNECTIONS = 8;
    private static final int MOVING_THREADS = 2;
    private static final long SECONDS_TO_END_A_MOVE = 5;

    private final EmbeddedBroker broker;
    private final ActiveMQConnectionFactory connections;
    private final Producers producers;
    private final ScheduledExecutorService movers;
    private final Clock clock;

    @Inject
    DurableMailQueueFactory(EmbeddedBroker broker, Clock clock, MailQueueItemDecoratorFactory decorators, MetricFactory metrics, GaugeRegistry gauges) {
        this(broker, broker.connections(), clock, decorators, metrics, gauges);
    }

    private DurableMailQueueFactory(EmbeddedBroker broker, ActiveMQConnectionFactory connections, Clock clock, MailQueueItemDecoratorFactory decorators,
            MetricFactory metrics, GaugeRegistry gauges) {
        super(connections, decorators, metrics, gauges, new ActiveMQMetricCollectorNoop());
        this.broker = broker;
        this.connections = connections;
        this.producers = new Producers(connections, SENDING_CONNECTIONS);
        this.clock = clock;
        ThreadFactory threads = task -> {
            Thread thread = new Thread(task, "waiting-mail");
            thread.setDaemon(true);
            return thread;
        };
        this.movers = Executors.newScheduledThreadPool(MOVING_THREADS, threads);
        setUseJMX(false);
    }

    @Override
    protected ManageableMailQueue createCacheableMailQueue(MailQueueName name) {
        if (name.equals(SPOOL)) {
            return new SpoolQueue(connections, broker, producers, movers, clock, mailQueueItemDecoratorFactory, name, metricFactory, gaugeRegistry);
        }
        return new DurableMailQueue(connections, broker, producers, movers, clock, mailQueueItemDecoratorFactory, name, metricFactory, gaugeRegistry);
    }

    @Override
    public synchronized void destroy() {
        movers.shutdownNow();
        try {
            movers.awaitTermination(SECONDS_TO_END_A_MOVE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        super.destroy();
        producers.close();
    }
}
