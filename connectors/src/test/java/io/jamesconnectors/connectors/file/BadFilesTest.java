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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Severity;

/**
 * Each {@code bad/NAME.xml} yields exactly the lines of {@code bad/NAME.expected}: ids, places and words.
 * With {@code -Dgolden.write=true} the expectations are written anew, to be read before they are committed.
 */
class BadFilesTest {
    private static final Path BAD = Path.of("src/test/resources/io/jamesconnectors/connectors/file/bad");

    static List<Path> badFiles() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void saysWhatIsWrong(Path file) throws IOException {
        Path expectation = file.resolveSibling(file.getFileName().toString().replace(".xml", ".expected"));
        String actual = diagnostics(file).stream().map(BadFilesTest::text).collect(Collectors.joining("\n\n", "", "\n"));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expectation, actual);
        }

        assertThat(actual).isEqualTo(Files.readString(expectation));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void neverShowsTheWordsOfTheValidator(Path file) {
        assertThat(diagnostics(file)).extracting(Diagnostic::asText).noneMatch(text -> text.contains("cvc-") || text.contains("org.xml"));
    }

    @Test
    void tenMistakesYieldTenDiagnosticsOnTheirLines() {
        List<Diagnostic> diagnostics = diagnostics(BAD.resolve("ten-mistakes.xml"));

        assertThat(diagnostics).allMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
        assertThat(diagnostics).extracting(diagnostic -> diagnostic.position().line() + " " + diagnostic.id()).containsExactly(
            "4 CON-023", "9 CON-022", "10 CON-010", "12 CON-040", "13 CON-011", "15 CON-030", "16 CON-021", "21 CON-060", "27 CON-063", "29 CON-025");
    }

    /**
     * Some have no file here: one would have to be missing and one huge, which {@link ConnectorsFileTest} makes; one has to do with permissions and one with the day, which
     * {@link SubmissionFileTest} makes; what asks the DNS has golden files in the command line; and James's own files have theirs in {@link JamesFilesTest}.
     */
    @Test
    void everyCheckHasAFileThatItFinds() throws IOException {
        Set<String> produced = new TreeSet<>(List.of(Check.UNREADABLE.id(), Check.MANY_MORE.id(), Check.EVERYBODYS_SECRET.id(), Check.CLIENT_CERTIFICATE_ENDS.id()));
        Arrays.stream(Check.values()).filter(check -> check.name().startsWith("SPF_") || check.name().startsWith("DNS_") || check.name().startsWith("JAMES_")).map(Check::id).forEach(produced::add);
        for (Path file : badFiles()) {
            diagnostics(file).forEach(diagnostic -> produced.add(diagnostic.id()));
        }

        assertThat(produced).containsExactlyElementsOf(Arrays.stream(Check.values()).map(Check::id).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static List<Diagnostic> diagnostics(Path file) {
        Reading reading = ConnectorsFile.read(file, BAD, Map.of("ADDRESS", "192.0.2.1", "EMPTY", " ")::get);
        return reading instanceof Reading.Accepted accepted
            ? Stream.concat(accepted.warnings().stream(), accepted.notes().stream()).sorted(Diagnostic.BY_POSITION).toList()
            : reading.diagnostics();
    }

    private static String text(Diagnostic diagnostic) {
        return diagnostic.asText().replace(BAD.toAbsolutePath().toString(), "BASE").replace(BAD.toString() + "/", "").replace(". Remedy:", ".\n    Remedy:");
    }
}
