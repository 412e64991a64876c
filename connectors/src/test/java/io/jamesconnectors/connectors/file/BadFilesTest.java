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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Severity;

/**
 * Each {@code bad/NAME.xml} yields exactly the lines of {@code bad/NAME.expected}: ids, places and words. {@code NAME.setup} makes what it needs ({@link BadFolder}).
 * With {@code -Dgolden.write=true} the expectations are written anew, to be read before they are committed.
 *
 * <p>The folder has two more: {@code bad/james} for James's own files ({@link JamesFilesTest}), and {@code bad/online} for what asks the DNS, with a zone beside each file,
 * which the command line holds. Together they produce every check.
 */
class BadFilesTest {
    private static final Path BAD = BadFolder.source();
    private static final int MOST_IN_FULL = 50;
    private static final Pattern FINDING = Pattern.compile("(?m)^\\S+: (?:error|warning|note|exchangeOnline) (CON-\\d{3}): ");

    private static BadFolder folder;

    @BeforeAll
    static void copy(@TempDir Path directory) {
        folder = BadFolder.in(directory);
    }

    static List<String> badFiles() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".xml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void saysWhatIsWrong(String name) throws IOException {
        Path expectation = BAD.resolve(name.replace(".xml", ".expected"));
        String actual = text(diagnostics(name));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expectation, actual);
        }

        assertThat(actual).isEqualTo(Files.readString(expectation));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void neverShowsTheWordsOfTheValidator(String name) {
        assertThat(diagnostics(name)).extracting(Diagnostic::asText).noneMatch(text -> text.contains("cvc-") || text.contains("org.xml"));
    }

    @Test
    void tenMistakesYieldTenDiagnosticsOnTheirLines() {
        List<Diagnostic> diagnostics = diagnostics("ten-mistakes.xml");

        assertThat(diagnostics).allMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
        assertThat(diagnostics).extracting(diagnostic -> diagnostic.position().line() + " " + diagnostic.id()).containsExactly(
            "4 CON-023", "9 CON-022", "10 CON-010", "12 CON-040", "13 CON-011", "15 CON-030", "16 CON-021", "21 CON-060", "27 CON-063", "29 CON-025");
    }

    @Test
    void everyCheckHasAFileThatItFinds() throws IOException {
        Set<String> produced = new TreeSet<>();
        for (Path expectation : BadFolder.all(BAD, ".expected")) {
            FINDING.matcher(Files.readString(expectation)).results().map(finding -> finding.group(1)).forEach(produced::add);
        }

        assertThat(produced).containsExactlyElementsOf(Arrays.stream(Check.values()).map(Check::id).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyExpectationIsOneOfAFile() {
        assertThat(BadFolder.all(BAD, ".expected")).hasSizeGreaterThan(100).allSatisfy(expectation -> {
            String path = expectation.toString().replace(".expected", "");
            assertThat(Path.of(expectation.startsWith(BAD.resolve("james")) ? path : path + ".xml")).exists();
        });
    }

    private static List<Diagnostic> diagnostics(String name) {
        Reading reading = ConnectorsFile.read(folder.place().resolve(name), folder.place(), Map.of("ADDRESS", "192.0.2.1", "EMPTY", " ")::get);
        return reading instanceof Reading.Accepted accepted
            ? Stream.concat(accepted.warnings().stream(), accepted.notes().stream()).sorted(Diagnostic.BY_POSITION).toList()
            : reading.diagnostics();
    }

    /** Of very many, the first and the last. */
    private static String text(List<Diagnostic> diagnostics) {
        int last = diagnostics.size() - 1;
        return diagnostics.size() <= MOST_IN_FULL ? diagnostics.stream().map(BadFilesTest::text).collect(Collectors.joining("\n\n", "", "\n"))
            : text(diagnostics.get(0)) + "\n\n" + text(diagnostics.get(1)) + "\n\n(and " + (last - 2) + " between)\n\n" + text(diagnostics.get(last)) + "\n";
    }

    private static String text(Diagnostic diagnostic) {
        return folder.golden(diagnostic.asText()).replaceFirst("^BASE/", "").replace(". Remedy:", ".\n    Remedy:");
    }
}
