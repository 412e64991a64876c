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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.testing.FakeDns;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.TestCa;
import picocli.CommandLine;

class ValidateCommandTest {
    private static final TestCa CA = TestCa.create();
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path directory = Path.of("");
    private final FakeDns dns = FakeDns.start();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void printsEachStepAndAnswersZero() throws IOException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good().on("MAIL FROM:<alice@contoso.com>", "250 2.1.0 ok").on("RSET", "250 ok").quit())) {
            int status = validate("--config", file(server.port()), "--from", "alice@contoso.com", "--helo", "me.contoso.com", "partner OUT");

            String[] lines = out.toString().replaceAll("(?m) +[0-9]+ ms(?:  |$)", " MS ").split(System.lineSeparator());
            assertThat(lines).startsWith(
                "  envelope    ok MS from <alice@contoso.com>",
                "mx.partner.test",
                "  resolve     ok MS 127.0.0.1",
                "mx.partner.test at 127.0.0.1:" + server.port(),
                "  connect     ok MS ");
            assertThat(List.of(lines)).contains("  mail        ok MS 250 2.1.0 ok").last().isEqualTo("outbound connector 'Partner out': good");
            assertThat(lines).anyMatch(line -> line.startsWith("  certificate ok MS DomainValidation of mx.partner.test met; "));
            assertThat(status).isZero();
            assertThat(server.transcript()).startsWith("EHLO me.contoso.com", "STARTTLS", "<TLS>", "EHLO me.contoso.com");
        }
    }

    @Test
    void aFailedStepAnswersTwoWithItsRemedy() throws IOException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering().quit())) {
            assertThat(validate("--config", file(server.port()), "Partner out")).isEqualTo(2);
            assertThat(out.toString().lines()).anyMatch(line -> line.matches("  starttls    failed +[0-9]+ ms  floor DomainValidation not reached: STARTTLS not offered"))
                .anyMatch(line -> line.matches(" {14}Remedy: The server, or somebody in between, offers no TLS\\. .*"))
                .last().asString().isEqualTo("outbound connector 'Partner out': 1 of 5 steps failed");
        }
    }

    @Test
    void printsJson() throws IOException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering().quit())) {
            assertThat(validate("--config", file(server.port()), "--format", "json", "Partner out")).isEqualTo(2);

            JsonNode report = new ObjectMapper().readTree(out.toString());
            assertThat(report.get("connector").asText()).isEqualTo("Partner out");
            assertThat(report.get("good").asBoolean()).isFalse();
            assertThat(report.get("failed").asInt()).isEqualTo(1);
            JsonNode last = report.get("steps").get(report.get("steps").size() - 1);
            assertThat(last.get("step").asText()).isEqualTo("starttls");
            assertThat(last.get("outcome").asText()).isEqualTo("failed");
            assertThat(last.get("where").asText()).isEqualTo("mx.partner.test at 127.0.0.1:" + server.port());
            assertThat(last.get("ms").isIntegralNumber()).isTrue();
            assertThat(last.get("remedy").asText()).isNotEmpty();
        }
    }

    @Test
    void aPasswordIsNeverShown() throws IOException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good("AUTH LOGIN").quit(),
                good("AUTH LOGIN").on("AUTH LOGIN", "334 VXNlcm5hbWU6").on("", "334 UGFzc3dvcmQ6").on("", "535 5.7.3 no, not " + PASSWORD).quit())) {
            assertThat(validate("--config", file(server.port()), "With login")).isEqualTo(2);
            assertThat(out.toString()).contains("535 5.7.3").doesNotContain(PASSWORD);
            assertThat(err.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Nobody, has no connector of that name (expected: 'Partner out'",
        "'', has no connector of that name",
        "Partner in --direction outbound, has no outbound connector of that name",
        "Partner out --direction inbound, has no inbound connector of that name",
        "Partner out --direction sideways, --direction: sideways (expected: inbound or outbound)",
        "Partner out --address 192.0.2.1, of a peer of an inbound connector",
        "Partner in --key x, one without the other",
        "Partner in --certificate x --key y, does not exist",
        "Partner out --from nobody, --from: no address that can be tried",
        "Partner out --send-to a b@contoso.com, --send-to: no address that can be tried",
        "Partner out --send-to '', --send-to: no address that can be tried",
        "Partner out --timeout 0, --timeout: 0 (expected: 1 to 600)",
        "Partner out --helo a b, --helo: a b (expected: a host name",
        "Partner out --nonsense x, Unknown option"
    })
    void wrongUsageAnswersSixtyFour(String line, String message) throws IOException {
        String[] words = line.split(" (?=--)", 2);
        String[] option = words.length == 1 ? new String[0] : words[1].startsWith("--certificate") ? words[1].split(" ") : words[1].split(" ", 2);
        String[] unquoted = Stream.of(option).map(word -> word.equals("''") ? "" : word).toArray(String[]::new);

        assertThat(validate(Stream.concat(Stream.of("--config", file(25), words[0]), Stream.of(unquoted)).toArray(String[]::new))).isEqualTo(64);
        assertThat(err.toString()).contains(message);
        assertThat(dns.queries()).isEmpty();
    }

    @Test
    void aBadFileIsNotValidatedWith() throws IOException {
        Path bad = Files.writeString(directory.resolve("connectors.xml"), "<connectors><outbound name='Partner out' type='partnr'/></connectors>");

        assertThat(validate("--config", bad.toString(), "Partner out")).isEqualTo(2);
        assertThat(out.toString()).contains("error CON-023").contains("nothing is validated before these are mended");
    }

    @Test
    void helpNamesTheExitCodes() {
        assertThat(validate("--help")).isZero();
        assertThat(out.toString()).contains("Exit codes:", "  0   all is well", "  2   a step failed", " 64   the command line", "--send-to=ADDRESS");
    }

    private static SmtpScript good(String... keywords) {
        return SmtpScript.offering("STARTTLS").upgrade(CA.server("mx.partner.test").sslContext()).ehlo(keywords);
    }

    private String file(int port) throws IOException {
        dns.zone().clear().address("mx.partner.test", "127.0.0.1");
        CA.writeRoot(directory.resolve("roots.pem"));
        String route = "<recipientDomains>%s</recipientDomains><smartHosts><smartHost>mx.partner.test:" + port + "</smartHost></smartHosts>"
            + "<tlsSettings>DomainValidation</tlsSettings><tlsDomain>mx.partner.test</tlsDomain><trustedCertificates>" + directory.resolve("roots.pem") + "</trustedCertificates>";
        return Files.writeString(directory.resolve("connectors.xml"), String.join("\n", List.of(
            "<connectors>",
            "  <dns servers='${env:DNS}'/>",
            "  <inbound name='Partner in' type='partner'><senderDomains>partner.test</senderDomains></inbound>",
            "  <outbound name='Partner out' type='partner'>" + String.format(route, "partner.test") + "</outbound>",
            "  <outbound name='With login' type='partner'>" + String.format(route, "login.test")
                + "<credentials><mailbox user='scanner@contoso.com' passwordVariable='PASSWORD'/></credentials></outbound>",
            "</connectors>"))).toString();
    }

    private int validate(String... arguments) {
        CommandLine command = new CommandLine(new ValidateCommand(Map.of("DNS", dns.host() + ":" + dns.port(), "PASSWORD", PASSWORD)::get));
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }
}
