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
package io.jamesconnectors.connectors.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.hybrid.RoutingLookup;
import io.jamesconnectors.connectors.hybrid.RoutingSource;
import io.jamesconnectors.connectors.hybrid.RoutingTable;

/**
 * The routing table in force. Lookups read one reference and never wait. {@link #refresh} reads the file when it has changed, on a thread of its own; a file
 * that can't be
 * used changes nothing, and one that has changed is read only when it looked the same twice in a row, since somebody may still be writing it. Until a file has
 * been
 * read for the first time nobody can say who lives where: {@link RoutingLookup#UNAVAILABLE}.
 */
public final class RoutingTableFile implements RoutingSource {
    private final Path path;
    private volatile @Nullable RoutingTable table;
    private volatile Optional<String> problem = Optional.of("has not been read yet");
    private @Nullable Looks seen;
    private @Nullable Looks read;
    private Optional<String> problemOfRead = Optional.empty();

    /** Reads nothing yet. */
    public RoutingTableFile(Path path) {
        this.path = path;
    }

    /** By what a changed file is told. */
    private record Looks(FileTime modified, long size, @Nullable Object key) {
        static Looks of(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Looks(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    @Override
    public RoutingLookup find(String address) {
        @Nullable RoutingTable present = table;
        return present == null ? RoutingLookup.UNAVAILABLE : present.find(address);
    }

    /** Why the file as it is now is not in force, for logs and health checks; empty when it is. */
    public Optional<String> problem() {
        return problem;
    }

    /** How many addresses the table in force has. */
    public int size() {
        @Nullable RoutingTable present = table;
        return present == null ? 0 : present.size();
    }

    /**
     * Reads the file if it has changed; to be called every few seconds. Blocks, and never throws.
     *
     * @return whether another table is in force now
     */
    public synchronized boolean refresh() {
        try {
            Looks now = Looks.of(path);
            boolean rests = table == null || now.equals(seen);
            seen = now;
            if (now.equals(read)) {
                problem = problemOfRead;
                return false;
            }
            return rests && take(now);
        } catch (IOException e) {
            problem = Optional.of("'" + path + "' can't be read: " + e.getClass().getSimpleName());
            return false;
        }
    }

    private boolean take(Looks now) throws IOException {
        Optional<String> fault = Optional.empty();
        @Nullable RoutingTable fresh = null;
        try {
            fresh = HybridReader.table(path);
        } catch (IOException e) {
            fault = Optional.of("'" + path + "' " + e.getMessage());
        }
        if (!Looks.of(path).equals(now)) {
            return false; // it has changed meanwhile: next time
        }
        read = now;
        problemOfRead = fault;
        problem = fault;
        table = fresh == null ? table : fresh;
        return fresh != null;
    }
}
