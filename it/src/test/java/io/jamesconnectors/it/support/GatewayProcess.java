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
package io.jamesconnectors.it.support;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.jamesconnectors.testing.secrets.KeptOutput;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** The gateway as a process of its own, on free ports of 127.0.0.1, as {@code ./james-connectors run} starts it. */
public final class GatewayProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final String MAIN = "io.jamesconnectors.gateway.GatewayMain";
    static final String TOKEN_LINE = "shown only this once: ";

    private final Program program;
    private final Path home;
    private final InetSocketAddress smtp;
    private final URI web;

    private GatewayProcess(Program program, Path home) throws InterruptedException {
        this.program = program;
        this.home = home;
        this.smtp = address(program.awaitLine(line -> line.startsWith("SMTP with STARTTLS listens on "), START));
        String webLine = program.awaitLine(line -> line.startsWith("web administration listens on "), START);
        this.web = URI.create(webLine.substring(webLine.lastIndexOf(' ') + 1));
        program.awaitLine(line -> line.startsWith("started in "), START);
        program.lines().stream().filter(line -> line.contains(TOKEN_LINE)).forEach(line -> UsedSecrets.note("token of the web administration", tokenIn(line)));
        UsedSecrets.noteKeyFile("private key of the gateway", home.resolve("var/tls/gateway.key"));
    }

    /** Starts a gateway on {@code home/conf} and {@code home/var}; {@code connectors} becomes its {@code connectors.xml}. */
    public static GatewayProcess start(Path home, String connectors) throws IOException, InterruptedException {
        write(home, connectors);
        return start(home);
    }

    /** Starts a gateway again where one ran before. */
    public static GatewayProcess start(Path home) throws IOException, InterruptedException {
        return start(home, command(run(home)));
    }

    /** As {@link #start(Path)}, with more options of {@code run}. */
    public static GatewayProcess startWith(Path home, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(command(run(home)));
        command.addAll(List.of(options));
        return start(home, command);
    }

    /** As {@link #start(Path)}, with these variables ({@code NAME=value}) in its environment. */
    public static GatewayProcess startIn(Path home, List<String> environment) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env"));
        command.addAll(environment);
        command.addAll(command(run(home)));
        return start(home, command);
    }

    /** As {@link #start(Path, String)}, with these options for Java. */
    public static GatewayProcess startWithJava(Path home, String connectors, String... javaOptions) throws IOException, InterruptedException {
        write(home, connectors);
        List<String> command = new ArrayList<>(command(run(home)));
        command.addAll(command.indexOf("-cp"), List.of(javaOptions));
        return start(home, command);
    }

    /** As {@link #start(Path, String)}, with a listener for old devices, and these options for Java. */
    public static GatewayProcess startWithLegacyListener(Path home, String connectors, String... javaOptions) throws IOException, InterruptedException {
        write(home, connectors);
        List<String> command = new ArrayList<>(command(run(home)));
        command.addAll(1, List.of(javaOptions));
        command.addAll(List.of("--legacy-smtp", "127.0.0.1:0"));
        return start(home, command);
    }

    private static String[] run(Path home) {
        return new String[] {"run", "--conf", home.resolve("conf").toString(), "--var", home.resolve("var").toString(), "--smtp", "127.0.0.1:0", "--web", "127.0.0.1:0"};
    }

    private static GatewayProcess start(Path home, List<String> command) throws IOException, InterruptedException {
        Program program = Program.start(home, command);
        try {
            return new GatewayProcess(program, home);
        } catch (InterruptedException | RuntimeException | Error e) {
            program.close();
            throw e;
        }
    }

    /** Replaces {@code connectors.xml} of a gateway, running or not. */
    public static void write(Path home, String connectors) throws IOException {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/connectors.xml"), connectors);
    }

    /** The command line that runs {@code james-connectors} with these words. */
    public static List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:TieredStopAtLevel=1",
            "-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(List.of(words));
        return command;
    }

    /** Where it takes mail. */
    public InetSocketAddress smtp() {
        return smtp;
    }

    /** Where it takes mail of old devices. */
    public InetSocketAddress legacy() {
        return address(program.lines().stream().filter(line -> line.startsWith("SMTP for old devices listens on ")).findFirst().orElseThrow());
    }

    /** Where its web administration is. */
    public URI webAddress() {
        return web;
    }

    /** The process. */
    public Program program() {
        return program;
    }

    /** The token that it made at its first start; kept by the test, for it is shown once. */
    public String token() throws InterruptedException {
        return tokenIn(program.awaitLine(line -> line.contains(TOKEN_LINE), START));
    }

    /** Where its web administration has this path. */
    public URI web(String path) {
        return web.resolve(path);
    }

    /** One request to its web administration. */
    public HttpResponse<String> web(String method, String path, String token) throws IOException, InterruptedException {
        return web(method, path, token, HttpRequest.BodyPublishers.noBody());
    }

    /** One request with a body to its web administration. */
    public HttpResponse<String> web(String method, String path, String token, HttpRequest.BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(web.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + token)
            .method(method, body)
            .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** What it has logged so far. */
    public String log() throws IOException {
        try (var files = Files.list(home.resolve("var/log"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.sorted().toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    /** SIGTERM; the exit status. */
    public int stop() throws InterruptedException {
        return program.terminate(STOP);
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        program.kill();
    }

    /** Ends it, and keeps what lies in its directory for the search for secrets, but for its own key. */
    @Override
    public void close() throws InterruptedException {
        program.close();
        KeptOutput.keepFiles("gateway-var", home.resolve("var"), List.of("tls"));
    }

    private static String tokenIn(String line) {
        return line.substring(line.indexOf(TOKEN_LINE) + TOKEN_LINE.length()).strip();
    }

    private static InetSocketAddress address(String line) {
        String address = line.substring(line.lastIndexOf(' ') + 1);
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }
}
