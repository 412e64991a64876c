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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.ConnectorName;

class InboundDoorTest {
    private static final ConnectorName DEVICES = ConnectorName.parse("Devices");
    private static final ConnectorName TENANT = ConnectorName.parse("Tenant");

    private final InboundDoor door = new InboundDoor();

    @Test
    void takesAsManyConnectionsAsTheLimitSays() {
        assertThat(door.enter(DEVICES, 2)).isTrue();
        assertThat(door.enter(DEVICES, 2)).isTrue();
        assertThat(door.enter(DEVICES, 2)).isFalse();
        assertThat(door.enter(TENANT, 2)).as("another connector").isTrue();
        door.leave(DEVICES, 0);
        assertThat(door.enter(DEVICES, 2)).isTrue();
    }

    @Test
    void countsConnectionsWithoutALimitTooSinceOneMayCome() {
        door.enter(DEVICES, 0);
        door.enter(DEVICES, 0);
        assertThat(door.enter(DEVICES, 2)).isFalse();
    }

    @Test
    void takesTheSameNameInOtherLettersForTheSameConnector() {
        door.enter(DEVICES, 1);
        assertThat(door.enter(ConnectorName.parse("DEVICES"), 1)).isFalse();
    }

    @Test
    void forgetsWhatIsIdle() {
        door.enter(DEVICES, 0);
        door.message(TENANT, 10, 0);
        door.prune(0);
        assertThat(door.size()).isEqualTo(2);
        door.leave(DEVICES, 0);
        assertThat(door.size()).isEqualTo(1);
        door.prune(61_000);
        assertThat(door.size()).isZero();
    }

    @Test
    void keepsTheMessagesOfAMinuteAfterTheLastConnectionLeft() {
        door.enter(DEVICES, 0);
        door.message(DEVICES, 1, 0);
        door.leave(DEVICES, 0);
        assertThat(door.message(DEVICES, 1, 59_000)).isFalse();
    }

    @Test
    void holdsItsLimitWhateverManyThreadsDo() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger messages = new AtomicInteger();
        try {
            List<Callable<Void>> visitors = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                visitors.add(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        if (door.enter(DEVICES, 3)) {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            messages.addAndGet(door.message(DEVICES, 500, 0) ? 1 : 0);
                            inside.decrementAndGet();
                            door.leave(DEVICES, 0);
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> visitor : threads.invokeAll(visitors)) {
                visitor.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most.get()).isBetween(1, 3);
        assertThat(messages).hasValue(500);
        assertThat(door.connections(DEVICES)).isZero();
    }
}
