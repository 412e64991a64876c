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
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.jamesconnectors.connectors.Connectors;

/** What we ship under {@code conf/} must itself pass. */
class ShippedFilesTest {
    private static final Path CONF = Path.of("..", "conf");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)\\n  <(acceptedDomains|inbound|outbound)\\b.*?\\n  </\\1>");

    static List<Path> shippedFiles() throws IOException {
        try (Stream<Path> files = Files.walk(CONF)) {
            return files.filter(file -> file.getFileName().toString().equals("connectors.xml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shippedFiles")
    void isAcceptedWithoutAWord(Path file) {
        Reading reading = ConnectorsFile.read(file, CONF, name -> null);

        assertThat(reading.diagnostics()).isEmpty();
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void theCommentedExamplesAreGoodToo(@TempDir Path directory) throws IOException {
        String text = Files.readString(CONF.resolve("connectors.xml"));
        String examples = EXAMPLE.matcher(text).results().map(MatchResult::group).collect(Collectors.joining("\n", "<connectors>", "</connectors>"));
        Path file = Files.writeString(directory.resolve("connectors.xml"), examples);

        Reading reading = ConnectorsFile.read(file, CONF, name -> null);

        assertThat(reading.diagnostics()).isEmpty();
        Connectors connectors = ((Reading.Accepted) reading).connectors();
        assertThat(connectors.acceptedDomains()).hasSize(2);
        assertThat(connectors.inbound()).hasSize(2);
        assertThat(connectors.outbound()).hasSize(2);
    }
}
