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

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.testing.MutableClock;

/** How often queues are asked when a thousand connectors are looked at, counted. */
class QueueGaugesTest {
    private static final int CONNECTORS = 1_000;
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-22T09:00:00Z"));
    private final Set<MailQueueName> open = new HashSet<>();
    private final List<String> asked = new ArrayList<>();
    private final GaugeRegistry registry = new NoopGaugeRegistry();
    private final QueueGauges gauges = new QueueGauges(registry, name -> Optional.of(name).filter(open::contains).map(this::empty), () -> true, clock);
    private final List<MailQueueName> names = new ArrayList<>();

    QueueGaugesTest() {
        for (int i = 0; i < CONNECTORS; i++) {
            MailQueueName name = MailQueueName.of("connector-c" + i);
            names.add(name);
            gauges.show(name);
        }
    }

    @Test
    void aThousandOpenQueuesAreAskedOnceInHalfAMinuteHoweverOftenTheListIsLookedAt() {
        open.addAll(names);
        for (int second = 0; second < 30; second++) {
            look(HALF_A_MINUTE);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(asked).hasSize(CONNECTORS).doesNotHaveDuplicates();
        clock.advance(Duration.ofSeconds(1));
        look(HALF_A_MINUTE);
        assertThat(asked).hasSize(2 * CONNECTORS);
    }

    @Test
    void aLookAtOneOfThemAsksThatOneAlone() {
        open.addAll(names);
        look(HALF_A_MINUTE);
        asked.clear();
        clock.advance(Duration.ofSeconds(2));
        gauges.backlog(names.get(7), Duration.ofSeconds(1));
        look(HALF_A_MINUTE);
        assertThat(asked).containsExactly("connector-c7");
    }

    @Test
    void queuesThatAreNotOpenAreNotAsked() {
        open.add(names.get(3));
        look(Duration.ofSeconds(1));
        assertThat(asked).containsExactly("connector-c3");
    }

    private void look(Duration fresh) {
        assertThat(names).allSatisfy(name -> assertThat(gauges.backlog(name, fresh)).isEqualTo(new Backlog(OptionalLong.of(0), OptionalLong.of(0))));
    }

    /** A queue that counts how often its size is asked for. */
    private MailQueue empty(MailQueueName name) {
        return (MailQueue) Proxy.newProxyInstance(QueueGaugesTest.class.getClassLoader(), new Class<?>[] {ManageableMailQueue.class}, (proxy, method, arguments) -> {
            if (!method.getName().equals("getSize")) {
                throw new AssertionError(method.getName() + " (expected: getSize)");
            }
            asked.add(name.asString());
            return 0L;
        });
    }
}
