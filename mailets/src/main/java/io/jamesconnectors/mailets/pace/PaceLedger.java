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
package io.jamesconnectors.mailets.pace;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.jamesconnectors.connectors.Pace;

/**
 * The pace of all connectors, remembered through a restart, so that nobody gets a second daily quota.
 *
 * <p>The file is written ahead: it says a hundredth of each hourly and daily limit more than has gone out, and is written again before that is used up,
 * and with the first message of each minute. So after a crash too
 * much counts, by at most that, and never too little. A line is {@code queue limit slice amount}. Safe for use by several threads.
 */
public final class PaceLedger {
    private final Path file;
    private final Map<String, ConnectorPace> paces = new TreeMap<>();
    private final Map<String, Map<String, Map<Long, Long>>> kept = new HashMap<>();
    private final Map<String, SinceWritten> since = new HashMap<>();

    /**
     * What a connector has sent since the file was written with a part ahead.
     *
     * @param minute the minute in which it was written
     */
    private record SinceWritten(long minute, long messages, long recipients) {
    }

    /**
     * Reads the file; a missing one is an empty one, and a line that can't be read counts nothing.
     *
     * @throws IOException when it can't be read: starting without it could grant a quota twice
     */
    public PaceLedger(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] words = line.split(" ", -1);
                if (words.length == 4 && words[2].matches("[0-9]{1,18}") && words[3].matches("[0-9]{1,18}")) {
                    kept.computeIfAbsent(words[0], key -> new HashMap<>()).computeIfAbsent(words[1], key -> new HashMap<>())
                        .merge(Long.parseLong(words[2]), Long.parseLong(words[3]), Long::sum);
                }
            }
        }
    }

    /**
     * Lets one message of a connector out now, or says how long it has to wait; see {@link ConnectorPace#letOut}.
     *
     * @param queue the name of the connector's queue: no blanks
     * @throws IOException when the ledger can't be written; nothing is let out then
     */
    public synchronized Duration letOut(String queue, Pace limits, int recipients, Instant now) throws IOException {
        if (limits.equals(Pace.UNLIMITED)) {
            return Duration.ZERO;
        }
        ConnectorPace pace = pace(queue, limits);
        Duration wait = pace.letOut(recipients, now);
        if (wait.isZero() && !isCovered(queue, pace, recipients, now)) {
            try {
                writeAhead(now);
            } catch (IOException e) {
                pace.takeBack(recipients, now);
                throw e;
            }
        }
        return wait;
    }

    /** The message that was let out at that moment did not reach anyone. */
    public synchronized void takeBack(String queue, int recipients, Instant when) {
        ConnectorPace pace = paces.get(queue);
        if (pace != null) {
            pace.takeBack(recipients, when);
        }
    }

    /**
     * Writes what has gone out, and no more: before a clean end.
     *
     * @throws IOException when it can't be written; the file then still says more
     */
    public synchronized void close() throws IOException {
        if (!paces.isEmpty()) {
            write(lines(false, Instant.EPOCH));
        }
    }

    private ConnectorPace pace(String queue, Pace limits) {
        ConnectorPace there = paces.get(queue);
        if (there != null && there.pace().equals(limits)) {
            return there;
        }
        ConnectorPace pace = new ConnectorPace(limits);
        pace.restore(there == null ? kept.getOrDefault(queue, Map.of()) : there.counted(false, Instant.EPOCH));
        paces.put(queue, pace);
        since.remove(queue);
        return pace;
    }

    private boolean isCovered(String queue, ConnectorPace pace, int recipients, Instant now) {
        SinceWritten before = since.get(queue);
        if (before == null || before.minute != minute(now)) {
            return false;
        }
        SinceWritten after = new SinceWritten(before.minute, before.messages + 1, before.recipients + recipients);
        since.put(queue, after);
        return pace.isWithinPartAhead(after.messages, after.recipients);
    }

    private void writeAhead(Instant now) throws IOException {
        write(lines(true, now));
        paces.keySet().forEach(queue -> since.put(queue, new SinceWritten(minute(now), 0, 0)));
    }

    private static long minute(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), 60L);
    }

    /** What is counted, and what was read for connectors that have sent nothing since. */
    private List<String> lines(boolean withPartAhead, Instant now) {
        Map<String, Map<String, Map<Long, Long>>> all = new TreeMap<>(kept);
        paces.forEach((queue, pace) -> all.put(queue, pace.counted(withPartAhead, now)));
        List<String> lines = new ArrayList<>();
        all.forEach((queue, limits) -> limits.forEach((limit, slices) -> new TreeMap<>(slices)
            .forEach((slice, amount) -> lines.add(queue + " " + limit + " " + slice + " " + amount))));
        return lines;
    }

    private void write(List<String> lines) throws IOException {
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
