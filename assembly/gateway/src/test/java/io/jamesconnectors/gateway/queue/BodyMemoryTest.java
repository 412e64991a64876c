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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class BodyMemoryTest {
    private final BodyMemory memory = new BodyMemory(100);

    @Test
    void letsInAsMuchAsThereIsRoomFor() throws InterruptedException {
        memory.acquire(60);
        memory.acquire(40);

        assertThat(memory.awaitRoom(0)).isFalse();
        memory.release(1);
        assertThat(memory.awaitRoom(0)).isTrue();
    }

    @Test
    void letsOneInHoweverLargeItIs() throws InterruptedException {
        memory.acquire(1_000);

        assertThat(memory.awaitRoom(0)).isFalse();
        memory.release(1_000);
        assertThat(memory.awaitRoom(0)).isTrue();
    }

    @Test
    void letsTheNextInWhenTheOneBeforeHasGone() throws Exception {
        memory.acquire(60);
        CompletableFuture<Void> next = CompletableFuture.runAsync(() -> {
            try {
                memory.acquire(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        memory.release(60);

        next.get(60, TimeUnit.SECONDS);
        assertThat(memory.awaitRoom(0)).isTrue();
        memory.add(50);
        assertThat(memory.awaitRoom(0)).isFalse();
    }
}
