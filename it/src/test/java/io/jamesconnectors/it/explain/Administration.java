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
package io.jamesconnectors.it.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.jamesconnectors.it.support.GatewayProcess;

/** What is asked of the gateway over REST. */
final class Administration {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GatewayProcess gateway;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Administration(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    /** What would become of this. */
    JsonNode explain(ObjectNode request) throws IOException, InterruptedException {
        return ask(HttpRequest.newBuilder(gateway.webAddress().resolve("/connectors/explain")).POST(HttpRequest.BodyPublishers.ofString(request.toString())), request.toString());
    }

    /** Switches a connector off beside the file. */
    void switchOff(String connector, String direction) throws IOException, InterruptedException {
        String path = "/connectors/named/" + connector.replace(" ", "%20") + "/disable?direction=" + direction;
        ask(HttpRequest.newBuilder(gateway.webAddress().resolve(path)).POST(HttpRequest.BodyPublishers.noBody()), path);
    }

    /** The events of the message with this id, the oldest first; empty as long as nothing is known of it. */
    List<JsonNode> events(String messageId) throws IOException, InterruptedException {
        List<JsonNode> events = new ArrayList<>();
        for (JsonNode message : get("/connectors/trace?messageId=" + URLEncoder.encode(messageId, StandardCharsets.UTF_8)).path("items")) {
            get("/connectors/trace/" + message.path("id").asText()).path("events").forEach(events::add);
        }
        return events;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return ask(HttpRequest.newBuilder(gateway.webAddress().resolve(path)).GET(), path);
    }

    private JsonNode ask(HttpRequest.Builder request, String what) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.timeout(PATIENCE).header("Authorization", "Bearer " + gateway.token()).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s: %s", what, answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
