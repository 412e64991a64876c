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
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.webadmin.WebAdminConfiguration;
import org.apache.james.webadmin.WebAdminServer;
import org.apache.james.webadmin.authentication.NoAuthenticationFilter;
import org.apache.james.webadmin.mdc.LoggingRequestFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.server.played.Listeners;
import io.jamesconnectors.server.played.PlayedPeers;
import io.jamesconnectors.server.validation.ValidationResults;
import io.jamesconnectors.server.validation.Validations;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/** Validations through the web administration. The outbound connectors lead to a server that never says a word. */
class ValidationRoutesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private ServerSocket silent;
    private Validations validations;
    private WebAdminServer server;
    private Path directory;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        directory = folder;
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        StringBuilder outbound = new StringBuilder();
        for (String name : List.of("A", "B", "C", "D", "E", "Both/ways")) {
            outbound.append("""
                <outbound name="%s" type="partner"><recipientDomains>%s.example</recipientDomains><useMxRecord>false</useMxRecord>
                  <smartHosts><smartHost>127.0.0.1:%d</smartHost></smartHosts></outbound>
                """.formatted(name, name.replace("/", "-"), silent.getLocalPort()));
        }
        Files.writeString(folder.resolve("connectors.xml"), """
            <connectors>
              <acceptedDomains><domain name="contoso.com" type="authoritative"/></acceptedDomains>
              <inbound name="Devices" type="organization"><senderIPAddresses>192.0.2.0/24</senderIPAddresses></inbound>
              <inbound name="Both/ways" type="organization"><senderIPAddresses>192.0.3.0/24</senderIPAddresses></inbound>
              %s
            </connectors>
            """.formatted(outbound));
        LiveConnectors live = LiveConnectors.open(folder.resolve("connectors.xml"), folder, name -> null);
        validations = new Validations(live::current, new Listeners(), new PlayedPeers(), () -> Optional.of("gateway.contoso.com"), ValidationResults.open(folder.resolve("kept.json")));
        ConnectorsRoutes routes = RoutesOf.of(live, new ScriptedDesk(), new ActivityLog(Clock.systemUTC()), validations);
        server = new WebAdminServer(WebAdminConfiguration.TEST_CONFIGURATION, List.of(routes), new NoAuthenticationFilter(), new RecordingMetricFactory(), LoggingRequestFilter.create()) {
        };
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.destroy();
        validations.stop();
        silent.close();
    }

    @Test
    void showsTheStepsAndRemembersWhatCameOfThem() throws Exception {
        assertThat(send("GET", "/connectors/named/Devices/validation", "").statusCode()).isEqualTo(404);
        HttpResponse<String> started = send("POST", "/connectors/named/devices/validate", "{}");
        assertThat(started.statusCode()).isEqualTo(202);

        JsonNode ended = await().atMost(PATIENCE).until(() -> get("/connectors/validations/" + id(started)), found -> !found.get("running").asBoolean());
        assertThat(ended.get("connector").asText()).isEqualTo("Devices");
        assertThat(ended.get("direction").asText()).isEqualTo("inbound");
        assertThat(ended.get("outcome").asText()).isEqualTo("failed");
        assertThat(ended.get("at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        JsonNode step = ended.get("steps").get(0);
        assertThat(step.get("index").asInt()).isEqualTo(1);
        assertThat(step.get("name").asText()).isEqualTo("listener");
        assertThat(step.get("detail").asText()).startsWith("no listener that the connector holds for");
        assertThat(get("/connectors/validations/" + id(started) + "?after=1").get("steps")).isEmpty();

        JsonNode last = await().atMost(PATIENCE).until(() -> get("/connectors/named/Devices/validation"), found -> found.path("outcome").asText().equals("failed"));
        assertThat(last.get("summary").asText()).startsWith("listener: no listener");
        assertThat(get("/connectors?q=devices").at("/items/0/validation/outcome").asText()).isEqualTo("failed");
        JsonNode detail = get("/connectors/named/Devices");
        assertThat(detail.at("/validation/at")).isEqualTo(last.get("at"));
        assertThat(detail.at("/lastValidation/steps/0/name").asText()).isEqualTo("listener");
        assertThat(Files.readString(directory.resolve("kept.json"))).contains("\"Devices\"");
    }

    @Test
    void showsWhatItWaitsForAndIsBrokenOffWhenAsked() throws Exception {
        String id = id(send("POST", "/connectors/named/A/validate", "{\"sendTo\":\"anna@a.example\"}"));
        JsonNode waiting = await().atMost(PATIENCE).until(() -> get("/connectors/validations/" + id), found -> found.path("under").path("name").asText().equals("banner"));
        assertThat(waiting.get("steps")).extracting(step -> step.get("name").asText()).containsExactly("envelope", "resolve", "connect");

        HttpResponse<String> again = send("POST", "/connectors/named/A/validate", "");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(mapper.readTree(again.body()).get("details").asText()).isEqualTo(id);

        assertThat(send("DELETE", "/connectors/validations/" + id, "").statusCode()).isEqualTo(204);
        JsonNode ended = await().atMost(PATIENCE).until(() -> get("/connectors/validations/" + id), found -> !found.get("running").asBoolean());
        assertThat(ended.get("summary").asText()).isEqualTo("broken off as asked");
        assertThat(send("GET", "/connectors/named/A/validation", "").statusCode()).as("an end that came of nothing is not kept").isEqualTo(404);
    }

    @Test
    void runsFourAtOnce() throws Exception {
        List<String> ids = new ArrayList<>();
        for (String name : List.of("A", "B", "C", "D")) {
            ids.add(id(send("POST", "/connectors/named/" + name + "/validate", "")));
        }
        assertThat(send("POST", "/connectors/named/E/validate", "").statusCode()).isEqualTo(429);
        send("DELETE", "/connectors/validations/" + ids.get(0), "");
        await().atMost(PATIENCE).until(() -> send("POST", "/connectors/named/E/validate", "").statusCode() == 202);
    }

    @Test
    void endsThemWhenTheServerStops() throws Exception {
        String id = id(send("POST", "/connectors/named/A/validate", ""));
        validations.stop();
        JsonNode ended = await().atMost(PATIENCE).until(() -> get("/connectors/validations/" + id), found -> !found.get("running").asBoolean());
        assertThat(ended.get("summary").asText()).isEqualTo("broken off: the server stops");
        assertThat(send("POST", "/connectors/named/B/validate", "").statusCode()).isEqualTo(429);
    }

    @Test
    void takesACertificateWithItsKeyInAHeader() throws Exception {
        TestCertificate peer = TestCa.create().client("peer.example");
        String body = mapper.writeValueAsString(mapper.createObjectNode().put("certificate", peer.chainPem()));
        String key = Base64.getEncoder().encodeToString(peer.key().getEncoded());

        assertThat(send("POST", "/connectors/named/Devices/validate", body, "Certificate-Key", key).statusCode()).isEqualTo(202);
        HttpResponse<String> without = send("POST", "/connectors/named/Devices/validate", body);
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.body()).contains("without its key (expected: the header Certificate-Key)");
        String other = Base64.getEncoder().encodeToString(TestCa.create().client("other.example").key().getEncoded());
        assertThat(send("POST", "/connectors/named/Devices/validate", body, "Certificate-Key", other).body()).contains("is not that of the certificate").doesNotContain(other);
        assertThat(send("POST", "/connectors/named/Devices/validate", "{\"key\":\"x\"}").body()).contains("in the body, which the server may have noted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "POST | /connectors/named/Nobody/validate | {} | 404",
        "GET | /connectors/named/Nobody/validation | | 404",
        "POST | /connectors/named/Both%2Fways/validate | {} | 400",
        "GET | /connectors/validations/nothing | | 404",
        "DELETE | /connectors/validations/nothing | | 404",
        "POST | /connectors/named/Devices/validate | [] | 400",
        "POST | /connectors/named/Devices/validate | { | 400",
        "POST | /connectors/named/Devices/validate | {\"from\":1} | 400",
        "POST | /connectors/named/Devices/validate | {\"from\":\"a b@c\"} | 400",
        "POST | /connectors/named/Devices/validate | {\"sendTo\":\"\"} | 400",
        "POST | /connectors/named/Devices/validate | {\"sendTo\":\"a@b\\r\\nDATA\"} | 400",
        "POST | /connectors/named/Devices/validate | {\"address\":\"localhost\"} | 400",
        "POST | /connectors/named/Devices/validate | {\"address\":\"fe80::1%lo\"} | 400",
        "POST | /connectors/named/Devices/validate | {\"certificate\":\"x\"} | 400",
        "POST | /connectors/named/Devices/validate | {\"nonsense\":\"x\"} | 400",
        "POST | /connectors/named/A/validate | {\"address\":\"192.0.2.1\"} | 400",
        "GET | /connectors/validations/x?after=-2 | | 400"
    })
    void refusesWhatItDoesNotUnderstand(String method, String path, String body, int status) throws Exception {
        HttpResponse<String> response = send(method, path, body == null ? "" : body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(mapper.readTree(response.body()).get("statusCode").asInt()).isEqualTo(status);
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        assertThat(send("POST", "/connectors/named/Devices/validate", "{\"from\":\"" + "a".repeat(300_000) + "\"}").statusCode()).isEqualTo(400);
    }

    private JsonNode get(String path) throws Exception {
        return mapper.readTree(send("GET", path, "").body());
    }

    private String id(HttpResponse<String> started) throws Exception {
        return mapper.readTree(started.body()).get("id").asText();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort().getValue() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
