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
package io.jamesconnectors.bench.relay;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Looks once a second how much memory a tree of processes takes, until it is closed. */
final class PeakMemory implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong peak = new AtomicLong();
    private final ProcessTree processes;

    PeakMemory(ProcessTree processes) {
        this.processes = processes;
        var unused = clock.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    /** The most that it has seen so far, in MB. */
    long megabytes() {
        return peak.get();
    }

    private void look() {
        try {
            peak.accumulateAndGet(processes.megabytes(), Math::max);
        } catch (IOException e) {
            // No /proc to look into: the peak stays 0.
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
