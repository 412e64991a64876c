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
package io.jamesconnectors.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.testing.secrets.KeptOutput;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** One gateway for all of these: a start takes seconds. */
@TestInstance(Lifecycle.PER_CLASS)
class GatewayTest {
    private final Path directory;
    private final Gateway gateway;
    private final String token;

    GatewayTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        this.gateway = Gateway.start(GatewayFixture.options(directory));
        this.token = UsedSecrets.note("token of the web administration", gateway.newToken().orElseThrow());
        UsedSecrets.noteKeyFile("private key of the gateway", directory.resolve("var").resolve(FirstStart.KEY));
    }

    @BeforeAll
    void isUp() throws Exception {
        assertThat(GatewayFixture.get(gateway, "/healthcheck").statusCode()).isEqualTo(200);
    }

    @AfterAll
    void stop() {
        gateway.close();
        KeptOutput.keepFiles("gateway-var", directory.resolve("var"), List.of("tls"));
    }

    @Test
    void listensWhereItSaysAndNowhereElse() throws Exception {
        assertThat(ListeningPorts.ofThisProcess()).isEqualTo(Set.of(gateway.smtp().port(), gateway.web().port()));
    }

    @Test
    void takesMailOfItsOwnDevicesAndKeepsItWhenItCannotBeDelivered() throws Exception {
        String reply = SmtpTalk.send("127.0.0.1", gateway.smtp(), true, "device@contoso.test", "someone@partner.test", "kept").reply();

        assertThat(reply).startsWith("250 ");
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                assertThat(GatewayFixture.get(gateway, "/mailQueues/connector-partner/mails", "Authorization", "Bearer " + token).body())
                        .contains("someone@partner.test"));
    }

    @Test
    void refusesToRelayForStrangers() throws Exception {
        assertThat(SmtpTalk.send("127.0.0.2", gateway.smtp(), false, "device@contoso.test", "someone@partner.test", "no").reply()).startsWith("550 5.7.64");
    }

    @Test
    void refusesRecipientsThatHaveNoMailboxAnywhere() throws Exception {
        assertThat(SmtpTalk.send("127.0.0.1", gateway.smtp(), false, "device@contoso.test", "someone@contoso.test", "no").reply()).startsWith("550 5.1.10");
    }

    @Test
    void answersAdministratorsWithTheToken() throws Exception {
        HttpResponse<String> answer = GatewayFixture.get(gateway, "/domains", "Authorization", "Bearer " + token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[\"contoso.test\"]");
    }

    @Test
    void turnsAwayWhoHasNoTokenOrAWrongOne() throws Exception {
        assertThat(GatewayFixture.get(gateway, "/connectors").statusCode()).isEqualTo(401);
        assertThat(GatewayFixture.get(gateway, "/connectors", "Authorization", "Bearer " + token + "x").statusCode()).isEqualTo(401);
        assertThat(GatewayFixture.get(gateway, "/connectors", "Authorization", "Basic " + token).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//connectors", "/connectors/", "/connectors//reload", "/connectors/../connectors", "/healthcheck/../connectors", "/%63onnectors",
        "/mailQueues", "/users", "/domains;x=/healthcheck", "/healthcheck/..;/connectors",
        "/connectors-page/../connectors", "/connectors-page/..;/connectors", "/connectors-page;/../connectors", "/connectors-page/page.js/../../connectors/status"})
    void showsNothingToSpellingsOfAPathWithoutTheToken(String path) throws Exception {
        assertThat(GatewayFixture.get(gateway, path).statusCode()).isIn(400, 401, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/connectors-page", "/connectors-page/page.css", "/connectors-page/page.js", "/connectors-page/icon.svg"})
    void showsThePageToEverybodySinceItIsEmptyBeforeOneSignsIn(String path) throws Exception {
        HttpResponse<String> answer = GatewayFixture.get(gateway, path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("contoso.test");
        assertThat(GatewayFixture.get(gateway, "/connectors-page").body()).contains("data-signin=\"required\"");
    }

    @Test
    void asksForTheTokenAtEveryPathThatItDescribes() throws Exception {
        JsonNode paths = new ObjectMapper().readTree(GatewayFixture.get(gateway, "/connectors/openapi.json", "Authorization", "Bearer " + token).body()).get("paths");
        assertThat(paths.size()).isGreaterThan(10);
        for (Iterator<Map.Entry<String, JsonNode>> each = paths.fields(); each.hasNext();) {
            Map.Entry<String, JsonNode> path = each.next();
            for (Iterator<String> methods = path.getValue().fieldNames(); methods.hasNext();) {
                String method = methods.next().toUpperCase(Locale.ROOT);
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + gateway.web() + path.getKey().replaceAll("\\{[a-zA-Z]+}", "partner")))
                    .method(method, HttpRequest.BodyPublishers.noBody()).build();
                assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).as(method + " " + path.getKey()).isEqualTo(401);
            }
        }
    }

    @Test
    void readsNoBodyOfWhoHasNoToken() throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.web().port())) {
            client.setSoTimeout(60_000);
            client.getOutputStream().write("POST /connectors/reload HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: 999999999\r\n\r\nx"
                .getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
            assertThat(new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 401");
        }
    }

    @Test
    void showsWhatWaitsForAConnectorAndReturnsIt() throws Exception {
        assertThat(SmtpTalk.send("127.0.0.1", gateway.smtp(), true, "device@contoso.test", "returned@partner.test", "returned").reply()).startsWith("250 ");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> waiting("returned@partner.test").filter(mail -> mail.get("attempts").asInt() > 0).isPresent());
        JsonNode mail = waiting("returned@partner.test").orElseThrow();
        assertThat(mail.get("sender").asText()).isEqualTo("device@contoso.test");
        assertThat(mail.get("reply").asText()).startsWith("4");
        assertThat(mail.get("host").asText()).isEqualTo("127.0.0.1");

        HttpRequest back = HttpRequest.newBuilder(URI.create("http://" + gateway.web() + "/connectors/named/Partner/queue/" + mail.get("id").asText() + "/return"))
            .header("Authorization", "Bearer " + token).POST(HttpRequest.BodyPublishers.noBody()).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(back, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("{\"done\":1}");
        assertThat(waiting("returned@partner.test")).isEmpty();
    }

    private Optional<JsonNode> waiting(String recipient) throws Exception {
        JsonNode items = new ObjectMapper().readTree(GatewayFixture.get(gateway, "/connectors/named/Partner/queue", "Authorization", "Bearer " + token).body()).get("items");
        return StreamSupport.stream(items.spliterator(), false).filter(mail -> mail.get("recipients").get(0).asText().equals(recipient)).findFirst();
    }

    @Test
    void turnsAwayPagesOfOtherOrigins() throws Exception {
        HttpResponse<String> answer = GatewayFixture.get(gateway, "/connectors", "Authorization", "Bearer " + token, "Origin", "http://elsewhere.test");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly("http://" + gateway.web());
    }

    @Test
    void keepsItsSecretsToItself() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("var")))).as("mail and logs").isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("var/tls/gateway.key")))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("var/web/token.sha256")))).isEqualTo("rw-------");
        assertThat(Files.readString(directory.resolve("var/web/token.sha256"))).doesNotContain(token);
    }

    @Test
    void lendsItsWorkingDataToNoOther() {
        GatewayOptions same = new GatewayOptions(directory.resolve("conf"), directory.resolve("var"), ListenAddress.parse("127.0.0.1:0"),
                ListenAddress.parse("127.0.0.1:0"), Map.of());

        assertThatThrownBy(() -> Gateway.start(same)).isInstanceOfSatisfying(StartFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(StartFailure.Kind.ALREADY_RUNNING);
            assertThat(failure).hasMessageContaining("another gateway is running");
        });
    }

    @Test
    void saysWhichAddressIsTaken(@TempDir Path other) throws Exception {
        GatewayOptions options = GatewayFixture.options(other);
        GatewayOptions taken = new GatewayOptions(options.conf(), options.var(), gateway.smtp(), options.web(), options.environment());

        assertThatThrownBy(() -> Gateway.start(taken)).isInstanceOfSatisfying(StartFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(StartFailure.Kind.PORT_TAKEN);
            assertThat(failure).hasMessageStartingWith("SMTP can't listen on " + gateway.smtp());
        });
    }
}
