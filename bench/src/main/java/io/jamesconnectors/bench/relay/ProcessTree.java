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
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process and all that descends from it, as Linux shows them in {@code /proc}. */
final class ProcessTree {
    private final Path proc;
    private final long root;

    ProcessTree(long root) {
        this(Path.of("/proc"), root);
    }

    ProcessTree(Path proc, long root) {
        this.proc = proc;
        this.root = root;
    }

    /**
     * Processor time, user and system, of the whole tree since its processes began, in seconds. A process that has ended stays in the sum, since its parent
     * has waited for it and counts it from then on.
     */
    double processorSeconds() throws IOException {
        return members().stream().mapToLong(member -> member.ticks() + member.reapedTicks()).sum() / ProcessStat.TICKS_PER_SECOND;
    }

    /** Processor time of the root alone, in seconds. */
    double processorSecondsOfRoot() throws IOException {
        return ProcessStat.parse(Files.readString(proc.resolve(Long.toString(root)).resolve("stat"))).ticks() / ProcessStat.TICKS_PER_SECOND;
    }

    /** The memory of the tree in MB: its proportional set size, in which a page that several processes share counts once. */
    long megabytes() throws IOException {
        long kilobytes = 0;
        for (ProcessStat member : members()) {
            kilobytes += proportionalKilobytes(proc.resolve(Long.toString(member.pid())).resolve("smaps_rollup"));
        }
        return kilobytes / 1024;
    }

    private Collection<ProcessStat> members() throws IOException {
        Map<Long, List<ProcessStat>> children = new HashMap<>();
        Deque<ProcessStat> open = new ArrayDeque<>();
        for (ProcessStat process : all()) {
            children.computeIfAbsent(process.parent(), parent -> new ArrayList<>()).add(process);
            if (process.pid() == root) {
                open.add(process);
            }
        }
        List<ProcessStat> found = new ArrayList<>();
        while (!open.isEmpty()) {
            ProcessStat next = open.remove();
            found.add(next);
            open.addAll(children.getOrDefault(next.pid(), List.of()));
        }
        return found;
    }

    private List<ProcessStat> all() throws IOException {
        List<ProcessStat> processes = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path directory : directories) {
                try {
                    processes.add(ProcessStat.parse(Files.readString(directory.resolve("stat"))));
                } catch (IOException e) {
                    // It has ended since the folder was listed.
                }
            }
        }
        return processes;
    }

    private static long proportionalKilobytes(Path rollup) {
        try {
            return Files.readAllLines(rollup).stream().filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
