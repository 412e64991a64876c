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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Processor time up to a moment, in seconds.
 *
 * @param relay the relay's processes
 * @param bench this process: source and sink
 * @param machine everything that was busy on this machine
 */
record ProcessorUse(double relay, double bench, double machine) {
    private static final int USER = 1;
    private static final int IDLE = 4;
    private static final int WAITING = 5;
    private static final int STEAL = 8;

    static ProcessorUse now(ProcessTree relay) throws IOException {
        String total = Files.readString(Path.of("/proc/stat")).lines().findFirst().orElseThrow();
        return new ProcessorUse(relay.processorSeconds(), new ProcessTree(ProcessHandle.current().pid()).processorSecondsOfRoot(), busySeconds(total));
    }

    /** What was used since {@code earlier}. */
    ProcessorUse since(ProcessorUse earlier) {
        return new ProcessorUse(relay - earlier.relay, bench - earlier.bench, machine - earlier.machine);
    }

    /** What neither the relay nor this process used. */
    double others() {
        return Math.max(0, machine - relay - bench);
    }

    /** Of the first line of {@code /proc/stat}: all but idle and waiting; guests count as their hosts already. */
    static double busySeconds(String total) {
        String[] words = total.strip().split("\\s+");
        if (!words[0].equals("cpu") || words.length <= STEAL) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "/proc/stat: %s (expected: cpu and at least %d numbers)", total, STEAL));
        }
        long ticks = 0;
        for (int i = USER; i <= STEAL; i++) {
            if (i != IDLE && i != WAITING) {
                ticks += Long.parseLong(words[i]);
            }
        }
        return ticks / ProcessStat.TICKS_PER_SECOND;
    }
}
