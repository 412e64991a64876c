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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageLogTest {
    private static final String BEFORE = """
        [0.008s][info][gc] Using G1
        [1.204s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 900M->7M(1024M) 9.123ms
        """;
    private static final String BATCH = """
        [2.204s][info][gc] GC(1) Pause Young (Concurrent Start) (Metadata GC Threshold) 61M->19M(512M) 9.123ms
        [2.204s][info][gc] GC(2) Concurrent Mark Cycle
        [3.377s][info][gc] GC(3) Pause Young (Normal) (G1 Evacuation Pause) 312M->28M(512M) 11.456ms
        [4.204s][info][gc] GC(4) Pause Remark 44M->44M(512M) 2.123ms
        """;

    @Test
    void findsTheFullestHeapOfABatch(@TempDir Path directory) throws IOException {
        GarbageLog log = new GarbageLog(Files.writeString(directory.resolve("gc.log"), BEFORE));
        long offset = log.length();
        Files.writeString(directory.resolve("gc.log"), BEFORE + BATCH);

        assertThat(log.peakMegabytes(offset)).hasValue(312);
    }

    @Test
    void doesNotGuessWhereNothingWasCollected() {
        assertThat(GarbageLog.peakMegabytes("[0.008s][info][gc] Using G1\n")).isEmpty();
    }
}
