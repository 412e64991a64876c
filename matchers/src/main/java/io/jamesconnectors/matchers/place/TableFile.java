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
package io.jamesconnectors.matchers.place;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.hybrid.RoutingLookup;
import io.jamesconnectors.connectors.hybrid.RoutingTable;
import io.jamesconnectors.smtp.delivery.FileStamp;

/**
 * The file of a routing table, of which the last good version is in force. A version that can't be used changes nothing; before the first good one nobody can
 * be looked up. One thread at a time reads it; any number look addresses up.
 */
final class TableFile {
    private static final Logger LOGGER = LoggerFactory.getLogger(RoutingSources.class);
    private static final int MOST_OCTETS = RoutingTable.MAX_LENGTH;

    private final Path path;
    private volatile @Nullable RoutingTable table;
    private volatile Optional<String> fault = Optional.empty();
    private @Nullable FileStamp read;
    private @Nullable FileStamp changing;

    TableFile(Path path) {
        this.path = path;
    }

    RoutingLookup find(String address) {
        @Nullable RoutingTable known = table;
        return known == null ? RoutingLookup.UNAVAILABLE : known.find(address);
    }

    /** What is wrong with the file; empty while the table in force is what it says. */
    Optional<String> fault() {
        return fault;
    }

    boolean isThere() {
        return table != null;
    }

    Path path() {
        return path;
    }

    /** Reads the file, if it is another one than was read last. */
    synchronized void read() {
        try {
            FileStamp now = FileStamp.of(path);
            if (!now.equals(read)) {
                take(now);
            }
        } catch (NoSuchFileException e) {
            fail("does not exist");
        } catch (IOException e) {
            fail("can't be read: " + e.getClass().getSimpleName());
        }
        changing = null;
    }

    /** Reads the file when it has changed since it was read, and has not since the last look: not while somebody is writing it. */
    synchronized void look() {
        @Nullable FileStamp now = stamp();
        if (now == null || now.equals(changing)) {
            read();
        } else {
            changing = now.equals(read) ? null : now;
        }
    }

    private void take(FileStamp now) throws IOException {
        byte[] octets;
        try (InputStream in = Files.newInputStream(path)) {
            octets = in.readNBytes(MOST_OCTETS + 1);
        }
        if (octets.length > MOST_OCTETS) {
            read = now;
            fail("is larger than " + MOST_OCTETS + " octets");
            return;
        }
        if (octets.length != now.size() || !now.equals(FileStamp.of(path))) {
            fail("changes while it is read");
            return;
        }
        read = now;
        try {
            RoutingTable next = RoutingTable.parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
            @Nullable RoutingTable before = table;
            table = next;
            fault = Optional.empty();
            LOGGER.info("routing_table file={} addresses={} before={}", path, next.size(), before == null ? "-" : before.size());
        } catch (RoutingTable.UnusableLine e) {
            fail(String.valueOf(e.getMessage()));
        } catch (CharacterCodingException e) {
            fail("is no UTF-8");
        }
    }

    private @Nullable FileStamp stamp() {
        try {
            return FileStamp.of(path);
        } catch (IOException e) {
            return null; // reading says what it is
        }
    }

    /** Says so once for as long as it is the same. */
    private void fail(String what) {
        if (fault.filter(what::equals).isEmpty()) {
            fault = Optional.of(what);
            LOGGER.error("routing_table file={} problem=\"{}\" remedy=\"{}\"", path, what,
                table == null ? "mail for its domains waits until the file is there and good" : "the table before stays in force");
        }
    }
}
