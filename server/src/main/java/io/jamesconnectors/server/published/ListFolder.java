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
package io.jamesconnectors.server.published;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.file.EndpointsList;
import io.jamesconnectors.connectors.file.UnusableList;
import io.jamesconnectors.connectors.file.WholeFile;
import io.jamesconnectors.connectors.file.WholeFile.Readers;

/**
 * Where a list lies. A new one takes the place of the old one in a single step, after it has reached the disk: whoever reads the file finds a whole list,
 * also after a crash.
 */
final class ListFolder {
    private final Path list;
    private final Path note;

    /** @param list the list; the note lies beside it, as {@code .state} of the same name */
    ListFolder(Path list) {
        this.list = list;
        this.note = list.resolveSibling(list.getFileName() + ".state");
    }

    /** The ranges of the list; empty when it is not there, or is no good one. */
    Optional<List<Cidr>> ranges() {
        try (InputStream in = Files.newInputStream(list)) {
            return Optional.of(EndpointsList.mailRanges(in.readNBytes(EndpointsList.MAX_BYTES + 1)));
        } catch (IOException | UnusableList e) {
            return Optional.empty();
        }
    }

    /** What is known about the list, when it is of that service. */
    Note note(String service) {
        Properties kept = new Properties();
        try (InputStream in = Files.newInputStream(note)) {
            kept.load(in);
        } catch (NoSuchFileException e) {
            return Note.of(kept, service);
        } catch (IOException | IllegalArgumentException e) {
            return Note.of(new Properties(), service);
        }
        return Note.of(kept, service);
    }

    void keep(byte[] newList) throws IOException {
        WholeFile.keep(list, newList, Readers.USUAL);
    }

    void keep(Note newNote) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        newNote.asProperties().store(text, "Written by James Connectors");
        WholeFile.keep(note, text.toByteArray(), Readers.USUAL);
    }
}
