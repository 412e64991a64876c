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
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
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
import io.jamesconnectors.connectors.file.Reload;
import io.jamesconnectors.server.web.ConnectorsPart;
import io.jamesconnectors.server.web.ReloadPart;

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
        server = new WebAdminServer(WebAdminConfiguration.TEST_CONFIGURATION, List.of(routes()),
                new NoAuthenticationFilter(), new RecordingMetricFactory(), LoggingRequestFilter.create()) {
        };
        server.start();
    }

    @AfterEach
    void stop() {
        server.destroy();
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
    void checksTheFileOnDiskAndLeavesWhatIsInForce() throws Exception {
        configured.write("""
            <connectors>
              <acceptedDomains><domain name="contoso.com" type="authoritative"/></acceptedDomains>
              <inbound name="Wide" type="organization"><senderIPAddresses>8.0.0.0/7</senderIPAddresses></inbound>
            </connectors>
            """);

        JsonNode check = json(send("GET", "/connectors/check"));

        assertThat(check.get("accepted").asBoolean()).isFalse();
        assertThat(check.get("errors").asInt()).isEqualTo(1);
        JsonNode finding = check.get("diagnostics").get(0);
        assertThat(finding.get("id").asText()).isEqualTo("CON-047");
        assertThat(finding.get("line").asInt()).isEqualTo(3);
        assertThat(finding.get("witness").get("sender").asText()).isEqualTo("anyone@contoso.com");
        assertThat(finding.get("witness").get("address").asText()).startsWith("8.");
        assertThat(connectors.current().connectors().inbound().get(0).name()).hasToString("Devices");
    }

    @Test
    void explainsAnIdAndKnowsNoOther() throws Exception {
        JsonNode entry = json(send("GET", "/connectors/check/con-047"));

        assertThat(entry.get("id").asText()).isEqualTo("CON-047");
        assertThat(entry.get("severity").asText()).isEqualTo("error");
        assertThat(entry.get("text").asText()).contains("Remedy:");
        HttpResponse<String> unknown = send("GET", "/connectors/check/%3Cscript%3E");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown).get("message").asText()).contains("there is no check");
    }

    @Test
    void tellsOfTheLastReload() throws Exception {
        JsonNode start = json(send("GET", "/connectors/reload"));
        assertThat(start.get("by").asText()).isEqualTo("start");
        assertThat(start.get("outcome").asText()).isEqualTo("swapped");
        assertThat(Instant.parse(start.get("at").asText())).isBeforeOrEqualTo(Instant.now());

        configured.write("<connectors>");
        send("POST", "/connectors/reload");
        JsonNode refused = json(send("GET", "/connectors/reload"));
        assertThat(refused.get("by").asText()).isEqualTo("rest");
        assertThat(refused.get("outcome").asText()).isEqualTo("refused");
        assertThat(refused.get("diagnostics").get(0).get("severity").asText()).isEqualTo("error");
    }

    @Test
    void saysWhichOptionsHaveChanged() throws Exception {
        configured.write(Configured.DEVICES.replace("192.0.2.0/24", "192.0.3.0/24"));
        JsonNode reload = json(send("POST", "/connectors/reload"));
        assertThat(reload.get("summary").asText()).isEqualTo("changed inbound 'Devices' (senderIPAddresses)");
        assertThat(reload.get("options").get("inbound 'Devices'").get(0).asText()).isEqualTo("senderIPAddresses");
    }

    @Test
    void switchesAConnectorOffAndOnAndBackToTheFile() throws Exception {
        JsonNode off = json(send("POST", "/connectors/named/Bank%20out/disable"));
        assertThat(off.get("name").asText()).isEqualTo("Bank out");
        assertThat(off.get("direction").asText()).isEqualTo("outbound");
        assertThat(off.get("enabled").asBoolean()).isFalse();
        assertThat(off.get("override").get("enabled").asBoolean()).isFalse();
        assertThat(Instant.parse(off.get("override").get("at").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(off.get("summary").asText()).isEqualTo("changed outbound 'Bank out' (enabled)");
        assertThat(connectors.current().connectors().outbound().get(0).enabled()).isFalse();
        assertThat(json(send("POST", "/connectors/named/bank%20OUT/enable")).get("enabled").asBoolean()).isTrue();

        HttpResponse<String> dropped = send("DELETE", "/connectors/named/Bank%20out/override");
        assertThat(dropped.statusCode()).isEqualTo(200);
        assertThat(json(dropped).get("enabled").asBoolean()).isTrue();
        assertThat(json(dropped).path("override").isMissingNode() || json(dropped).path("override").isNull()).isTrue();
        assertThat(connectors.current().overridden()).isEmpty();
    }

    @Test
    void findsConnectorsByNamesOfEveryKind() throws Exception {
        for (String name : List.of("A + B", "50 % of it", "Straße/Süd", "x\\y;z~", "a?b&c=d", "<b>\"x\"</b>")) {
            configured.write(Configured.DEVICES.replace("Bank out", name.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;")));
            assertThat(connectors.reload()).isInstanceOf(Reload.Swapped.class);
            HttpResponse<String> off = send("POST", "/connectors/named/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20") + "/disable");
            assertThat(off.statusCode()).as(off.body()).isEqualTo(200);
            assertThat(json(off).get("name").asText()).isEqualTo(name);
            assertThat(connectors.current().connectors().outbound().get(0).enabled()).isFalse();
        }
    }

    @Test
    void asksWhichOneIsMeantWhenTwoHaveOneName() throws Exception {
        configured.write(Configured.DEVICES.replace("Bank out", "Bank in"));
        connectors.reload();
        HttpResponse<String> either = send("POST", "/connectors/named/Bank%20in/disable");
        assertThat(either.statusCode()).isEqualTo(400);
        assertThat(json(either).get("message").asText()).contains("?direction=inbound");
        assertThat(send("POST", "/connectors/named/Bank%20in/disable?direction=up").statusCode()).isEqualTo(400);
        assertThat(json(send("POST", "/connectors/named/Bank%20in/disable?direction=outbound")).get("direction").asText()).isEqualTo("outbound");
        assertThat(connectors.current().overridden()).hasSize(1);
    }

    @Test
    void refusesToSwitchOnWhatWouldBeAnError() throws Exception {
        String second = "<inbound name='Second' type='organization' enabled='false'><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound></connectors>";
        configured.write(Configured.DEVICES.replace("</connectors>", second));
        connectors.reload();
        HttpResponse<String> refused = send("POST", "/connectors/named/Second/enable");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("diagnostics").get(0).get("what").asText()).contains("Second");
        assertThat(connectors.current().connectors().inbound().get(3).enabled()).isFalse();

        send("POST", "/connectors/named/Second/disable");
        configured.write(Configured.DEVICES.replace("192.0.2.0/24", "192.0.2.1/24").replace("</connectors>", second));
        assertThat(json(send("POST", "/connectors/reload")).get("message").asText()).endsWith("(overrides count too: 'Second' is off)");
    }

    @Test
    void answersForAConnectorThatIsNotThere() throws Exception {
        for (String path : List.of("/connectors/named/Nobody/enable", "/connectors/named/Nobody/disable?direction=inbound", "/connectors/named/Nobody%0d%0aX/disable")) {
            HttpResponse<String> response = send("POST", path);
            assertThat(response.statusCode()).as(path).isIn(400, 404);
            assertThat(json(response).get("message").asText()).isNotEmpty();
        }
        assertThat(send("DELETE", "/connectors/named/Nobody/override").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/connectors/named/Bank%20out/disable").statusCode()).isEqualTo(404);
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
        assertThat(send("GET", "/connectors/unknown").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "/connectors").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsEveryPathBelowItsBasePath() {
        assertThat(routes().getBasePath()).isEqualTo("/connectors");
    }

    private ConnectorsRoutes routes() {
        return RoutesOf.live(connectors);
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
