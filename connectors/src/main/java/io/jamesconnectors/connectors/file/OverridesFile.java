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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;

/**
 * The small file that keeps overrides over restarts: a line for each, {@code outbound off 2026-11-22T11:42:05Z Bank}, and a last one that says how many
 * there are, {@code end 1}. It is replaced whole and safely on disk before an override holds. One that is damaged is an error, never an empty one: a
 * connector that was switched off must not come back on by itself.
 */
public final class OverridesFile {
    /** What it is called in the directory for working data. */
    public static final String NAME = "connector-overrides.txt";

    private static final String EXPECTED = " (expected: inbound or outbound, on or off, a time and a name; to go by connectors.xml alone, remove the file)";
    private static final int SHOWN = 80;

    private final @Nullable Path file;
    private final Overrides atStart;

    private OverridesFile(@Nullable Path file, Overrides atStart) {
        this.file = file;
        this.atStart = atStart;
    }

    /**
     * Reads the file; a missing one is an empty one.
     *
     * @throws IOException when it can't be read, or is damaged; the message is one line for the administrator
     */
    public static OverridesFile open(Path file) throws IOException {
        return new OverridesFile(file, Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? read(file) : Overrides.NONE);
    }

    /** Keeps nothing: overrides end with the process. */
    static OverridesFile unkept() {
        return new OverridesFile(null, Overrides.NONE);
    }

    /** What to add to a refusal of {@code connectors.xml} at the start: {@code " (with the overrides in …)"}; empty without any. */
    public String note() {
        return atStart.isEmpty() ? "" : " (with the overrides in " + file + ")";
    }

    Overrides atStart() {
        return atStart;
    }

    /** @throws IOException when they are not safely on disk; see {@link WholeFile} for what is there then */
    void keep(Overrides overrides) throws IOException {
        if (file == null) {
            return;
        }
        List<String> lines = new ArrayList<>(overrides.all().stream().map(OverridesFile::line).toList());
        lines.add("end " + lines.size());
        WholeFile.keep(file, lines);
    }

    private static String line(ConnectorOverride override) {
        return override.direction().word() + " " + (override.enabled() ? "on" : "off") + " " + override.at() + " " + override.name().asString();
    }

    private static Overrides read(Path file) throws IOException {
        List<String> lines;
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(BoundedFile.read(file, ConnectorsFile.MAX_BYTES >> 20))).toString();
            lines = text.lines().toList();
        } catch (CharacterCodingException e) {
            throw damaged(file, 1, "no text in UTF-8", e);
        } catch (IOException e) {
            throw new IOException(file + " " + e.getMessage(), e);
        }
        int count = lines.size() - 1;
        if (count < 0 || !lines.get(count).equals("end " + count)) {
            throw damaged(file, Math.max(1, lines.size()), "the last line is not 'end " + Math.max(0, count) + "'", null);
        }
        List<ConnectorOverride> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try {
                all.add(parse(lines.get(i)));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw damaged(file, i + 1, "'" + shown(lines.get(i)) + "'", e);
            }
        }
        return Overrides.of(all);
    }

    private static ConnectorOverride parse(String line) {
        String[] words = line.split(" ", 4);
        if (words.length < 4 || !words[1].equals("on") && !words[1].equals("off")) {
            throw new IllegalArgumentException(line);
        }
        for (Direction direction : Direction.values()) {
            if (direction.word().equals(words[0])) {
                return new ConnectorOverride(direction, ConnectorName.parse(words[3]), words[1].equals("on"), Instant.parse(words[2]));
            }
        }
        throw new IllegalArgumentException(line);
    }

    private static IOException damaged(Path file, int line, String what, @Nullable Exception cause) {
        return new IOException(file + ":" + line + ": " + what + EXPECTED, cause);
    }

    private static String shown(String line) {
        String printable = line.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "…";
    }
}
