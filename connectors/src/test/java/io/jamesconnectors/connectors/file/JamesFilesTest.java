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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;

/**
 * James's files in each {@code bad/james/NAME/}, held against its {@code connectors.xml}, else {@code bad/james/judging/connectors.xml}, yield exactly
 * {@code bad/james/NAME.expected}. With {@code -Dgolden.write=true} the expectations are written anew, to be read before they are committed.
 */
class JamesFilesTest {
    private static final Path FILES = BadFolder.source().resolve("james");
    private static final Map<String, String> ENVIRONMENT = Map.of("DEFAULT_DOMAIN", "tailspin.example");

    private static BadFolder bad;

    @BeforeAll
    static void copy(@TempDir Path directory) {
        bad = BadFolder.in(directory);
    }

    static List<String> folders() throws IOException {
        try (Stream<Path> folders = Files.list(FILES)) {
            return folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void saysWhatIsDoubtful(String name) throws IOException {
        Path expectation = FILES.resolve(name + ".expected");
        String actual = found(bad.place().resolve("james").resolve(name)).stream().map(JamesFilesTest::text).collect(Collectors.joining("\n\n", "", "\n"));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expectation, actual);
        }

        assertThat(actual).isEqualTo(Files.readString(expectation));
    }

    @Test
    void aMissingFileIsAWarning() {
        JamesFiles missing = new JamesFiles(Optional.of(FILES.resolve("missing.xml")), Optional.empty(), Optional.empty());

        List<Diagnostic> found = missing.check(connectors(FILES.resolve("judging")), FILES.resolve("connectors.xml"), FILES, ENVIRONMENT::get);

        assertThat(found).extracting(Diagnostic::id).containsExactly("CON-220");
        assertThat(found.get(0).what()).isEqualTo("the file does not exist");
    }

    @Test
    void withoutConnectorsThereIsNothingToCompare() {
        Reading.Accepted none = new Reading.Accepted(Connectors.NONE, List.of(), List.of(), Map.of(), Map.of(), Map.of());

        assertThat(JamesFiles.beside(FILES.resolve("judging/connectors.xml")).check(none, FILES.resolve("connectors.xml"), FILES, ENVIRONMENT::get)).isEmpty();
    }

    private static List<Diagnostic> found(Path folder) {
        return JamesFiles.beside(folder.resolve("connectors.xml")).check(connectors(folder), folder.resolve("connectors.xml"), folder, ENVIRONMENT::get);
    }

    /** Of the folder, or those that most folders share. */
    private static Reading.Accepted connectors(Path folder) {
        Path own = folder.resolve("connectors.xml");
        return (Reading.Accepted) ConnectorsFile.read(Files.exists(own) ? own : FILES.resolve("judging/connectors.xml"), folder, name -> null);
    }

    private static String text(Diagnostic diagnostic) {
        return bad.golden(diagnostic.asText()).replaceFirst("^BASE/james/", "").replace(". Remedy:", ".\n    Remedy:");
    }
}
