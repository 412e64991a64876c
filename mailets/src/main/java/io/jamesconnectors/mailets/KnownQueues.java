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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.jamesconnectors.connectors.file.WholeFile;

/**
 * The names of all queues that may hold mail, in a small file, one a line. A connector that is removed or renamed leaves its waiting mail
 * in a queue that nothing else remembers after a restart: James lists only queues that were opened since it started.
 * A name is on disk before the first mail enters its queue.
 *
 * <p>A new name is added at the end of the file; to forget some it is written anew, as it is where its last line was cut off.
 */
final class KnownQueues {
    private final Path file;
    private final Set<String> names = new TreeSet<>();
    private boolean canBeExtended;

    /**
     * Reads the file; a missing one is an empty one.
     *
     * @throws IOException when it can't be read: starting without it could strand mail
     */
    KnownQueues(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            String text = Files.readString(file);
            text.lines().map(String::strip).filter(line -> line.startsWith(QueueNames.PREFIX)).forEach(names::add);
            canBeExtended = text.endsWith("\n");
        }
    }

    synchronized Set<String> names() {
        return Set.copyOf(names);
    }

    /** @throws IOException when the name is not safely on disk */
    synchronized void remember(String queue) throws IOException {
        if (names.contains(queue)) {
            return;
        }
        if (canBeExtended) {
            extend(queue);
        } else {
            Set<String> more = new TreeSet<>(names);
            more.add(queue);
            write(more);
        }
        names.add(queue);
    }

    /** @throws IOException when the file may still hold them */
    synchronized void forget(Collection<String> queues) throws IOException {
        Set<String> fewer = new TreeSet<>(names);
        if (fewer.removeAll(Set.copyOf(queues))) {
            write(fewer);
            names.retainAll(fewer);
        }
    }

    private void extend(String queue) throws IOException {
        canBeExtended = false;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer line = ByteBuffer.wrap((queue + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
        canBeExtended = true;
    }

    private void write(Collection<String> lines) throws IOException {
        canBeExtended = false;
        WholeFile.keep(file, List.copyOf(lines));
        canBeExtended = true;
    }
}
