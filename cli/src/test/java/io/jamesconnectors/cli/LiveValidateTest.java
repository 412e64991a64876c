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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import picocli.CommandLine;

/** {@code validate} of connectors that only a running server can try out. */
class LiveValidateTest {
    private static final String STEP = "{\"index\":%d,\"name\":\"%s\",\"target\":\"%s\",\"outcome\":\"%s\",\"detail\":\"%s\",\"remedy\":\"%s\",\"tookMillis\":3,\"at\":\"2026-11-22T11:00:00Z\"}";
    private static final String HEAD = "{\"id\":\"7\",\"connector\":\"Devices\",\"direction\":\"inbound\",";

    @TempDir
    private Path directory = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Deque<String> answers = new ArrayDeque<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Files.writeString(directory.resolve("connectors.xml"), """
            <connectors>
              <acceptedDomains><domain name="contoso.com" type="authoritative"/></acceptedDomains>
              <inbound name="Devices" type="organization"><senderIPAddresses>192.0.2.0/24</senderIPAddresses></inbound>
            </connectors>
            """);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void tellsTheStepsOfTheServer() {
        answers.add("202 {\"id\":\"7\"}");
        answers.add("200 " + HEAD + "\"running\":true,\"steps\":[]}");
        answers.add("200 " + HEAD + "\"running\":true,\"under\":{\"name\":\"banner\",\"target\":\"mx\"},\"steps\":[" + step(1, "connect", "mx", "ok", "") + "]}");
        answers.add("200 " + HEAD + "\"running\":false,\"outcome\":\"failed\",\"summary\":\"s\",\"steps\":[" + step(2, "banner", "mx", "ok", "220 hello") + ","
            + step(3, "verdict", "mx", "failed", "not chosen") + "]}");

        assertThat(validate("devices", "--from", "a@contoso.com", "--address", "192.0.2.9")).isEqualTo(2);
        assertThat(out.toString().replaceAll(" +[0-9]+ ms", " MS").lines()).containsExactly(
            "mx",
            "  connect     ok MS",
            "  banner      ok MS  220 hello",
            "  verdict     failed MS  not chosen",
            "inbound connector 'Devices': 1 of 3 steps failed");
        assertThat(asked).containsExactly("POST /connectors/named/Devices/validate?direction=inbound {\"from\":\"a@contoso.com\",\"address\":\"192.0.2.9\"} null",
            "GET /connectors/validations/7?after=536870911  null", "GET /connectors/validations/7?after=0  null", "GET /connectors/validations/7?after=1  null");
    }

    @Test
    void printsJsonAndAnswersZeroWhenAllIsWell() throws IOException {
        answers.add("202 {\"id\":\"7\"}");
        answers.add("200 " + HEAD + "\"running\":true,\"steps\":[]}");
        answers.add("200 " + HEAD + "\"running\":false,\"outcome\":\"ok\",\"summary\":\"s\",\"steps\":[" + step(1, "verdict", "mx", "ok", "chosen") + "]}");

        assertThat(validate("Devices", "--format", "json")).isZero();
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.get("server").asText()).isEqualTo(url());
        assertThat(report.get("direction").asText()).isEqualTo("inbound");
        assertThat(report.get("steps").get(0).get("what").asText()).isEqualTo("chosen");
    }

    @Test
    void sendsTheKeyInAHeaderAndShowsItNowhere() throws IOException {
        TestCertificate peer = TestCa.create().client("peer.example");
        Path chain = Files.writeString(directory.resolve("peer.pem"), peer.chainPem());
        Path key = Files.writeString(directory.resolve("peer.key"), peer.keyPem());
        answers.add("400 {\"statusCode\":400,\"type\":\"InvalidArgument\",\"message\":\"no\"}");

        assertThat(validate("Devices", "--certificate", chain.toString(), "--key", key.toString())).isEqualTo(2);
        assertThat(asked).singleElement().asString().contains("BEGIN CERTIFICATE").doesNotContain("PRIVATE").endsWith(Base64.getEncoder().encodeToString(peer.key().getEncoded()));
        assertThat(out.toString() + err).isEqualTo("james-connectors: no" + System.lineSeparator());
        assertThat(run("validate", "Devices", "--url", "http://192.0.2.1", "--certificate", chain.toString(), "--key", key.toString())).isEqualTo(64);
        assertThat(err.toString()).contains("the key would go in clear to 192.0.2.1");
    }

    @Test
    void saysThatNoServerAnswers() {
        server.stop(0);
        assertThat(validate("Devices")).isEqualTo(69);
        assertThat(err.toString()).contains("no server answers at " + url());
    }

    @Test
    void saysThatOneRunsAlready() {
        answers.add("409 {\"statusCode\":409,\"type\":\"WrongState\",\"message\":\"this connector is being validated already\",\"details\":\"5\"}");
        assertThat(validate("Devices")).isEqualTo(2);
        assertThat(err.toString()).contains("this connector is being validated already: 5");
    }

    @Test
    void takesTheNameOnTrustWhereTheServerIsAskedForAnyConnector() {
        answers.add("404 {\"statusCode\":404,\"type\":\"notFound\",\"message\":\"no connector is called 'Other'\"}");
        assertThat(validate("Other", "--live")).isEqualTo(2);
        assertThat(asked).singleElement().asString().startsWith("POST /connectors/named/Other/validate {}");
    }

    @Test
    void endsWithOneThatWasBrokenOff() {
        answers.add("202 {\"id\":\"7\"}");
        answers.add("200 " + HEAD + "\"running\":true,\"steps\":[]}");
        answers.add("200 " + HEAD + "\"running\":false,\"outcome\":\"failed\",\"summary\":\"broken off as asked\",\"steps\":[]}");
        assertThat(validate("Devices")).isEqualTo(2);
        assertThat(err.toString()).contains("broken off as asked");
    }

    private static String step(int index, String name, String target, String outcome, String detail) {
        return STEP.formatted(index, name, target, outcome, detail, "");
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private int validate(String... arguments) {
        return run("validate", Stream.concat(Stream.of(arguments), Stream.of("--url", url())).toArray(String[]::new));
    }

    private int run(String name, String... arguments) {
        CommandLine command = new CommandLine(new ValidateCommand(variable -> null)).setCommandName(name);
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err, true));
        return command.execute(Stream.concat(Stream.of("--config", directory.resolve("connectors.xml").toString()), Stream.of(arguments)).toArray(String[]::new));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                + " " + exchange.getRequestHeaders().getFirst("Certificate-Key"));
            String next = answers.isEmpty() ? "500 {}" : answers.remove();
            byte[] body = next.substring(4).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(next.substring(0, 3)), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
