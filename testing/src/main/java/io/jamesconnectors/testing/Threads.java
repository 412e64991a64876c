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
package io.jamesconnectors.testing;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one stand-in: all are gone when {@link #join()} returns. Each ends by itself when its socket is closed. */
public final class Threads {
    private static final long PATIENCE_SECONDS = 10;

    private final String name;
    private final AtomicInteger started = new AtomicInteger();
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    /** Threads that are called {@code name} and a number. */
    public Threads(String name) {
        this.name = name;
    }

    /** Runs {@code work}; an {@link IOException} ends it, since that is how a closed socket shows. */
    public void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The peer or close() has ended the connection.
            } finally {
                running.remove(Thread.currentThread());
            }
        }, name + "-" + started.incrementAndGet());
        thread.setDaemon(true);
        running.add(thread);
        thread.start();
    }

    /** Waits for all of them. The sockets that they read from must be closed before. */
    public void join() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (!running.isEmpty()) {
                for (Thread thread : running) {
                    TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
                    if (thread.isAlive()) {
                        throw new IllegalStateException("thread " + thread.getName() + ": still running after " + PATIENCE_SECONDS + " s (expected: ended)");
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Work that ends with an {@link IOException} when its socket goes away. */
    public interface Work {
        /** Does it. */
        void run() throws IOException;
    }
}
