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

import java.util.concurrent.TimeUnit;

/**
 * How many octets of bodies are in memory at once, so that many large messages are worked on one after the other instead of together. One is let in however large it is;
 * small ones never wait. All queues share it.
 */
final class BodyMemory {
    private final long most;
    private long used;

    /** @param most octets; more only for a single body that is larger */
    BodyMemory(long most) {
        this.most = most;
    }

    /** Waits until there is room for so many octets, and takes it. */
    synchronized void acquire(long octets) throws InterruptedException {
        while (used > 0 && used + octets > most) {
            wait();
        }
        used += octets;
    }

    /** Takes room, whether there is any or not: the octets are there already. */
    synchronized void add(long octets) {
        used += octets;
    }

    synchronized void release(long octets) {
        used -= octets;
        notifyAll();
    }

    /** Waits, at most so long, until less is used than may be. Returns whether it is. */
    synchronized boolean awaitRoom(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (used >= most) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
