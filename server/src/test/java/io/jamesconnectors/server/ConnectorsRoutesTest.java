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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.webadmin.WebAdminConfiguration;
import org.apache.james.webadmin.WebAdminServer;
import org.apache.james.webadmin.authentication.NoAuthenticationFilter;
import org.apache.james.webadmin.mdc.LoggingRequestFilter;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.server.web.ConnectorsPart;

/** The routes in James's own web administration, over HTTP. */
class ConnectorsRoutesTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private Configured configured;
    private LiveConnectors connectors;
    private WebAdminServer server;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        configured = Configured.in(directory, Configured.DEVICES);
        connectors = configured.open();
        server = new WebAdminServer(WebAdminConfiguration.TEST_CONFIGURATION, List.of(new ConnectorsRoutes(new ConnectorsPart(connectors, new JsonTransformer()))),
                new NoAuthenticationFilter(), new RecordingMetricFactory(), LoggingRequestFilter.create()) {
        };
        server.start();
    }

    @AfterEach
    void stop() {
        server.destroy();
    }

    @Test
    void listsAllConnectors() throws Exception {
        HttpResponse<String> response = send("GET", "/connectors");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        JsonNode list = json(response);
        assertThat(list.findValuesAsText("name")).containsExactly("Devices", "Bank in", "Supplier in", "Bank out");
        assertThat(list.findValuesAsText("direction")).containsExactly("inbound", "inbound", "inbound", "outbound");
        assertThat(list.findValuesAsText("type")).containsExactly("organization", "partner", "partner", "partner");
        assertThat(list.findValuesAsText("enabled")).containsOnly("true");
        assertThat(list.findValuesAsText("summary")).containsExactly(
            "from 192.0.2.0/24, 127.0.0.1",
            "senders bank.example; only over TLS",
            "senders supplier.example; only from 203.0.113.0/25",
            "recipients bank.example; to 127.0.0.1:2526; EncryptionOnly");
    }

    @Test
    void reloadsAndSaysWhatChanged() throws Exception {
        configured.write(Configured.DEVICES.replace("192.0.2.0/24", "192.0.3.0/24").replace("name=\"Bank out\"", "name=\"Bank abroad\""));
        HttpResponse<String> response = send("POST", "/connectors/reload");
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode reload = json(response);
        assertThat(reload.get("changed")).hasSize(1).first().extracting(JsonNode::asText).isEqualTo("inbound 'Devices'");
        assertThat(reload.get("added").get(0).asText()).isEqualTo("outbound 'Bank abroad'");
        assertThat(reload.get("removed").get(0).asText()).isEqualTo("outbound 'Bank out'");
        assertThat(connectors.current().connectors().inbound().get(0).senderIPAddresses()).first().hasToString("192.0.3.0/24");
    }

    @Test
    void refusesABadFileAndKeepsTheOldConfiguration() throws Exception {
        configured.write(Configured.DEVICES.replace("192.0.2.0/24", "192.0.2.1/24"));
        HttpResponse<String> response = send("POST", "/connectors/reload");
        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode refusal = json(response);
        assertThat(refusal.get("statusCode").asInt()).isEqualTo(400);
        assertThat(refusal.get("type").asText()).isEqualTo("InvalidArgument");
        JsonNode diagnostic = refusal.get("diagnostics").get(0);
        assertThat(diagnostic.get("id").asText()).startsWith("CON-");
        assertThat(diagnostic.get("severity").asText()).isEqualTo("error");
        assertThat(diagnostic.get("line").asInt()).isEqualTo(6);
        assertThat(diagnostic.get("what").asText()).contains("192.0.2.1/24");
        assertThat(connectors.current().connectors().inbound().get(0).senderIPAddresses()).first().hasToString("192.0.2.0/24");
    }

    @Test
    void answersNothingElse() throws Exception {
        assertThat(send("GET", "/connectors/reload").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "/connectors").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsEveryPathBelowItsBasePath() {
        assertThat(new ConnectorsRoutes(new ConnectorsPart(connectors, new JsonTransformer())).getBasePath()).isEqualTo("/connectors");
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort().getValue() + path))
                .method(method, HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }
}
