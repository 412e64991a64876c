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
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/**
 * What we ship under {@code conf/} is clean, without an exception: no error and no warning, of James's files beside it neither. The administrator has added what only he can: a certificate of an
 * authority that Java knows, the published addresses, and the variables.
 */
class ShippedFilesTest {
    private static final Path CONF = Path.of("..", "conf");
    private static final Path OF_JAMES = CONF.resolve("scenarios/hybrid-james");
    private static final Pattern OUR_CLASS = Pattern.compile("io\\.jamesconnectors\\.[a-z.]+\\.[A-Z]\\w+");
    private static final Path IDENTITY = Path.of("src/test/resources/io/jamesconnectors/connectors/file/good");
    private static final Path PUBLISHED = Path.of("src/test/resources/io/jamesconnectors/connectors/file/bad/exchange-online.json");
    private static final Pattern EXAMPLE = Pattern.compile(
        "(?s)\\n  <(acceptedDomains|inbound|outbound|throttling)\\b.*?\\n  </\\1>|\\n  <publishedAddresses [^>]*/>|\\n  <rejectDirectSend>[a-z]*</rejectDirectSend>");
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    private static TestCertificate relay;
    private static TestCertificate listener;
    private static @Nullable String trustStoreBefore;

    @BeforeAll
    static void trustAnAuthority(@TempDir Path authority) throws Exception {
        TestCa root = TestCa.create();
        TestCa issuing = root.intermediate("Issuing");
        relay = issuing.client("relay.contoso.com");
        listener = issuing.server("mx.contoso.com");
        Path store = authority.resolve("roots.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            root.trustStore().store(out, UsedSecrets.note("password of a trust store", "grebes on the lake").toCharArray());
        }
        trustStoreBefore = System.getProperty(TRUST_STORE);
        System.setProperty(TRUST_STORE, store.toString());
        System.setProperty(TRUST_STORE + "Password", "grebes on the lake");
    }

    @AfterAll
    static void trustWhomJavaTrusts() {
        if (trustStoreBefore == null) {
            System.clearProperty(TRUST_STORE);
        } else {
            System.setProperty(TRUST_STORE, trustStoreBefore);
        }
        System.clearProperty(TRUST_STORE + "Password");
    }

    static List<Path> shippedFiles() throws IOException {
        try (Stream<Path> files = Files.walk(CONF)) {
            return files.filter(file -> file.getFileName().toString().equals("connectors.xml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shippedFiles")
    void isClean(Path file, @TempDir Path base) throws IOException {
        Reading reading = read(file, base);

        assertThat(reading.diagnostics()).extracting(Diagnostic::asText).isEmpty();
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
    }

    @ParameterizedTest
    @MethodSource("shippedFiles")
    void theFilesOfJamesSayTheSame(Path file, @TempDir Path base) throws IOException {
        Reading.Accepted accepted = (Reading.Accepted) read(file, base);
        boolean needsMailboxes = CONF.relativize(file).toString().matches("scenarios/(hybrid|standalone)-.*");
        JamesFiles shipped = JamesFiles.beside((needsMailboxes ? OF_JAMES : CONF).resolve("connectors.xml"));

        assertThat(shipped.smtpServer()).isPresent();
        assertThat(JamesFiles.beside(file).or(shipped).check(accepted, file, base, name -> null)).extracting(Diagnostic::asText).isEmpty();
    }

    @Test
    void aScenarioThatNeedsOneMoreListenerHasAllOfTheGatewayToo() throws IOException {
        String own = Files.readString(CONF.resolve("scenarios/devices-by-certificate/gateway/smtpserver.xml"));
        String gateways = Files.readString(CONF.resolve("gateway/smtpserver.xml"));

        assertThat(own.replaceFirst("(?s)\n    <!-- Scenario: .*?\n    </smtpserver>\n", "")).isEqualTo(gateways);
    }

    @Test
    void theListOfScenariosIsWhole() throws IOException {
        String list = Files.readString(CONF.resolve("scenarios/README.md"));
        try (Stream<Path> folders = Files.list(CONF.resolve("scenarios"))) {
            assertThat(folders.filter(Files::isDirectory).map(folder -> "[" + folder.getFileName() + "](" + folder.getFileName() + ")")).allMatch(list::contains);
        }
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
        Files.createDirectories(directory.resolve("var"));
        Files.copy(PUBLISHED, directory.resolve("var/exchange-online.json"));

        Reading reading = ConnectorsFile.read(file, directory, name -> name.equals("SCANNER_PASSWORD") ? UsedSecrets.note("password of a mailbox", "hunter2!") : null);

        assertThat(reading.diagnostics()).extracting(Diagnostic::asText).isEmpty();
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
        Files.writeString(base.resolve("conf/relay.pem"), relay.chainPem());
        Files.writeString(base.resolve("conf/relay.key"), relay.keyPem());
        Files.writeString(base.resolve("conf/mx.pem"), listener.chainPem());
        Files.writeString(base.resolve("conf/mx.key"), listener.keyPem());
        Files.createDirectories(base.resolve("var"));
        Files.copy(PUBLISHED, base.resolve("var/exchange-online.json"));
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
