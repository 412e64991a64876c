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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.delivery.RecipientOutcome;

import reactor.core.publisher.Flux;

/** Fifty thousand mails wait for one connector: how often its queue is touched, and that another's mail passes by. */
@Timeout(60)
class BacklogTest {
    private static final int BACKLOG = 50_000;
    private static final int AT_ONCE = 4;
    /** Those that are in hand when the pause begins, one more for each that is sent, and once again after the look at the configuration that ends the start. */
    private static final int TOUCHED = 3 * AT_ONCE;
    private static final OutboundConnector SLOW = OutboundSamples.smartHost("Slow", "slow.test");
    private static final OutboundConnector QUICK = OutboundSamples.smartHost("Quick", "quick.test");

    private final Queues queues = new Queues();
    private final ScriptedQueue slow = queues.createQueue(MailQueueName.of("connector-slow"), MailQueueFactory.defaultPrefetchCount());
    private final ScriptedQueue quick = queues.createQueue(MailQueueName.of("connector-quick"), MailQueueFactory.defaultPrefetchCount());
    private final AtomicInteger taken = new AtomicInteger();
    private final ScriptedDelivery delivery = new ScriptedDelivery();
    private final Path var;

    BacklogTest(@TempDir Path var) {
        this.var = var;
        slow.dequeues(() -> Flux.range(0, BACKLOG).map(i -> {
            taken.incrementAndGet();
            return slow.item(Mails.mail("r@slow.test"));
        }).concatWith(Flux.never()));
        quick.dequeues(() -> Flux.just(quick.item(Mails.mail("r@quick.test"))).concatWith(Flux.never()));
    }

    @Test
    void ofAPacedConnectorStaysWhereItIs() throws Exception {
        OutboundConnector hourly = OutboundSamples.paced(SLOW, new Pace(0, 1, 0, 0, 0, 0));
        try (James james = new James(queues, new MutableRouteTable(hourly, QUICK), delivery, var, Clock.systemUTC()).start()) {
            awaitQuickAndPause(james);

            assertThat(delivery.sent).filteredOn(sent -> sent.connector().equals(hourly)).hasSize(1);
            assertThat(taken.get()).isLessThanOrEqualTo(TOUCHED);
            assertThat(slow.stored).hasSizeLessThanOrEqualTo(TOUCHED);
        }
    }

    @Test
    void ofAThrottledConnectorStaysWhereItIs() throws Exception {
        delivery.answer("r@slow.test", new RecipientOutcome.Deferred(ScriptedDelivery.failure(Failure.Kind.TRANSIENT, 451, "4.7.500", "Server busy")));
        try (James james = new James(queues, new MutableRouteTable(SLOW, QUICK), delivery, var, Clock.systemUTC()).start()) {
            awaitQuickAndPause(james);

            assertThat(taken.get()).isLessThanOrEqualTo(TOUCHED);
            assertThat(slow.stored).hasSizeLessThanOrEqualTo(TOUCHED);
        }
    }

    @Test
    void ofAPacedConnectorIsTakenUpWhenTheConfigurationChanges() throws Exception {
        MutableRouteTable table = new MutableRouteTable(OutboundSamples.paced(SLOW, new Pace(0, 1, 0, 0, 0, 0)), QUICK);
        try (James james = new James(queues, table, delivery, var, Clock.systemUTC()).start()) {
            awaitQuickAndPause(james);
            table.swap(SLOW, QUICK);

            await().until(() -> taken.get() > 10 * AT_ONCE);
        }
    }

    private void awaitQuickAndPause(James james) {
        await().until(() -> quick.events.contains("done SUCCESS"));
        await().until(() -> james.queues.states().stream().filter(state -> state.queue().equals("connector-slow")).allMatch(state -> state.paused() && state.inFlight() == 0));
    }

    private static final class Queues implements MailQueueFactory<ScriptedQueue> {
        private final Map<MailQueueName, ScriptedQueue> queues = new ConcurrentHashMap<>();

        @Override
        public Optional<ScriptedQueue> getQueue(MailQueueName name, PrefetchCount prefetchCount) {
            return Optional.ofNullable(queues.get(name));
        }

        @Override
        public ScriptedQueue createQueue(MailQueueName name, PrefetchCount prefetchCount) {
            return queues.computeIfAbsent(name, key -> new ScriptedQueue(key.asString()));
        }

        @Override
        public Set<MailQueueName> listCreatedMailQueues() {
            return queues.keySet();
        }
    }
}
