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

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.Program;
import io.jamesconnectors.it.support.SmtpDialogue;

/** A file with mistakes: every mistake is named with its line, the command says so by its status, and a running gateway keeps what it has. */
class BadFileTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String GOOD = """
        <connectors>
          <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
          <inbound name="Devices" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
        </connectors>
        """;

    private static final String TEN_MISTAKES = """
        <connectors>
          <acceptedDomains>
            <domain name="contoso..test" type="authoritative"/>
            <domain name="fabrikam.test" type="relay"/>
          </acceptedDomains>
          <inbound name="Devices" type="organization">
            <senderIPAddresses>10.0.0.300</senderIPAddresses>
          </inbound>
          <inbound name="Nobody" type="organization">
          </inbound>
          <inbound name="Bank in" type="partner">
            <senderDomains>bank.test</senderDomains>
            <requireTLS>true</requireTLS>
          </inbound>
          <inbound name="bank in" type="partner">
            <senderDomains>mail.*.bank.test</senderDomains>
          </inbound>
          <outbound name="Bank out" type="partner">
            <recipientDomains>bank.test</recipientDomains>
            <useMxRecord>false</useMxRecord>
          </outbound>
          <outbound name="Rest" type="partner">
            <recipientDomains>*</recipientDomains>
            <useMxRecord>false</useMxRecord>
            <smartHosts><smartHost>relay.test:99999</smartHost></smartHosts>
            <tlsSettings>Maximum</tlsSettings>
          </outbound>
        </connectors>
        """;
    private static final List<Integer> LINES = List.of(3, 4, 7, 9, 13, 15, 16, 20, 25, 26);

    @TempDir
    Path home;

    @Test
    void checkNamesTenMistakesByLineAndEndsWithTwo() throws Exception {
        Path file = home.resolve("ten.xml");
        Files.writeString(file, TEN_MISTAKES);

        try (Program check = Program.start(home, GatewayProcess.command("check", file.toString()))) {
            assertThat(check.awaitExit(PATIENCE)).isEqualTo(2);
            assertThat(errorLines(check.lines())).containsExactlyElementsOf(LINES);
        }
    }

    @Test
    void aRunningGatewayKeepsItsConfigurationAndSaysWhatIsWrong() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(home, GOOD)) {
            GatewayProcess.write(home, TEN_MISTAKES);
            HttpResponse<String> refused = gateway.web("POST", "/connectors/reload", gateway.token());

            assertThat(refused.statusCode()).isEqualTo(400);
            LINES.forEach(line -> assertThat(refused.body()).contains("\"line\":" + line + ","));
            assertThat(reply(gateway, "127.0.0.1")).as("the old connector still grants").startsWith("250");
            assertThat(reply(gateway, "127.0.0.2")).startsWith("550 5.7.64 ");

            GatewayProcess.write(home, GOOD.replace("127.0.0.1", "127.0.0.2"));
            assertThat(gateway.web("POST", "/connectors/reload", gateway.token()).statusCode()).isEqualTo(200);
            assertThat(reply(gateway, "127.0.0.1")).as("the new file holds").startsWith("550 5.7.64 ");
            assertThat(reply(gateway, "127.0.0.2")).startsWith("250");
        }
    }

    @Test
    void doesNotReloadForSomebodyWithoutTheToken() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(home, GOOD)) {
            assertThat(gateway.web("POST", "/connectors/reload", "guess").statusCode()).isEqualTo(401);
            assertThat(gateway.web("GET", "/connectors", "guess").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void doesNotStartOnABadFileAndSaysWhy() throws Exception {
        GatewayProcess.write(home, TEN_MISTAKES);
        try (Program run = Program.start(home, GatewayProcess.command("run", "--conf", home.resolve("conf").toString(), "--var", home.resolve("var").toString(),
                "--smtp", "127.0.0.1:0", "--web", "127.0.0.1:0"))) {
            assertThat(run.awaitExit(PATIENCE)).isEqualTo(78);
            assertThat(errorLines(run.lines())).containsExactlyElementsOf(LINES);
            assertThat(run.lines()).noneSatisfy(line -> assertThat(line).startsWith("\tat "));
        }
    }

    private static List<Integer> errorLines(List<String> output) {
        return output.stream().filter(line -> line.contains(": error CON-")).map(line -> Integer.valueOf(line.replaceFirst("^.*\\.xml:(\\d+):\\d+: .*$", "$1"))).toList();
    }

    private static String reply(GatewayProcess gateway, String client) throws Exception {
        try (SmtpDialogue dialogue = SmtpDialogue.open(client, gateway.smtp())) {
            dialogue.send("EHLO client.test");
            dialogue.send("MAIL FROM:<app@contoso.test>");
            return dialogue.send("RCPT TO:<anna@outside.test>");
        }
    }
}
