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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.ManageableMailQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process fills a queue from several threads and is killed in the midst of it; this one reads what is there. */
class KillTest {
    private static final int STORED_BEFORE_THE_KILL = 1_000;

    @Test
    void losesNothingWhenKilled(@TempDir Path directory) throws Exception {
        List<String> stored = new ArrayList<>();
        List<String> done = new ArrayList<>();
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-cp", System.getProperty("java.class.path"), Child.class.getName(), directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            String line;
            while ((line = lineOf(output)) != null) {
                (line.startsWith("done ") ? done : stored).add(line.substring(line.indexOf(' ') + 1));
                if (stored.size() == STORED_BEFORE_THE_KILL) {
                    // Through the handle: what the child has said by then can still be read.
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly();
        }
        // The kill may have cut the last line.
        stored.remove(stored.size() - 1);
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(stored).hasSizeGreaterThanOrEqualTo(STORED_BEFORE_THE_KILL - 1);

        List<String> found = new ArrayList<>();
        try (QueueFixture fixture = new QueueFixture(directory)) {
            ManageableMailQueue queue = fixture.queue("killed");
            BlockingQueue<MailQueueItem> items = fixture.read(queue);
            while (queue.getSize() > 0) {
                MailQueueItem item = QueueFixture.next(items);
                found.add(item.getMail().getName());
                item.done(CompletionStatus.SUCCESS);
            }
        }

        assertThat(found).doesNotHaveDuplicates().doesNotContainAnyElementsOf(done);
        stored.removeAll(done);
        assertThat(found).containsAll(stored.stream().filter(name -> !name.endsWith("-0")).toList());
        // The reader of the child may have acknowledged one more than it could tell.
        assertThat(stored.stream().filter(name -> !found.contains(name)).count()).isLessThanOrEqualTo(1);
    }

    /** Nothing at the end, which a kill brings about in more than one way. */
    private static @Nullable String lineOf(BufferedReader output) {
        try {
            return output.readLine();
        } catch (IOException e) {
            return null;
        }
    }

    /** The process that is killed: four writers, and one reader that takes every mail whose name ends in -0. */
    static final class Child {
        private Child() {
        }

        public static void main(String[] arguments) throws Exception {
            QueueFixture fixture = new QueueFixture(Path.of(arguments[0]));
            ManageableMailQueue queue = fixture.queue("killed");
            BlockingQueue<MailQueueItem> items = fixture.read(queue);
            ExecutorService threads = Executors.newCachedThreadPool();
            for (int writer = 0; writer < 4; writer++) {
                int number = writer;
                threads.execute(() -> write(queue, number));
            }
            while (true) {
                MailQueueItem item = items.take();
                String name = item.getMail().getName();
                if (name.endsWith("-0")) {
                    item.done(CompletionStatus.SUCCESS);
                    System.out.println("done " + name);
                }
            }
        }

        private static void write(ManageableMailQueue queue, int writer) {
            try {
                for (int i = 0; ; i++) {
                    String name = writer + "-" + i + "-" + i % 10;
                    queue.enQueue(QueueFixture.mail(name), i % 10 == 5 ? Duration.ofMillis(200) : Duration.ofNanos(-1));
                    System.out.println("stored " + name);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
