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
package io.jamesconnectors.it.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.Program;
import io.jamesconnectors.it.support.SmtpDialogue;

/** Connectors that are switched beside the file, and a file that is watched, in a real gateway. */
class OverrideTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FILE = """
        <connectors>
          <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
          <inbound name="Devices" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
        </connectors>
        """;

    @TempDir
    Path home;

    @Test
    void aConnectorThatIsSwitchedOffStaysOffOverReloadsAndRestarts() throws Exception {
        String token;
        try (GatewayProcess gateway = GatewayProcess.start(home, FILE)) {
            token = gateway.token();
            assertThat(reply(gateway)).startsWith("250");
            assertThat(gateway.web("POST", "/connectors/named/Devices/disable", token).body()).contains("\"enabled\":false");
            assertThat(reply(gateway)).startsWith("550 5.7.64 ");
            assertThat(gateway.web("POST", "/connectors/reload", token).statusCode()).isEqualTo(200);
            assertThat(reply(gateway)).startsWith("550 5.7.64 ");
            gateway.kill();
        }
        try (GatewayProcess gateway = GatewayProcess.start(home)) {
            assertThat(reply(gateway)).startsWith("550 5.7.64 ");
            assertThat(gateway.web("DELETE", "/connectors/named/Devices/override", token).statusCode()).isEqualTo(200);
            assertThat(reply(gateway)).startsWith("250");
        }
    }

    @Test
    void doesNotStartWithDamagedOverrides() throws Exception {
        GatewayProcess.write(home, FILE);
        Path overrides = Files.createDirectories(home.resolve("var")).resolve("connector-overrides.txt");
        Files.writeString(overrides, "inbound off 2026-11-22T11:42:05Z Devi");
        try (Program run = Program.start(home, GatewayProcess.command("run", "--conf", home.resolve("conf").toString(), "--var", home.resolve("var").toString(),
                "--smtp", "127.0.0.1:0", "--web", "127.0.0.1:0"))) {
            assertThat(run.awaitExit(PATIENCE)).isEqualTo(73);
            assertThat(run.lines()).anySatisfy(line -> assertThat(line).contains(overrides + ":1: the last line is not 'end 0'", "remove the file"));
            assertThat(run.lines()).noneSatisfy(line -> assertThat(line).startsWith("\tat "));
        }
    }

    @Test
    void takesAChangedFileByItselfWhereThatIsAskedFor() throws Exception {
        GatewayProcess.write(home, FILE);
        try (GatewayProcess gateway = GatewayProcess.startWith(home, "--watch")) {
            assertThat(reply(gateway)).startsWith("250");
            GatewayProcess.write(home, FILE.replace("127.0.0.1", "127.0.0.22"));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(reply(gateway)).startsWith("550 5.7.64 "));
            assertThat(gateway.web("GET", "/connectors/reload", gateway.token()).body()).contains("\"by\":\"file\"", "\"outcome\":\"swapped\"");
            assertThat(gateway.stop()).isZero();
        }
    }

    private static String reply(GatewayProcess gateway) throws Exception {
        try (SmtpDialogue dialogue = SmtpDialogue.open("127.0.0.1", gateway.smtp())) {
            dialogue.send("EHLO client.test");
            dialogue.send("MAIL FROM:<app@contoso.test>");
            return dialogue.send("RCPT TO:<anna@outside.test>");
        }
    }
}
