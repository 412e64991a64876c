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
package io.jamesconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.testing.FakeDns;
import picocli.CommandLine;

/**
 * Each {@code bad/online/NAME.xml} (of the module connectors), with the DNS of {@code NAME.zone}, yields exactly {@code NAME.expected}.
 * With {@code -Dgolden.write=true} the expectations are written anew, to be read before they are committed.
 */
class OnlineCheckTest {
    private static final Path FILES = Path.of("../connectors/src/test/resources/io/jamesconnectors/connectors/file/bad/online");

    private static final Duration PATIENT = Duration.ofSeconds(50);
    private static final Duration BRIEF = Duration.ofMillis(300);

    private final FakeDns dns = FakeDns.start();
    private final StringWriter out = new StringWriter();
    private boolean silent;

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
        }
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysWhatTheDnsKnows(Path file) throws IOException {
        zone(file);
        int status = check(file, "--online");
        Path expectation = file.resolveSibling(file.getFileName().toString().replace(".xml", ".expected"));
        String actual = out.toString().replace(FILES + "/", "").replace(address(), "DNS").replaceAll("no answer from \\[DNS\\][^.]*", "no answer from [DNS]").replace(". Remedy:", ".\n    Remedy:");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expectation, actual);
        }

        assertThat(actual).isEqualTo(Files.readString(expectation));
        assertThat(status).isEqualTo(ExitCodes.CLEAN);
    }

    @Test
    void everyCheckThatAsksHasAFileThatItFinds() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : files()) {
            String expected = Files.readString(file.resolveSibling(file.getFileName().toString().replace(".xml", ".expected")));
            Arrays.stream(Check.values()).map(Check::id).filter(expected::contains).forEach(found::add);
        }

        assertThat(found).containsAll(Arrays.stream(Check.values()).filter(check -> check.name().matches("(SPF|DNS)_.*")).map(Check::id).toList());
    }

    @Test
    void withoutBeingAskedNothingIsAsked() throws IOException {
        zone(FILES.resolve("refused.xml"));

        assertThat(check(FILES.resolve("refused.xml"))).isZero();
        assertThat(dns.queries()).isEmpty();
        assertThat(out.toString()).doesNotContain("SPF");
    }

    @ParameterizedTest
    @CsvSource({"--strict, 1", "--format=text, 0"})
    void whatTheDnsSaysIsNoError(String option, int status) throws IOException {
        zone(FILES.resolve("refused.xml"));

        assertThat(check(FILES.resolve("refused.xml"), "--online", option)).isEqualTo(status);
    }

    @Test
    void printsJson() throws IOException {
        zone(FILES.resolve("refused.xml"));

        check(FILES.resolve("refused.xml"), "--online", "--format", "json");

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.get("warnings").asInt()).isEqualTo(report.get("diagnostics").size()).isPositive();
        assertThat(report.get("diagnostics").get(0).get("id").asText()).startsWith("CON-18");
        assertThat(report.get("diagnostics").get(0).get("line").asInt()).isEqualTo(10);
    }

    private String address() {
        return dns.host() + ":" + dns.port();
    }

    private void zone(Path file) throws IOException {
        for (String line : Files.readAllLines(file.resolveSibling(file.getFileName().toString().replace(".xml", ".zone")))) {
            List<String> words = List.of(line.split(" "));
            String rest = words.stream().skip(2).collect(Collectors.joining(" "));
            switch (words.get(0)) {
                case "txt" -> dns.zone().txt(words.get(1), rest);
                case "mx" -> dns.zone().mx(words.get(1), 10, rest);
                case "address" -> dns.zone().address(words.get(1), rest);
                case "nullmx" -> dns.zone().nullMx(words.get(1));
                case "servfail" -> dns.zone().serverFailure(words.get(1));
                case "refuse" -> dns.zone().refuse(words.get(1));
                case "missing" -> dns.zone().missing(words.get(1));
                case "no-recursion" -> dns.zone().recursive(false);
                case "silent" -> {
                    dns.zone().silent(true);
                    silent = true;
                }
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    private int check(Path file, String... options) {
        CommandLine command = new CommandLine(new CheckCommand(Map.of("DNS", address(), "PASSWORD", "secret")::get, silent ? BRIEF : PATIENT));
        command.setOut(new PrintWriter(out));
        return command.execute(Stream.concat(Stream.of(file.toString()), Stream.of(options)).toArray(String[]::new));
    }
}
