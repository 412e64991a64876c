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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;

import io.jamesconnectors.testing.TestCa;
import picocli.CommandLine;

class ExplainCommandTest {
    private static final String FILE = """
        <connectors>
          <acceptedDomains><domain name="contoso.com" type="internalRelay"/></acceptedDomains>
          <inbound name="Devices" type="organization"><senderIPAddresses>192.0.2.0/24</senderIPAddresses></inbound>
          <inbound name="Relay" type="organization">
            <tlsSenderCertificateName>relay.contoso.com</tlsSenderCertificateName>
            <tlsSenderCertificate trustedCertificates="file://roots.pem" use="clientOrServer"/>
          </inbound>
          <outbound name="Internet" type="partner"><recipientDomains>*</recipientDomains></outbound>
        </connectors>
        """;
    private static final List<String> MAIL = List.of("--from", "anna@contoso.com", "--to", "bert@bank.example");

    @TempDir
    private Path directory = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysWhatWouldHappenByTheFile() throws IOException {
        assertThat(explain(MAIL, "--client", "192.0.2.7")).isZero();

        assertThat(out.toString()).contains("inbound: relaying is granted by \"Devices\"", "\"Relay\": tlsSenderCertificateName relay.contoso.com, but the client presented no certificate.",
            "RCPT TO:<bert@bank.example> 250, leaves by \"Internet\"");
    }

    @Test
    void verifiesACertificateAsAServerDoes() throws IOException {
        TestCa root = TestCa.create();
        Files.writeString(directory.resolve("roots.pem"), root.rootPem());
        Files.writeString(directory.resolve("good.pem"), root.server("relay.contoso.com").chainPem());
        Files.writeString(directory.resolve("other.pem"), TestCa.create("Other").server("relay.contoso.com").chainPem());

        assertThat(explain(MAIL, "--client", "203.0.113.1", "--certificate", path("good.pem"))).isZero();
        assertThat(out.toString()).contains("relaying is granted by \"Relay\" (certificate:relay.contoso.com)");

        out.getBuffer().setLength(0);
        assertThat(explain(MAIL, "--client", "203.0.113.1", "--certificate", path("other.pem"))).isZero();
        assertThat(out.toString()).contains("inbound: refused with 550 5.7.64").containsPattern("\"Relay\": .* but the certificate .* \\[certificate-");
    }

    @Test
    void takesFromAMessageWhatNoOptionSays() throws IOException {
        Files.writeString(directory.resolve("saved.eml"), """
            Return-Path: <anna@contoso.com>
            Received: from device (device [192.0.2.9]) by mx.contoso.com with ESMTP id 1 for <bert@bank.example>; now
            Subject: saved

            The body is of no importance.
            """);

        assertThat(explain(List.of(), "--message", path("saved.eml"), "--format", "json")).isZero();

        JsonNode explanation = new ObjectMapper().readTree(out.toString());
        assertThat(explanation.path("question").path("address").asText()).isEqualTo("192.0.2.9");
        assertThat(explanation.path("inbound").path("connector").asText()).isEqualTo("Devices");
        assertThat(explanation.path("assumptions")).hasSizeGreaterThan(3);
    }

    @Test
    void whatIsMissingOrWrongIsAMistakeOfTheCommandLine() throws IOException {
        assertThat(explain(List.of("--client", "192.0.2.7", "--from", "<>"))).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("recipients: none");
        assertThat(explain(MAIL, "--client", "device.contoso.com")).isEqualTo(ExitCodes.USAGE);
        assertThat(explain(MAIL, "--client", "192.0.2.7", "--tls", "9")).isEqualTo(ExitCodes.USAGE);
        assertThat(explain(MAIL, "--client", "192.0.2.7", "--certificate", path("missing.pem"))).isEqualTo(ExitCodes.USAGE);
        assertThat(explain(MAIL, "--trace", "1")).isEqualTo(ExitCodes.USAGE);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void withoutAClientOnlyTheWayOutIsExplained() throws IOException {
        assertThat(explain(MAIL)).isZero();

        assertThat(out.toString()).contains("leaves by \"Internet\"", "only the way out is explained").doesNotContain("inbound:");
    }

    @Test
    void explainsNoBadFile() throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.xml"), "<connectors><inbound/></connectors>");

        assertThat(run(List.of("--config", bad.toString(), "--client", "192.0.2.7", "--from", "<>", "--to", "a@b.example"))).isEqualTo(ExitCodes.ERRORS);
        assertThat(out.toString()).contains("nothing is explained before these are mended");
    }

    @Test
    void asksTheRunningServerWhereThatIsWanted() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            asked.add(exchange.getRequestURI() + " " + body);
            byte[] answer = (body.contains("trace-1") ? "{\"message\": \"no such trace\"}" : "what the server says").getBytes(UTF_8);
            exchange.sendResponseHeaders(body.contains("trace-1") ? 400 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(explain(MAIL, "--live", "--url", url, "--client", "192.0.2.7")).isZero();
            assertThat(explain(List.of(), "--live", "--url", url, "--trace", "trace-1")).isEqualTo(ExitCodes.USAGE);
        } finally {
            server.stop(0);
        }

        assertThat(out.toString().strip()).isEqualTo("what the server says");
        assertThat(err.toString()).contains("no such trace");
        assertThat(asked).containsExactly(
            "/connectors/explain?format=text {\"address\":\"192.0.2.7\",\"sender\":\"anna@contoso.com\",\"recipients\":[\"bert@bank.example\"]}",
            "/connectors/explain?format=text {\"traceId\":\"trace-1\"}");
    }

    private int explain(List<String> mail, String... arguments) throws IOException {
        if (!Files.exists(directory.resolve("roots.pem"))) {
            Files.writeString(directory.resolve("roots.pem"), TestCa.create().rootPem());
        }
        List<String> words = new ArrayList<>(List.of("--config", Files.writeString(directory.resolve("connectors.xml"), FILE).toString(), "--base", directory.toString()));
        words.addAll(mail);
        words.addAll(Arrays.asList(arguments));
        return run(words);
    }

    private int run(List<String> words) {
        return new CommandLine(new ExplainCommand(Map.<String, String>of()::get)).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
            .execute(words.toArray(String[]::new));
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
