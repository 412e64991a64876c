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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.file.WholeFile.Readers;

class WholeFileTest {
    private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

    private final Path folder;
    private final Path file;

    WholeFileTest(@TempDir Path folder) {
        this.folder = folder;
        this.file = folder.resolve("state.txt");
    }

    @Test
    void keepsLinesAndMakesTheFolder() throws Exception {
        Path lists = folder.resolve("var/lists");
        Path inside = lists.resolve("state.txt");
        WholeFile.keep(inside, List.of("one", "zwei ü"));
        assertThat(inside).hasContent("one\nzwei ü\n");
        WholeFile.keep(inside, List.of());
        assertThat(inside).isEmptyFile();
        assertThat(names(lists)).containsExactly("state.txt");
    }

    @Test
    void replacesWhatIsThereAndLeavesNothingBeside() throws Exception {
        WholeFile.keep(file, OLD, Readers.USUAL);
        WholeFile.keep(file, NEW, Readers.USUAL);
        assertThat(file).hasContent("new");
        WholeFile.replace(file, OLD, Readers.USUAL);
        assertThat(file).hasContent("old");
        assertThat(names(folder)).containsExactly("state.txt");
    }

    @Test
    void writesOverWhatACrashHasLeft() throws Exception {
        Files.writeString(folder.resolve(".state.txt.new"), "half of a much longer te");
        WholeFile.keep(file, NEW, Readers.USUAL);
        assertThat(file).hasContent("new");
        assertThat(names(folder)).containsExactly("state.txt");
    }

    @Test
    void leavesTheFileAsItWasWhenItCannotWriteBeside() throws Exception {
        WholeFile.keep(file, OLD, Readers.USUAL);
        Files.createDirectories(folder.resolve(".state.txt.new/in the way"));
        assertThatThrownBy(() -> WholeFile.keep(file, NEW, Readers.USUAL)).isInstanceOf(IOException.class);
        assertThat(file).hasContent("old");
    }

    @Test
    void leavesNoDraftWhenTheFileCannotBeReplaced() throws Exception {
        Files.createDirectories(file.resolve("a folder that is not empty"));
        assertThatThrownBy(() -> WholeFile.replace(file, NEW, Readers.USUAL)).isInstanceOf(IOException.class);
        assertThat(names(folder)).containsExactly("state.txt");
    }

    @Test
    void makesNoFolderForWhatSomebodyAsksFor() {
        assertThatThrownBy(() -> WholeFile.replace(folder.resolve("no/state.txt"), NEW, Readers.USUAL)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> WholeFile.create(folder.resolve("no/state.txt"), NEW, Readers.USUAL)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void createsOnlyWhereNothingIs() throws Exception {
        WholeFile.create(file, OLD, Readers.USUAL);
        assertThatThrownBy(() -> WholeFile.create(file, NEW, Readers.USUAL)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("old");
    }

    @Test
    void givesToItsOwnerAloneWhatNobodyElseMayRead() throws Exception {
        WholeFile.keep(file, OLD, Readers.USUAL);
        WholeFile.keep(file, NEW, Readers.OWNER);
        WholeFile.create(folder.resolve("created"), NEW, Readers.OWNER);
        WholeFile.replace(folder.resolve("replaced"), NEW, Readers.OWNER);
        for (String name : names(folder)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)))).as(name).isEqualTo("rw-------");
        }
    }

    @Test
    void knowsTheFolderOfAFileThatIsNamedWithoutOne() throws Exception {
        Path bare = Path.of("WholeFileTest." + ProcessHandle.current().pid());
        try {
            WholeFile.keep(bare, NEW, Readers.USUAL);
            assertThat(bare).hasContent("new");
        } finally {
            Files.deleteIfExists(bare);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(found -> found.getFileName().toString()).sorted().toList();
        }
    }
}
