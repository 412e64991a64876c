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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownQueuesTest {
    private final Path folder;

    KnownQueuesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void knowsNothingAtFirst() throws IOException {
        assertThat(new KnownQueues(folder.resolve("var/queues.txt")).names()).isEmpty();
    }

    @Test
    void remembersAcrossRestarts() throws IOException {
        Path file = folder.resolve("var/queues.txt");
        new KnownQueues(file).remember("connector-a");
        new KnownQueues(file).remember("connector-b");

        assertThat(new KnownQueues(file).names()).containsExactlyInAnyOrder("connector-a", "connector-b");
    }

    @Test
    void forgets() throws IOException {
        Path file = folder.resolve("queues.txt");
        KnownQueues known = new KnownQueues(file);
        known.remember("connector-a");
        known.forget(List.of("connector-a"));

        assertThat(known.names()).isEmpty();
        assertThat(new KnownQueues(file).names()).isEmpty();
    }

    @Test
    void doesNotClaimToRememberWhatIsNotOnDisk() throws IOException {
        Path file = Files.createFile(folder.resolve("file")).resolve("queues.txt");
        KnownQueues known = new KnownQueues(file);

        assertThatThrownBy(() -> known.remember("connector-a")).isInstanceOf(IOException.class);
        assertThat(known.names()).isEmpty();
    }

    @Test
    void skipsLinesThatAreNoQueuesOfConnectors() throws IOException {
        Path file = Files.writeString(folder.resolve("queues.txt"), "connector-a\n\nspool\n");

        assertThat(new KnownQueues(file).names()).containsExactly("connector-a");
    }

    @Test
    void addsANameAtTheEndOfTheFile() throws IOException {
        Path file = folder.resolve("queues.txt");
        KnownQueues known = new KnownQueues(file);
        known.remember("connector-b");
        known.remember("connector-a");
        known.remember("connector-b");

        assertThat(Files.readString(file)).isEqualTo("connector-b\nconnector-a\n");
    }

    @Test
    void writesAFileAnewWhoseLastLineWasCutOff() throws IOException {
        Path file = Files.writeString(folder.resolve("queues.txt"), "connector-a\nconnector-b");
        new KnownQueues(file).remember("connector-c");

        assertThat(Files.readAllLines(file)).containsExactly("connector-a", "connector-b", "connector-c");
    }

    @Test
    void remembersAgainWhatItCouldNotWrite() throws IOException {
        Path file = folder.resolve("queues.txt");
        KnownQueues known = new KnownQueues(file);
        known.remember("connector-a");
        Files.delete(file);
        assertThatThrownBy(() -> known.remember("connector-b")).isInstanceOf(IOException.class);
        known.remember("connector-b");

        assertThat(Files.readAllLines(file)).containsExactly("connector-a", "connector-b");
    }

    @Test
    void forgetsManyAtOnceAndWritesNothingWhenItKnewNone() throws IOException {
        Path file = folder.resolve("queues.txt");
        KnownQueues known = new KnownQueues(file);
        for (int i = 0; i < 100; i++) {
            known.remember("connector-" + i);
        }
        known.forget(IntStream.range(1, 200).mapToObj(i -> "connector-" + i).toList());
        assertThat(Files.readAllLines(file)).containsExactly("connector-0");
        Files.delete(file);
        known.forget(List.of("connector-7"));

        assertThat(file).doesNotExist();
    }
}
