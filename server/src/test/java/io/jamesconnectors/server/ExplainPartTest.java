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

import com.fasterxml.jackson.databind.JsonNode;

class ExplainPartTest {
    private static final String REQUEST = """
        {"address": "192.0.2.7", "sender": "teller@bank.example", "recipients": ["anna@bank.example"]}
        """;
    private WebStand web;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        web = new WebStand(RoutesOf.live(Configured.in(directory, Configured.DEVICES).open()));
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void answersWithJson() throws Exception {
        HttpResponse<String> response = web.send("POST", "/connectors/explain", REQUEST);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        JsonNode explanation = WebStand.json(response);
        assertThat(explanation.path("inbound").path("verdict").asText()).isEqualTo("refuse");
        assertThat(explanation.path("inbound").path("candidates").findValuesAsText("connector")).containsExactlyInAnyOrder("Devices", "Bank in", "Supplier in");
        assertThat(explanation.path("recipients").get(0).path("reply").asText()).isEqualTo("550 5.7.64 Relay access denied");
    }

    @Test
    void answersWithTextWhereThatIsAskedFor() throws Exception {
        HttpResponse<String> response = web.send("POST", "/connectors/explain?format=text", REQUEST);

        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(response.body()).startsWith("client 192.0.2.7 at listener smtp, in clear\n").contains("inbound: refused with 550 5.7.64");
    }

    @Test
    void saysWhatIsWrongWithARequest() throws Exception {
        for (String body : new String[] {"", "[]", "{\"adress\": \"192.0.2.7\"}", "{\"address\": \"here\"}", "{\"address\": \"192.0.2.7\"}", "{\"sender\": \"\"}", REQUEST.replace("\"anna", "\"a\\nb")}) {
            HttpResponse<String> response = web.send("POST", "/connectors/explain", body);

            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(WebStand.json(response).path("message").asText()).as(body).contains("(expected: ");
        }
    }

    @Test
    void refusesARequestThatIsTooLarge() throws Exception {
        HttpResponse<String> response = web.send("POST", "/connectors/explain", "{\"message\": \"" + "x".repeat(1_100_000) + "\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("expected: at most");
    }

    @Test
    void changesNothingByGet() throws Exception {
        assertThat(web.send("GET", "/connectors/explain", "").statusCode()).isEqualTo(404);
    }
}
