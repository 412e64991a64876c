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
package io.jamesconnectors.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** Import and export over REST: nothing is applied, and no password is taken or answered. */
class MigrationPartTest {
    private static final String BANK = "{\"Name\":\"Bank\",\"ConnectorType\":\"Partner\",\"SenderDomains\":[\"smtp:bank.test;1\"],\"RequireTls\":true}";

    private LiveConnectors connectors;
    private WebStand web;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        connectors = Configured.in(directory, Configured.DEVICES).open();
        web = new WebStand(RoutesOf.live(connectors));
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void theConfigurationIsExportedAsXmlPowerShellAndFilesOfPostfix() throws Exception {
        HttpResponse<String> xml = web.send("GET", "/connectors/export?format=xml", "");
        HttpResponse<String> script = web.send("GET", "/connectors/export?format=powershell", "");
        JsonNode postfix = web.get("/connectors/export?format=postfix");

        assertThat(xml.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/xml");
        assertThat(xml.body()).startsWith("<?xml").contains("<inbound name=\"Devices\" type=\"organization\">");
        assertThat(script.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(script.body()).contains("function Set-OurInboundConnector", "# inbound \"Devices\"");
        assertThat(postfix.path("files").path("own_clients").asText()).contains("own_senders");
    }

    @Test
    void anImportAnswersTheFileAndTheReportAndAppliesNothing() throws Exception {
        var before = connectors.current().connectors();
        HttpResponse<String> response = web.send("POST", "/connectors/import?format=exchange", BANK);
        JsonNode imported = WebStand.json(response);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(imported.path("xml").asText()).contains("<inbound name=\"Bank\" type=\"partner\">");
        assertThat(imported.path("report").findValuesAsText("setting")).containsExactlyInAnyOrder("Name", "ConnectorType", "SenderDomains", "RequireTls");
        assertThat(connectors.current().connectors()).isEqualTo(before);
    }

    @Test
    void passwordsAreNeitherTakenNorAnswered() throws Exception {
        String password = UsedSecrets.note("password in an import", "n0t-t0-be-answered");
        HttpResponse<String> response = web.send("POST", "/connectors/import?format=postfix",
            "{\"files\":{\"main.cf\":\"relayhost = [a.test]\\n\",\"sasl_passwd\":\"[a.test] user:" + password + "\\n\"}}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).contains("secrets are not taken here").doesNotContain(password);
        assertThat(WebStand.json(response).path("xml").asText()).doesNotContain("credentials");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "GET | /connectors/export | '' | 400 | format: none (expected: xml, powershell, postfix)",
        "GET | /connectors/export?format=yaml | '' | 400 | expected: xml, powershell, postfix",
        "POST | /connectors/import?format=xml | '{}' | 400 | expected: exchange, postfix",
        "POST | /connectors/import?format=exchange | '[' | 400 | is no JSON",
        "POST | /connectors/import?format=exchange | '{\"Alias\":1}' | 400 | holds an object of another cmdlet",
        "POST | /connectors/import?format=postfix | '{}' | 400 | names no file",
        "POST | /connectors/import?format=postfix | '{\"files\":{\"transport\":\"a.test\"}}' | 400 | transport:1: has a key and no value",
    })
    void saysWhatIsWrong(String method, String path, String body, int status, String message) throws Exception {
        HttpResponse<String> response = web.send(method, path, body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(WebStand.json(response).path("message").asText()).contains(message);
    }

    @Test
    void aBodyOfMoreThanOneMebibyteIsRefused() throws Exception {
        assertThat(web.send("POST", "/connectors/import?format=exchange", "[" + " ".repeat(1024 * 1024) + "]").statusCode()).isEqualTo(413);
    }
}
