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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;

class OverridesFileTest {
    private static final Overrides TWO = Overrides.of(List.of(
        new ConnectorOverride(Direction.OUTBOUND, ConnectorName.parse("Bänk & 'Söhne' \"end 1\""), false, Instant.parse("2026-11-22T11:42:05Z")),
        new ConnectorOverride(Direction.INBOUND, ConnectorName.parse("on"), true, Instant.parse("2026-11-22T11:43:00Z"))));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("var/connector-overrides.txt");
    }

    @Test
    void keepsWhatItWasGiven() throws Exception {
        OverridesFile.open(file).keep(TWO);

        assertThat(OverridesFile.open(file).atStart()).isEqualTo(TWO);
        assertThat(OverridesFile.open(file).atStart().all()).isEqualTo(TWO.all());
        assertThat(file.getParent()).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void aMissingFileIsAnEmptyOne() throws Exception {
        assertThat(OverridesFile.open(file).atStart()).isEqualTo(Overrides.NONE);
    }

    @Test
    void anyLostPartIsAnError() throws Exception {
        OverridesFile.open(file).keep(TWO);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length - 1; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> OverridesFile.open(file)).as("of %d bytes", length).isInstanceOf(IOException.class);
        }
    }

    @Test
    void saysWhereItIsDamaged() throws Exception {
        OverridesFile.open(file).keep(TWO);
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), "inbound maybe 2026-11-22T11:43:00Z on\u0007", "end 2"));

        assertThatThrownBy(() -> OverridesFile.open(file)).isInstanceOf(IOException.class)
            .hasMessage(file + ":2: 'inbound maybe 2026-11-22T11:43:00Z on?' (expected: inbound or outbound, on or off, a time and a name; "
                + "to go by connectors.xml alone, remove the file)");
    }

    @Test
    void isNoDirectoryAndNoLinkThatLeadsNowhere() throws Exception {
        Files.createDirectories(file);
        assertThatThrownBy(() -> OverridesFile.open(file)).isInstanceOf(IOException.class).hasMessage(file + " is no file");
        Files.delete(file);
        Files.createSymbolicLink(file, directory.resolve("nowhere"));
        assertThatThrownBy(() -> OverridesFile.open(file)).isInstanceOf(IOException.class).hasMessage(file + " does not exist");
    }

    @Test
    void damagedBytesAreAnErrorOrOverridesAndNothingElse() throws Exception {
        long seed = Long.getLong("seed", 1);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        OverridesFile.open(file).keep(TWO);
        String whole = Files.readString(file);
        int taken = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
            for (int j = random.nextInt(4); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            try {
                Overrides read = OverridesFile.open(file).atStart();
                assertThat(read.all()).hasSizeBetween(1, 2);
                taken++;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining(file.toString());
                assertThat(String.valueOf(e.getMessage())).doesNotContain("\n");
            }
        }
        assertThat(taken).as("such that say something else, or nothing else").isLessThan(2_000);
    }
}
