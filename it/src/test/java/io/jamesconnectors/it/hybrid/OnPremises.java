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
package io.jamesconnectors.it.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import io.jamesconnectors.it.support.FreePort;
import io.jamesconnectors.it.support.Program;
import io.jamesconnectors.testing.TestCertificate;

/**
 * An unmodified James 3.8.1 (memory application) with the drop-in JAR, on the files of {@code conf/scenarios/hybrid-james}: only addresses and ports are
 * replaced. It takes mail on 25 and 587 with STARTTLS, and has IMAP and web administration.
 */
final class OnPremises implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final String SIGNING_KEY = "SIGNING_KEY=0123456789abcdef0123456789abcdef";

    private final Path home;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int mx = FreePort.find();
    private final int submission = FreePort.find();
    private final int submissions = FreePort.find();
    private final int imap = FreePort.find();
    private final int web = FreePort.find();
    private final Program program;

    private OnPremises(Path home, TestCertificate certificate) throws IOException {
        this.home = home;
        Files.writeString(home.resolve("conf/mx.pem"), certificate.chainPem());
        Files.writeString(home.resolve("conf/mx.key"), certificate.keyPem());
        Files.writeString(home.resolve("conf/relay.pem"), certificate.chainPem());
        Files.writeString(home.resolve("conf/relay.key"), certificate.keyPem());
        copyFiles();
        this.program = Program.start(home, List.of("env", SIGNING_KEY, Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m", "-XX:TieredStopAtLevel=1", "-Dworking.directory=" + home + "/", "-Dlogback.configurationFile=" + home.resolve("conf/logback.xml"),
            "-cp", Files.readString(PROJECT.resolve("it/stock-james/target/class-path")).strip(), "org.apache.james.MemoryJamesServerMain"));
    }

    /**
     * Starts James.
     *
     * @param home where {@code conf/} has {@code connectors.xml} and what it names
     * @param certificate as server, for {@code mx.contoso.com}, and as client
     */
    static OnPremises start(Path home, TestCertificate certificate) throws IOException, InterruptedException {
        OnPremises james = new OnPremises(home, certificate);
        try {
            james.program.awaitLine(line -> line.contains("JAMES server started"), START);
            return james;
        } catch (InterruptedException | RuntimeException | Error e) {
            james.close();
            throw e;
        }
    }

    InetSocketAddress mx() {
        return new InetSocketAddress("127.0.0.1", mx);
    }

    InetSocketAddress submission() {
        return new InetSocketAddress("127.0.0.1", submission);
    }

    Mailboxes mailboxes() {
        return new Mailboxes(imap);
    }

    Program program() {
        return program;
    }

    void addUser(String user) throws IOException, InterruptedException {
        assertThat(web("PUT", "/users/" + user, "{\"password\":\"" + Mailboxes.PASSWORD + "\"}").statusCode()).isEqualTo(204);
    }

    void removeUser(String user) throws IOException, InterruptedException {
        assertThat(web("DELETE", "/users/" + user, "").statusCode()).isEqualTo(204);
    }

    /** How many mails the spooler and the queues of all connectors hold. */
    long queued() throws IOException, InterruptedException {
        long sum = 0;
        for (String queue : words(web("GET", "/mailQueues", "").body(), "\"([^\"]+)\"")) {
            sum += words(web("GET", "/mailQueues/" + queue.replace(" ", "%20"), "").body(), "\"size\":(\\d+)").stream().mapToLong(Long::parseLong).sum();
        }
        return sum;
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }

    private HttpResponse<String> web(String method, String path, String body) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web + path)).timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private static List<String> words(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
    }

    private void copyFiles() throws IOException {
        copyAll(Path.of("src/test/resources/stock-james/conf"));
        copyAll(Scenario.CONF.resolve("hybrid-james"));
        edit("smtpserver.xml", "<bind>0.0.0.0:25</bind>", "<bind>127.0.0.1:" + mx + "</bind>");
        edit("smtpserver.xml", "<bind>0.0.0.0:465</bind>", "<bind>127.0.0.1:" + submissions + "</bind>");
        edit("smtpserver.xml", "<bind>0.0.0.0:587</bind>", "<bind>127.0.0.1:" + submission + "</bind>");
        // All who talk to each other here are in 127.0.0.0/8.
        edit("smtpserver.xml", "<authorizedAddresses>127.0.0.0/8</authorizedAddresses>", "<authorizedAddresses>127.0.0.250</authorizedAddresses>");
        edit("webadmin.properties", "port=0", "port=" + web + "\n" + documented("ini", "extensions.routes"));
        Files.writeString(home.resolve("conf/extensions.properties"), documented("properties", "guice.extension.module"));
        Files.createDirectories(home.resolve("extensions-jars"));
        Files.copy(PROJECT.resolve("assembly/drop-in/target/james-connectors.jar"), home.resolve("extensions-jars/james-connectors.jar"));
        Files.writeString(home.resolve("conf/imapserver.xml"), """
            <imapservers>
              <imapserver enabled="true">
                <jmxName>imapserver</jmxName>
                <bind>127.0.0.1:%d</bind>
                <tls socketTLS="true" startTLS="false"><privateKey>file://conf/mx.key</privateKey><certificates>file://conf/mx.pem</certificates></tls>
                <auth><plainAuthEnabled>true</plainAuthEnabled></auth>
              </imapserver>
            </imapservers>
            """.formatted(imap));
    }

    private void copyAll(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.writeString(home.resolve("conf").resolve(file.getFileName()), Files.readString(file));
            }
        }
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = home.resolve("conf").resolve(file);
        String before = Files.readString(path);
        assertThat(before).contains(from);
        Files.writeString(path, before.replace(from, to));
    }

    /** The code block of the guide for the drop-in JAR that is of this language and contains this text. */
    private static String documented(String language, String text) throws IOException {
        String guide = Files.readString(PROJECT.resolve("docs/howto/drop-in.md"));
        return Pattern.compile("(?s)```" + language + "\\n(.*?)```").matcher(guide).results()
            .map(block -> block.group(1).stripIndent())
            .filter(block -> block.contains(text))
            .findFirst().orElseThrow();
    }
}
