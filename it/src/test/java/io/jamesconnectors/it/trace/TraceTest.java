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
package io.jamesconnectors.it.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;

/** The way of mails through a real gateway, as its web administration tells it; also after the gateway was killed. */
class TraceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SUBJECT = "confidential figures of the third quarter";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;

    TraceTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void tellsWhereEachMailWentAndSurvivesAKill() throws Exception {
        TestCa ca = TestCa.create();
        String token;
        try (SinkSmtpServer partner = SinkSmtpServer.that().startTls(ca.server("mx.partner.test").sslContext()).refuseRecipient("nobody@partner.test", "550 5.1.1 No such user").start();
                SinkSmtpServer clear = SinkSmtpServer.that().start()) {
            try (GatewayProcess gateway = GatewayProcess.start(home, connectors(ca, partner, clear))) {
                token = gateway.token();
                submit(gateway, "<first@app.contoso.test>", "app@contoso.test", "anna@partner.test", "nobody@partner.test", "carl@waits.test");
                submit(gateway, "<second@app.contoso.test>", "eve@elsewhere.test", "dora@contoso.test");
                refuse(gateway);

                JsonNode first = settled(gateway, token, "first@app.contoso.test", Map.of("anna@partner.test", "Delivered", "nobody@partner.test", "Failed", "carl@waits.test", "Pending"));
                tells(gateway, token, first);
                settled(gateway, token, "second@app.contoso.test", Map.of("dora@contoso.test", "Delivered"));
                searches(gateway, token, first.get("id").asText());
                explains(gateway, token, first.get("id").asText());
                reports(gateway, token);
                answersWrongQuestions(gateway, token);
                gateway.kill();
            }
            try (GatewayProcess again = GatewayProcess.start(home)) {
                submit(again, "<third@app.contoso.test>", "app@contoso.test", "anna@partner.test");
                settled(again, token, "third@app.contoso.test", Map.of("anna@partner.test", "Delivered"));
                assertThat(status(page(again, token, "messageId=first@app.contoso.test").get("items").get(0))).containsEntry("anna@partner.test", "Delivered");
                assertThat(get(again, token, "/healthcheck/checks/Trace%20store").body()).contains("healthy");
                assertThat(json(get(again, token, "/connectors/status")).get("trace").get("state").asText()).isEqualTo("ok");
                assertThat(again.stop()).isZero();
            }
            keepsNoSubject();
        }
    }

    private void tells(GatewayProcess gateway, String token, JsonNode found) throws Exception {
        JsonNode message = json(get(gateway, token, "/connectors/trace/" + found.get("id").asText()));
        assertThat(message.get("sender").asText()).isEqualTo("app@contoso.test");
        assertThat(message.get("inbound").asText()).isEqualTo("Devices");
        assertThat(message.get("clientAddress").asText()).isEqualTo("127.0.0.1");
        assertThat(message.get("size").asLong()).isPositive();
        assertThat(message.get("status").asText()).isEqualTo("Failed");
        assertThat(message.get("outbound")).extracting(JsonNode::asText).containsExactly("Partner", "Waits");
        List<JsonNode> events = new ArrayList<>();
        message.get("events").forEach(events::add);
        assertThat(events).extracting(event -> event.get("event").asText()).contains("Receive", "Attribute", "Route", "Expand", "Attempt", "Deliver", "Defer", "Fail");
        JsonNode attribute = one(events, "Attribute", "");
        assertThat(attribute.get("connector").asText()).isEqualTo("Devices");
        assertThat(attribute.get("reason").asText()).contains("address:127.0.0.1");
        assertThat(one(events, "Route", "anna@partner.test").get("reason").asText()).contains("partner.test");
        JsonNode delivered = one(events, "Deliver", "anna@partner.test");
        assertThat(delivered.get("tls").asText()).startsWith("TLSv1.3 ");
        assertThat(delivered.get("reply").asText()).startsWith("250 ");
        assertThat(delivered.get("host").asText()).contains("127.0.0.1");
        assertThat(one(events, "Fail", "nobody@partner.test").get("reply").asText()).isEqualTo("550 5.1.1 No such user");
        JsonNode deferred = one(events, "Defer", "carl@waits.test");
        assertThat(deferred.get("connector").asText()).isEqualTo("Waits");
        assertThat(deferred.get("reason").asText()).contains("STARTTLS");
    }

    private void explains(GatewayProcess gateway, String token, String id) throws Exception {
        JsonNode explanation = json(gateway.web("POST", "/connectors/explain", token, HttpRequest.BodyPublishers.ofString("{\"traceId\":\"" + id + "\"}")));
        assertThat(explanation.get("inbound").get("connector").asText()).isEqualTo("Devices");
        assertThat(explanation.get("recipients")).extracting(recipient -> recipient.get("recipient").asText() + " by " + recipient.get("route").get("connector").asText())
            .containsExactlyInAnyOrder("anna@partner.test by Partner", "nobody@partner.test by Partner", "carl@waits.test by Waits");
        HttpResponse<String> unknown = gateway.web("POST", "/connectors/explain", token, HttpRequest.BodyPublishers.ofString("{\"traceId\":\"nobody\"}"));
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("traceId");
    }

    private void searches(GatewayProcess gateway, String token, String id) throws Exception {
        for (String query : List.of("recipient=CARL@waits.test", "recipient=nobody@partner.test&status=Failed", "connector=waits", "sender=app@*&messageId=*first*&from=2020-01-01&to=2100-01-01",
                "status=Pending&limit=1")) {
            assertThat(page(gateway, token, query).get("items")).as(query).hasSize(1).first().satisfies(item -> assertThat(item.get("id").asText()).isEqualTo(id));
        }
        assertThat(page(gateway, token, "recipient=anna@partner.test&status=Failed").get("total").asInt()).isZero();
        assertThat(page(gateway, token, "to=2020-01-01").get("total").asInt()).isZero();
        assertThat(get(gateway, token, "/connectors/trace?format=csv").body()).startsWith("id,messageId,receivedAt,").contains("<first@app.contoso.test>");
    }

    private void reports(GatewayProcess gateway, String token) throws Exception {
        JsonNode volume = json(get(gateway, token, "/connectors/reports/volume?days=1&connector=Partner"));
        assertThat(volume.get("items")).hasSize(1).first().satisfies(row -> {
            assertThat(row.get("direction").asText()).isEqualTo("outbound");
            assertThat(row.get("messages").asLong()).isEqualTo(1);
            assertThat(row.get("delivered").asLong()).isEqualTo(1);
            assertThat(row.get("failed").asLong()).isEqualTo(1);
        });
        JsonNode tls = json(get(gateway, token, "/connectors/reports/tls?connector=partner"));
        assertThat(tls.get("items")).hasSize(1).first().satisfies(row -> {
            assertThat(row.get("tls13").asLong()).isEqualTo(1);
            assertThat(row.get("forcedTls").asLong()).isEqualTo(1);
            assertThat(row.get("tlsPercent").asLong()).isEqualTo(100);
        });
        assertThat(get(gateway, token, "/connectors/reports/failures?days=90&format=csv").body()).startsWith("direction,connector,reply,count,samples\r\n").contains("550 5.1.1", "550 5.7.64");
        JsonNode strangers = json(get(gateway, token, "/connectors/reports/nonAcceptedDomains"));
        assertThat(strangers.get("items")).hasSize(1).first().satisfies(row -> {
            assertThat(row.get("domain").asText()).isEqualTo("elsewhere.test");
            assertThat(row.get("sampleMessageIds").get(0).asText()).isEqualTo("<second@app.contoso.test>");
        });
    }

    private void answersWrongQuestions(GatewayProcess gateway, String token) throws Exception {
        for (String path : List.of("/connectors/trace?limit=0", "/connectors/trace?limit=1001", "/connectors/trace?from=yesterday", "/connectors/trace?status=Lost", "/connectors/trace?format=xml",
                "/connectors/trace?offset=999999999", "/connectors/reports/volume?days=91", "/connectors/trace?sender=" + "x".repeat(1_001))) {
            assertThat(get(gateway, token, path).statusCode()).as(path).isEqualTo(400);
        }
        for (String path : List.of("/connectors/trace/nothing", "/connectors/trace/" + "0".repeat(27), "/connectors/reports/everything")) {
            assertThat(get(gateway, token, path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(page(gateway, token, "sender=%27%20OR%201=1%20--&recipient=%25%00").get("total").asInt()).isZero();
        assertThat(get(gateway, "wrong", "/connectors/trace").statusCode()).isEqualTo(401);
    }

    private void keepsNoSubject() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("var/trace"))) {
            List<Path> kept = files.toList();
            assertThat(kept).isNotEmpty();
            for (Path file : kept) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as("%s", file).doesNotContain(SUBJECT).doesNotContain("body text");
            }
        }
    }

    private static JsonNode settled(GatewayProcess gateway, String token, String messageId, Map<String, String> wanted) {
        return await("trace of " + messageId).atMost(PATIENCE).pollInterval(Duration.ofMillis(200))
            .until(() -> page(gateway, token, "messageId=" + messageId).get("items"), items -> items.size() == 1 && status(items.get(0)).equals(wanted)).get(0);
    }

    private static Map<String, String> status(JsonNode message) {
        Map<String, String> status = new HashMap<>();
        message.get("recipients").forEach(recipient -> status.put(recipient.get("address").asText(), recipient.get("status").asText()));
        return status;
    }

    private static JsonNode one(List<JsonNode> events, String kind, String recipient) {
        return events.stream().filter(event -> event.get("event").asText().equals(kind) && (recipient.isEmpty() || event.path("recipient").asText().equals(recipient))).findFirst().orElseThrow();
    }

    private static JsonNode page(GatewayProcess gateway, String token, String query) throws IOException, InterruptedException {
        HttpResponse<String> response = get(gateway, token, "/connectors/trace?" + query);
        return response.statusCode() == 200 ? json(response) : JSON.createObjectNode().put("total", -1).set("items", JSON.createArrayNode());
    }

    private static HttpResponse<String> get(GatewayProcess gateway, String token, String path) throws IOException, InterruptedException {
        return gateway.web("GET", path, token);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static void submit(GatewayProcess gateway, String messageId, String sender, String... recipients) throws IOException {
        try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", gateway.smtp())) {
            device.send("EHLO device.contoso.test");
            assertThat(device.send("MAIL FROM:<" + sender + ">")).startsWith("250");
            for (String recipient : recipients) {
                assertThat(device.send("RCPT TO:<" + recipient + ">")).startsWith("250");
            }
            assertThat(device.send("DATA")).startsWith("354");
            assertThat(device.send("From: " + sender + "\r\nmessage-ID :\r\n " + messageId + "\r\nSubject: " + SUBJECT + "\r\n\r\nMessage-ID: <in-the-body@x>\r\nbody text\r\n.")).startsWith("250");
            device.send("QUIT");
        }
    }

    private static void refuse(GatewayProcess gateway) throws IOException {
        try (SmtpDialogue stranger = SmtpDialogue.open("127.0.0.2", gateway.smtp())) {
            stranger.send("EHLO stranger.test");
            stranger.send("MAIL FROM:<who@stranger.test>");
            assertThat(stranger.send("RCPT TO:<anna@partner.test>")).startsWith("550 5.7.64");
            stranger.send("QUIT");
        }
    }

    private String connectors(TestCa ca, SinkSmtpServer partner, SinkSmtpServer clear) {
        return """
            <connectors>
              <trustedCertificates>%s</trustedCertificates>
              <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
              <inbound name="Devices" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
              <outbound name="Partner" type="partner">
                <recipientDomains>partner.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>127.0.0.1:%d</smartHost></smartHosts>
                <tlsSettings>DomainValidation</tlsSettings>
                <tlsDomain>*.partner.test</tlsDomain>
              </outbound>
              <outbound name="Home" type="organization">
                <recipientDomains>contoso.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>127.0.0.1:%d</smartHost></smartHosts>
                <tlsSettings>opportunistic</tlsSettings>
              </outbound>
              <outbound name="Waits" type="partner">
                <recipientDomains>waits.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>127.0.0.1:%d</smartHost></smartHosts>
                <tlsSettings>EncryptionOnly</tlsSettings>
              </outbound>
            </connectors>
            """.formatted(ca.writeRoot(home.resolve("root.pem")), partner.port(), clear.port(), clear.port());
    }
}
