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

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of all queues that may hold mail, in a small file, one a line. A connector that is removed or renamed leaves its waiting mail
 * in a queue that nothing else remembers after a restart: James lists only queues that were opened since it started.
 * A name is on disk before the first mail enters its queue.
 */
final class KnownQueues {
    private final Path file;
    private final Set<String> names = new TreeSet<>();

    /**
     * Reads the file; a missing one is an empty one.
     *
     * @throws IOException when it can't be read: starting without it could strand mail
     */
    KnownQueues(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            Files.readAllLines(file).stream().map(String::strip).filter(line -> line.startsWith(QueueNames.PREFIX)).forEach(names::add);
        }
    }

    synchronized Set<String> names() {
        return Set.copyOf(names);
    }

    /** @throws IOException when the name is not safely on disk */
    synchronized void remember(String queue) throws IOException {
        if (!names.contains(queue)) {
            Set<String> more = new TreeSet<>(names);
            more.add(queue);
            write(more);
            names.add(queue);
        }
    }

    /** @throws IOException when the file still holds the name */
    synchronized void forget(String queue) throws IOException {
        if (names.contains(queue)) {
            Set<String> fewer = new TreeSet<>(names);
            fewer.remove(queue);
            write(fewer);
            names.remove(queue);
        }
    }

    private void write(Collection<String> lines) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.write(draft, lines);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
