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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.explain.ClientFacts;
import io.jamesconnectors.connectors.explain.ClientFactsText;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.CertificateName;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.trace.TraceId;
import io.jamesconnectors.trace.TraceStatus;
import io.jamesconnectors.trace.store.TracedMessage;

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
    void judgesByWhatTheTraceHasKept(@TempDir Path directory) throws Exception {
        String id = TraceId.at(Instant.parse("2026-11-22T12:00:00Z"));
        ClientFacts shown = ClientFacts.of("submission", Optional.of("anna@contoso.com"), OriginatorOrg.NONE, Optional.of(new CertificateFacts(
            List.of(new CertificateName(DomainName.parse("mx.bank.example"), false)), "cn=ca", Set.of(), true, true, Map.of())));
        TracedMessage message = new TracedMessage(id, Instant.EPOCH, "<1@x>", "teller@bank.example", 7, "", "192.0.2.99", "TLSv1.3 TLS_AES_128_GCM_SHA256",
            List.of(new TracedMessage.Recipient("bob@elsewhere.example", TraceStatus.PENDING, "")), ClientFactsText.of(shown));
        LiveConnectors connectors = Configured.in(directory, Configured.DEVICES).open();
        try (WebStand traced = new WebStand(RoutesOf.explaining(connectors, known -> Optional.of(new TracedMessage.WithSteps(message, List.of()))))) {
            JsonNode explanation = WebStand.json(traced.send("POST", "/connectors/explain", "{\"traceId\": \"" + id + "\"}"));

            assertThat(explanation.path("question").path("listener").asText()).isEqualTo("submission");
            assertThat(explanation.path("question").path("login").asText()).isEqualTo("anna@contoso.com");
            assertThat(explanation.path("question").path("tls").asText()).isEqualTo("TLSv1.3");
            assertThat(explanation.path("question").path("certificateNames").get(0).asText()).isEqualTo("mx.bank.example");
            assertThat(explanation.path("assumptions").toString()).contains("The certificate is that of the trace", "What is not said is taken from the trace: listener, client");
        }
    }

    @Test
    void changesNothingByGet() throws Exception {
        assertThat(web.send("GET", "/connectors/explain", "").statusCode()).isEqualTo(404);
    }
}
