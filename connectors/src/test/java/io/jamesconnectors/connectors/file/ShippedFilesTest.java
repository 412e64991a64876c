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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** What we ship under {@code conf/} must itself pass. */
class ShippedFilesTest {
    private static final Path CONF = Path.of("..", "conf");
    private static final Path OF_JAMES = CONF.resolve("scenarios/hybrid-james");
    private static final Pattern OUR_CLASS = Pattern.compile("io\\.jamesconnectors\\.[a-z.]+\\.[A-Z]\\w+");
    private static final Path IDENTITY = Path.of("src/test/resources/io/jamesconnectors/connectors/file/good");
    private static final Pattern EXAMPLE = Pattern.compile(
        "(?s)\\n  <(acceptedDomains|inbound|outbound|throttling)\\b.*?\\n  </\\1>|\\n  <publishedAddresses [^>]*/>|\\n  <rejectDirectSend>[a-z]*</rejectDirectSend>");
    /** What a scenario is about, or what a server finds on its first day; and the certificate that stands in for one of a public authority here. */
    private static final Map<String, List<String>> EXPECTED = Map.of(
        "gateway-lockdown", List.of("CON-100", "CON-100"),
        "office365-inbound", List.of("CON-079"),
        "office365-relay", List.of("CON-154"),
        "standalone-eop", List.of("CON-079", "CON-100", "CON-154"),
        "hybrid-mx-office365", List.of("CON-079", "CON-100", "CON-154"),
        "hybrid-mx-onprem", List.of("CON-079", "CON-154"),
        "hybrid-centralised", List.of("CON-079", "CON-154"),
        "hybrid-centralised-by-tenant", List.of("CON-079", "CON-100", "CON-154"));

    static List<Path> shippedFiles() throws IOException {
        try (Stream<Path> files = Files.walk(CONF)) {
            return files.filter(file -> file.getFileName().toString().equals("connectors.xml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shippedFiles")
    void isAcceptedWithoutAnUnexpectedWord(Path file, @TempDir Path base) throws IOException {
        Reading reading = read(file, base);

        assertThat(reading.diagnostics()).extracting(Diagnostic::id)
            .containsExactlyElementsOf(EXPECTED.getOrDefault(CONF.relativize(file).toString().replace("scenarios/", "").replace("/connectors.xml", ""), List.of()));
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
    }

    static List<Path> filesWithJames() throws IOException {
        return shippedFiles().stream().filter(file -> CONF.relativize(file).toString().matches("scenarios/(hybrid|standalone)-.*")).toList();
    }

    @ParameterizedTest
    @MethodSource("filesWithJames")
    void theFilesOfJamesSayTheSame(Path file, @TempDir Path base) throws IOException {
        Reading.Accepted accepted = (Reading.Accepted) read(file, base);

        assertThat(JamesFiles.beside(OF_JAMES.resolve("connectors.xml")).check(accepted, file, base, name -> null)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("filesOfTheGateway")
    void theFilesOfTheGatewaySayTheSame(Path file, @TempDir Path base) throws IOException {
        Reading.Accepted accepted = (Reading.Accepted) read(file, base);

        assertThat(JamesFiles.beside(CONF.resolve("gateway/connectors.xml")).check(accepted, file, base, name -> null)).extracting(Diagnostic::id)
            .as("one scenario needs a listener for submission, which the gateway has not")
            .containsExactlyElementsOf(file.toString().contains("devices-by-certificate") ? List.of("CON-228") : List.of());
    }

    static List<Path> filesOfTheGateway() throws IOException {
        return shippedFiles().stream().filter(file -> !CONF.relativize(file).toString().matches("scenarios/(hybrid|standalone)-.*")).toList();
    }

    @Test
    void theFilesOfJamesNameClassesThatAreThere() throws IOException {
        String text = Files.readString(OF_JAMES.resolve("smtpserver.xml")) + Files.readString(OF_JAMES.resolve("mailetcontainer.xml"));
        List<String> classes = OUR_CLASS.matcher(text).results().map(MatchResult::group).distinct().toList();

        assertThat(classes).hasSizeGreaterThan(5).allMatch(name -> Stream.of("matchers", "mailets", "server")
            .anyMatch(module -> Files.exists(Path.of("..", module, "src/main/java", name.replace('.', '/') + ".java"))));
    }

    @Test
    void theCommentedExamplesAreGoodToo(@TempDir Path directory) throws IOException {
        String text = Files.readString(CONF.resolve("connectors.xml"));
        String examples = EXAMPLE.matcher(text).results().map(MatchResult::group).collect(Collectors.joining("\n", "<connectors>", "</connectors>"));
        Path file = Files.writeString(directory.resolve("connectors.xml"), examples);

        Files.createDirectories(directory.resolve("conf"));
        Files.copy(IDENTITY.resolve("relay.pem"), directory.resolve("conf/branch.pem"));
        Files.copy(IDENTITY.resolve("relay.key"), directory.resolve("conf/branch.key"));

        Reading reading = ConnectorsFile.read(file, directory, name -> name.equals("SCANNER_PASSWORD") ? UsedSecrets.note("password of a mailbox", "hunter2!") : null);

        assertThat(reading.diagnostics()).extracting(Diagnostic::id).as("the list has not been fetched yet").containsExactly("CON-079");
        Connectors connectors = ((Reading.Accepted) reading).connectors();
        assertThat(connectors.acceptedDomains()).hasSize(2);
        assertThat(connectors.inbound()).hasSize(5);
        assertThat(connectors.publishedAddresses()).hasSize(1);
        assertThat(connectors.rejectDirectSend()).isTrue();
        assertThat(connectors.outbound()).hasSize(5);
        assertThat(connectors.throttling()).hasSize(1);
    }

    /** With what the administrator has to add. */
    private static Reading read(Path file, Path base) throws IOException {
        Files.createDirectories(base.resolve("conf"));
        Files.copy(IDENTITY.resolve("relay.pem"), base.resolve("conf/relay.pem"));
        Files.copy(IDENTITY.resolve("relay.key"), base.resolve("conf/relay.key"));
        Path table = file.resolveSibling("routing.txt");
        if (Files.exists(table)) {
            Files.copy(table, base.resolve("conf/routing.txt"));
        }
        return ConnectorsFile.read(file, base, ShippedFilesTest::variable);
    }

    private static @Nullable String variable(String name) {
        if (name.endsWith("_KEY")) {
            return UsedSecrets.note("signing key", "k3y-0f-s0me-length!");
        }
        return name.endsWith("_PASSWORD") ? UsedSecrets.note("password of a mailbox", "hunter2!") : null;
    }
}
