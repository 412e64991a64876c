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
package io.jamesconnectors.it.page;

import java.io.IOException;
import java.time.Duration;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.it.support.GatewayProcess;

/** What the trace of a gateway has so far: it is written in batches, behind the mail. */
final class KeptTraces {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private KeptTraces() {
    }

    /** Waits until the events of the only message are kept up to one with these words. */
    static void await(GatewayProcess gateway, String query, String words) {
        Awaitility.await(words).atMost(PATIENCE).until(() -> {
            JsonNode found = ask(gateway, "/connectors/trace" + query).path("items");
            return !found.isEmpty() && ask(gateway, "/connectors/trace/" + found.get(0).path("id").asText()).path("events").toString().contains(words);
        });
    }

    private static JsonNode ask(GatewayProcess gateway, String path) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(gateway.web("GET", path, gateway.token()).body());
    }
}
