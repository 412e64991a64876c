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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.hybrid.RoutingLookup;

class RoutingTableFileTest {
    private static final String ALICE = "alice@contoso.com";
    private static final String BOB = "bob@contoso.com";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;
    @SuppressWarnings("NullAway.Init")
    private Path path;
    @SuppressWarnings("NullAway.Init")
    private RoutingTableFile file;
    private int writes;

    @BeforeEach
    void nameTheFile() {
        path = directory.resolve("routing.txt");
        file = new RoutingTableFile(path);
    }

    @Test
    void knowsNothingUntilItWasRead() throws IOException {
        assertThat(file.find(ALICE)).isEqualTo(RoutingLookup.UNAVAILABLE);
        assertThat(file.refresh()).isFalse();
        assertThat(file.find(ALICE)).isEqualTo(RoutingLookup.UNAVAILABLE);
        assertThat(file.problem()).hasValueSatisfying(problem -> assertThat(problem).contains("routing.txt", "NoSuchFileException"));

        write(ALICE);
        assertThat(file.refresh()).isTrue();
        assertThat(file.find(ALICE)).isEqualTo(RoutingLookup.THERE);
        assertThat(file.find(BOB)).isEqualTo(RoutingLookup.NOT_FOUND);
        assertThat(file.size()).isEqualTo(1);
        assertThat(file.problem()).isEmpty();
    }

    @Test
    void takesAChangedFileWhenItHasLookedTheSameTwice() throws IOException {
        write(ALICE);
        file.refresh();
        write(ALICE + "\n" + BOB);

        assertThat(file.refresh()).as("somebody may still be writing").isFalse();
        assertThat(file.find(BOB)).isEqualTo(RoutingLookup.NOT_FOUND);
        assertThat(file.refresh()).isTrue();
        assertThat(file.find(BOB)).isEqualTo(RoutingLookup.THERE);
        assertThat(file.refresh()).as("nothing has changed").isFalse();
    }

    @Test
    void aFileThatGoesOnChangingIsLeftUntilItRests() throws IOException {
        write(ALICE);
        file.refresh();
        write("");
        file.refresh();
        write(BOB);

        assertThat(file.refresh()).isFalse();
        assertThat(file.find(ALICE)).isEqualTo(RoutingLookup.THERE);
        assertThat(file.refresh()).isTrue();
        assertThat(file.find(ALICE)).isEqualTo(RoutingLookup.NOT_FOUND);
    }

    @Test
    void aBadFileChangesNothingAndIsSaidToBeBadUntilItIsMended() throws IOException {
        write(ALICE);
        file.refresh();
        write("alice -> bob");
        file.refresh();

        assertThat(file.refresh()).isFalse();
        assertThat(file.find(ALICE)).isEqualTo(RoutingLookup.THERE);
        assertThat(file.problem()).hasValueSatisfying(problem -> assertThat(problem).contains("has a bad line: line 1: has 3 words"));
        assertThat(file.refresh()).isFalse();
        assertThat(file.problem()).isPresent();

        write(BOB);
        file.refresh();
        assertThat(file.refresh()).isTrue();
        assertThat(file.problem()).isEmpty();
    }

    @Test
    void aFileThatIsGoneChangesNothing() throws IOException {
        write(ALICE);
        file.refresh();
        Files.delete(path);

        assertThat(file.refresh()).isFalse();
        assertThat(file.find(ALICE)).isEqualTo(RoutingLookup.THERE);
        assertThat(file.problem()).isPresent();

        write(ALICE);
        file.refresh();
        file.refresh();
        assertThat(file.problem()).as("it is back").isEmpty();
    }

    @Test
    void aFileThatIsNoTextIsNotTaken() throws IOException {
        Files.write(path, new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(file.refresh()).isFalse();
        assertThat(file.find(ALICE)).isEqualTo(RoutingLookup.UNAVAILABLE);
        assertThat(file.problem()).hasValueSatisfying(problem -> assertThat(problem).endsWith("is no text in UTF-8"));
    }

    /** Each with a time of its own, however coarse the clock of the file system is. */
    private void write(String text) throws IOException {
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2026-11-22T10:00:00Z").plusSeconds(writes++)));
    }
}
