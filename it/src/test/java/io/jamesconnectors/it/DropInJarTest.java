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
package io.jamesconnectors.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.FreePort;
import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.Program;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.FakeDns;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;

/** The JAR that was built, in an unmodified James 3.8.1, declared by exactly the lines that {@code docs/howto/drop-in.md} tells to write. */
class DropInJarTest {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration ARRIVAL = Duration.ofSeconds(60);
    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Path JAR = PROJECT.resolve("assembly/drop-in/target/james-connectors.jar");

    @TempDir
    static Path home;

    static SinkSmtpServer partner;
    static FakeDns dns;
    static Program james;
    static InetSocketAddress smtp;
    static int web;

    @BeforeAll
    static void start() throws Exception {
        TestCa ca = TestCa.create();
        partner = SinkSmtpServer.that().startTls(ca.server("mx.partner.test").sslContext()).requireTls().keep(100, 100_000).start();
        dns = FakeDns.start();
        dns.zone().mx("partner.test", 10, "mx.partner.test").address("mx.partner.test", "127.0.0.1");
        smtp = new InetSocketAddress("127.0.0.1", FreePort.find());
        web = FreePort.find();
        copyStockConfiguration();
        addTheDocumentedLines();
        Files.writeString(home.resolve("conf/connectors.xml"), """
            <connectors>
              <trustedCertificates>file://%s</trustedCertificates>
              <dns servers="%s:%d"/>
              <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
              <inbound name="Devices" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
              <inbound name="Far devices" type="organization"><senderIPAddresses>2001:db8:5::/64</senderIPAddresses></inbound>
              <outbound name="Partner" type="partner">
                <recipientDomains>partner.test</recipientDomains>
                <useMxRecord port="%d">true</useMxRecord>
                <tlsSettings>DomainValidation</tlsSettings>
              </outbound>
            </connectors>
            """.formatted(ca.writeRoot(home.resolve("conf/root.pem")), dns.host(), dns.port(), partner.port()));
        james = Program.start(home, List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:TieredStopAtLevel=1",
            "-Dworking.directory=" + home + "/", "-Dlogback.configurationFile=" + home.resolve("conf/logback.xml"),
            "-cp", Files.readString(PROJECT.resolve("it/stock-james/target/class-path")).strip(), "org.apache.james.MemoryJamesServerMain"));
        james.awaitLine(line -> line.contains("JAMES server started"), START);
    }

    @AfterAll
    static void stop() throws Exception {
        if (james != null) {
            james.close();
        }
        if (partner != null) {
            partner.close();
        }
        if (dns != null) {
            dns.close();
        }
    }

    @Test
    void relaysThroughAConnectorOverVerifiedTls() throws Exception {
        try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", smtp)) {
            device.send("EHLO device.test");
            assertThat(device.message("scanner@contoso.test", "anna@partner.test", "dropped-in")).startsWith("250");
        }
        assertThat(partner.awaitMessages(1, ARRIVAL)).as(() -> String.join("\n", james.lines())).isTrue();
        assertThat(partner.received()).singleElement().satisfies(message -> {
            assertThat(message.tlsProtocol()).contains("TLSv1.3");
            assertThat(message.header("Subject")).contains("dropped-in");
        });
    }

    @Test
    void keepsATraceInItsOwnDatabase() {
        await("database of the trace").atMost(ARRIVAL).until(() -> Files.isRegularFile(home.resolve("var/trace/trace.mv.db")));
    }

    @Test
    void refusesAStranger() throws Exception {
        try (SmtpDialogue stranger = SmtpDialogue.open("127.0.0.2", smtp)) {
            stranger.send("EHLO stranger.test");
            assertThat(stranger.message("scanner@contoso.test", "anna@partner.test", "stranger")).startsWith("550 5.7.64 ");
        }
    }

    @Test
    void validatesAnInboundConnectorByAPeerThatItPlays() throws Exception {
        try (Program command = Program.start(home, GatewayProcess.command("validate", "Far devices", "--config", home.resolve("conf/connectors.xml").toString(), "--url",
                "http://127.0.0.1:" + web))) {
            int exit = command.awaitExit(START);
            String told = String.join("\n", command.lines());
            assertThat(exit).as(told).isZero();
            assertThat(told).contains("the peer is 2001:db8:5::1", "chosen, by address:2001:db8:5::/64", "a stranger at 203.0.113.77, at ",
                "turned away at RCPT TO:<postmaster@example.com> from <postmaster@contoso.test>: 550 5.7.64 Relay access denied");
        }
    }

    @Test
    void bringsNoForeignClassUnderItsOwnName() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).startsWith("io/jamesconnectors/").doesNotStartWith("io/jamesconnectors/testing/"));
            assertThat(jar.stream().map(entry -> entry.getName())).noneSatisfy(name -> assertThat(name).startsWith("META-INF/services/java."));
        }
    }

    private static void copyStockConfiguration() throws IOException {
        Path stock = Path.of("src/test/resources/stock-james/conf");
        Files.createDirectories(home.resolve("conf"));
        try (var files = Files.list(stock)) {
            for (Path file : files.toList()) {
                Files.copy(file, home.resolve("conf").resolve(file.getFileName()));
            }
        }
        edit("smtpserver.xml", "127.0.0.1:0", "127.0.0.1:" + smtp.getPort());
    }

    private static void addTheDocumentedLines() throws IOException {
        Files.createDirectories(home.resolve("extensions-jars"));
        Files.copy(JAR, home.resolve("extensions-jars/james-connectors.jar"));
        Files.writeString(home.resolve("conf/extensions.properties"), documented("properties", "guice.extension.module"));
        edit("smtpserver.xml", "<handlerchain>", "<handlerchain>\n" + documented("xml", "<handler "));
        Path mailets = home.resolve("conf/mailetcontainer.xml");
        String stock = Files.readString(mailets);
        String delivery = Matcher.quoteReplacement(documented("xml", "ConnectorDelivery"));
        Files.writeString(mailets, stock.replaceFirst("(?s)<mailet match=\"All\" class=\"RemoteDelivery\">.*?</mailet>", delivery));
        Files.writeString(home.resolve("conf/webadmin.properties"), Files.readString(home.resolve("conf/webadmin.properties")).replace("port=0", "port=" + web) + documented("ini", "extensions.routes"));
    }

    /** The code block of the guide that is of this language and contains this text. */
    private static String documented(String language, String text) throws IOException {
        String guide = Files.readString(PROJECT.resolve("docs/howto/drop-in.md"));
        return Pattern.compile("(?s)```" + language + "\\n(.*?)```").matcher(guide).results()
            .map(block -> block.group(1).stripIndent())
            .filter(block -> block.contains(text))
            .findFirst().orElseThrow();
    }

    private static void edit(String file, String from, String to) throws IOException {
        Path path = home.resolve("conf").resolve(file);
        String before = Files.readString(path);
        assertThat(before).contains(from);
        Files.writeString(path, before.replace(from, to));
    }
}
