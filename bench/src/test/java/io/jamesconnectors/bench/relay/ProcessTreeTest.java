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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a {@code /proc} of files: 10 is the parent of 11 and 12, 12 of 13; 20 has nothing to do with them. */
class ProcessTreeTest {
    @TempDir
    Path proc;

    @BeforeEach
    void write() throws IOException {
        process(10, 1, 100, 50, 1_024);
        process(11, 10, 30, 0, 2_048);
        process(12, 10, 7, 0, 0);
        process(13, 12, 3, 0, 1_024);
        process(20, 1, 9_999, 9_999, 999_999);
        Files.createDirectories(proc.resolve("self"));
        // One that ends while it is looked at.
        Files.createDirectories(proc.resolve("14"));
    }

    @Test
    void sumsProcessorTimeOfAllDescendantsAndOfThoseThatHaveEnded() throws IOException {
        assertThat(new ProcessTree(proc, 10).processorSeconds()).isEqualTo(1.9);
        assertThat(new ProcessTree(proc, 12).processorSeconds()).isEqualTo(0.1);
    }

    @Test
    void givesTheRootAloneWithoutItsChildren() throws IOException {
        assertThat(new ProcessTree(proc, 10).processorSecondsOfRoot()).isEqualTo(1.0);
    }

    @Test
    void sumsProportionalMemory() throws IOException {
        assertThat(new ProcessTree(proc, 10).megabytes()).isEqualTo(4);
    }

    @Test
    void isEmptyWhenTheRootIsGone() throws IOException {
        assertThat(new ProcessTree(proc, 99).processorSeconds()).isZero();
        assertThat(new ProcessTree(proc, 99).megabytes()).isZero();
    }

    private void process(long pid, long parent, long user, long childrenSystem, long kilobytes) throws IOException {
        Path directory = Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.writeString(directory.resolve("stat"), pid + " (x) S " + parent + " 1 1 0 -1 0 0 0 0 0 " + user + " 0 0 " + childrenSystem + " 20 0 1 0 2276\n");
        Files.writeString(directory.resolve("smaps_rollup"), "00400000-7ffe [rollup]\nRss:    9999 kB\nPss:    " + kilobytes + " kB\nPss_Anon:   5 kB\n");
    }
}
