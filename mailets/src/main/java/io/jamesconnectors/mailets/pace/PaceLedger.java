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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import io.jamesconnectors.connectors.file.WholeFile;

/**
 * The pace of all connectors and mailboxes, remembered through a restart, so that nobody gets a second quota.
 *
 * <p>The file is written ahead: it says a hundredth of each hourly and daily limit more than has gone out, and that all of a limit of a minute goes out by
 * the end of this
 * minute; it is written again before the hundredth is used up, and with the first message of each minute. So after a crash too much counts, by at most
 * that, and never too
 * little. A line is {@code name limit slice amount}. Safe for use by several threads.
 */
public final class PaceLedger {
    private final Path file;
    private final Map<String, Running> paces = new TreeMap<>();
    private final Map<String, Map<String, Map<Long, Long>>> kept = new HashMap<>();
    private final Map<String, SinceWritten> since = new HashMap<>();

    private record Running(Allowance allowance, ConnectorPace pace) {
    }

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
     * Lets one message out now that all of these allow, or says how long it has to wait at least; see {@link ConnectorPace#letOut}.
     *
     * @throws IOException when the ledger can't be written; nothing is let out then
     */
    public synchronized Duration letOut(List<Allowance> allowances, int recipients, Instant now) throws IOException {
        List<Allowance> limited = allowances.stream().filter(allowance -> !allowance.isUnlimited()).toList();
        for (int i = 0; i < limited.size(); i++) {
            Duration wait = pace(limited.get(i)).letOut(recipients, now);
            if (!wait.isZero()) {
                takeBack(limited.subList(0, i), recipients, now);
                return wait;
            }
        }
        boolean covered = true;
        for (Allowance allowance : limited) {
            covered &= isCovered(allowance, recipients, now);
        }
        if (!covered) {
            try {
                writeAhead(now);
            } catch (IOException e) {
                takeBack(limited, recipients, now);
                throw e;
            }
        }
        return Duration.ZERO;
    }

    /** How much of the limits of these is used now, by what {@code connectors.xml} calls the limit. */
    public synchronized Map<String, Long> used(List<Allowance> allowances, Instant now) {
        Map<String, Long> used = new TreeMap<>();
        allowances.stream().filter(allowance -> !allowance.isUnlimited()).forEach(allowance -> used.putAll(pace(allowance).used(now)));
        return used;
    }

    /** The message that was let out at that moment did not reach anyone. */
    public synchronized void takeBack(List<Allowance> allowances, int recipients, Instant when) {
        allowances.forEach(allowance -> known(allowance).ifPresent(pace -> pace.takeBack(recipients, when)));
    }

    /** The message that was let out at one moment has arrived now. */
    public synchronized void arrived(List<Allowance> allowances, int recipients, Instant when, Instant now) {
        allowances.forEach(allowance -> known(allowance).ifPresent(pace -> pace.arrived(recipients, when, now)));
    }

    /**
     * Writes what has gone out, and no more: before a clean end.
     *
     * @throws IOException when it can't be written; the file then still says more
     */
    public synchronized void close() throws IOException {
        if (!paces.isEmpty()) {
            WholeFile.keep(file, lines(ConnectorPace::counted));
        }
    }

    private Optional<ConnectorPace> known(Allowance allowance) {
        return Optional.ofNullable(paces.get(allowance.name())).filter(there -> there.allowance.equals(allowance)).map(Running::pace);
    }

    private ConnectorPace pace(Allowance allowance) {
        return known(allowance).orElseGet(() -> {
            String name = allowance.name();
            Running there = paces.get(name);
            ConnectorPace pace = new ConnectorPace(allowance.limits(), allowance.warmUp());
            pace.restore(there == null ? kept.getOrDefault(name, Map.of()) : there.pace.counted());
            paces.put(name, new Running(allowance, pace));
            since.remove(name);
            return pace;
        });
    }

    private boolean isCovered(Allowance allowance, int recipients, Instant now) {
        SinceWritten before = since.get(allowance.name());
        if (before == null || before.minute != minute(now)) {
            return false;
        }
        SinceWritten after = new SinceWritten(before.minute, before.messages + 1, before.recipients + recipients);
        since.put(allowance.name(), after);
        return pace(allowance).isWithinPartAhead(after.messages, after.recipients, now);
    }

    private void writeAhead(Instant now) throws IOException {
        WholeFile.keep(file, lines(pace -> pace.countedAhead(now)));
        paces.keySet().forEach(name -> since.put(name, new SinceWritten(minute(now), 0, 0)));
    }

    private static long minute(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), 60L);
    }

    /** What is counted, and what was read for those that have sent nothing since. */
    private List<String> lines(Function<ConnectorPace, Map<String, Map<Long, Long>>> counted) {
        Map<String, Map<String, Map<Long, Long>>> all = new TreeMap<>(kept);
        paces.forEach((name, there) -> all.put(name, counted.apply(there.pace)));
        List<String> lines = new ArrayList<>();
        all.forEach((name, limits) -> limits.forEach((limit, slices) -> new TreeMap<>(slices)
            .forEach((slice, amount) -> lines.add(name + " " + limit + " " + slice + " " + amount))));
        return lines;
    }
}
