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
import java.util.concurrent.ScheduledExecutorService;

import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.mailet.Mail;

import reactor.core.publisher.Flux;

/**
 * James's spool: mail that has been accepted and not been processed yet. A mail that a spooler thread can take at this moment is handed to it instead of being stored:
 * {@link #enQueue(Mail)} then returns when the mail has been processed, which for mail that leaves means that it is stored in the queues of its connectors. So it goes
 * to disk once, not twice, and the promise is the same: what has returned is safe, and a client has its 250 only then.
 *
 * <p>Whenever that is not to be had, because all spooler threads are busy, or processing fails, the mail is stored as in every other queue.
 */
final class SpoolQueue extends DurableMailQueue {
    private final HandOver handOver;

    SpoolQueue(ActiveMQConnectionFactory connections, EmbeddedBroker broker, Producers producers, ScheduledExecutorService scheduler, Clock clock,
            MailQueueItemDecoratorFactory decorators, MailQueueName name, MetricFactory metrics, GaugeRegistry gauges) {
        super(connections, broker, producers, scheduler, clock, decorators, name, metrics, gauges);
        this.handOver = new HandOver(item -> decorators.decorate(item, name));
    }

    @Override
    public void enQueue(Mail mail) throws MailQueueException {
        if (handOver.take(mail)) {
            enqueuedMailsMetric.increment();
            dequeuedMailsMetric.increment();
        } else {
            super.enQueue(mail);
        }
    }

    @Override
    public Flux<MailQueueItem> deQueue() {
        return handOver.items(super.deQueue());
    }

    @Override
    public void dispose() {
        handOver.close();
        super.dispose();
    }
}
