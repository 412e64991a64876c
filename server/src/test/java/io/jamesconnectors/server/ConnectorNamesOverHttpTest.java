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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorPath;
import io.jamesconnectors.mailets.WaitingMail;
import io.jamesconnectors.mailets.activity.ActivityLog;

/** Whatever a connector is called, every path of it is reached at James's own web server, and reaches no other connector. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectorNamesOverHttpTest {
    private static final String CONNECTOR = """
          <inbound name="%1$s" type="partner"><senderDomains>d%2$d.example</senderDomains></inbound>
          <outbound name="%1$s" type="partner"><recipientDomains>d%2$d.example</recipientDomains></outbound>
        """;

    private final ScriptedDesk desk = new ScriptedDesk();
    private WebStand web;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        StringBuilder xml = new StringBuilder("<connectors>\n");
        List<String> all = names().toList();
        for (int i = 0; i < all.size(); i++) {
            String escaped = all.get(i).replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
            xml.append(CONNECTOR.formatted(escaped, i));
        }
        web = new WebStand(RoutesOf.of(Configured.in(directory, xml + "</connectors>").open(), desk, new ActivityLog(Clock.systemUTC())));
    }

    static Stream<String> names() {
        return Stream.of("plain", "Bank out", "a/b", "/", "//", "a//b", "/a/", "a;b", ";jsessionid=1", "a?b", "a#b", "a\\b", "..\\..", "100%", "%", "%41", "A", "%2F", "%2541", "+", "a+b",
            ".", "..", "../..", "./a", "...", "~", "'", "\"", "it's \"quoted\"", "<script>", "a&b=c", "a:b", ":name", "*", "**", "{x}", "[x]", "|", "^", "`", "@", "$", "!", ",", "=", "a,b",
            "Zürich", "Ünïcödé", "日本語コネクタ", "عربي", "😀", "e\u0301", "queue", "a/queue", "a/queue/x/retry", "enable", "a/enable", "status", "x".repeat(64), "%".repeat(64), "日".repeat(64));
    }

    @BeforeEach
    void forget() {
        desk.deeds.clear();
        desk.waiting.clear();
    }

    @AfterAll
    void stop() {
        web.close();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyPathOfAConnectorIsReached(String text) throws Exception {
        ConnectorName name = ConnectorName.parse(text);
        String path = ConnectorPath.of(text);
        desk.waiting.put(name, List.of(waiting("Mail-1")));

        for (String direction : List.of("inbound", "outbound")) {
            assertThat(web.get(path + "?direction=" + direction).get("name").asText()).isEqualTo(text);
            assertThat(web.get(path + "?direction=" + direction).get("path").asText()).isEqualTo(path);
            assertThat(answer("GET", path + "/validation?direction=" + direction, "message")).as("nothing is remembered of it").isEqualTo("404 nothing is remembered of a validation of this connector");
            assertThat(answer("POST", path + "/disable?direction=" + direction, "name")).isEqualTo("200 " + text);
            assertThat(answer("POST", path + "/enable?direction=" + direction, "name")).isEqualTo("200 " + text);
            assertThat(answer("DELETE", path + "/override?direction=" + direction, "name")).isEqualTo("200 " + text);
            assertThat(message(web.send("POST", path + "/validate?direction=" + direction, "{"))).as("found before the body is read").isEqualTo("400 body: no JSON");
        }
        assertThat(web.get(path + "/queue").get("items").get(0).get("id").asText()).isEqualTo("Mail-1");
        assertThat(web.send("POST", path + "/queue/retry", "").statusCode()).isEqualTo(200);
        assertThat(web.send("POST", path + "/queue/Mail-1/retry", "").statusCode()).isEqualTo(200);
        assertThat(web.send("POST", path + "/queue/Mail-1/return", "").statusCode()).isEqualTo(200);
        assertThat(desk.deeds).containsExactly("retry all of " + text, "retry Mail-1 of " + text, "return Mail-1 of " + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mail-1", "a/b", "a;b=c", "100%", "%41", "a?b#c", "a\\b", "ü 日"})
    void aMailOfAnyIdIsReached(String id) throws Exception {
        desk.waiting.put(ConnectorName.parse("a/b"), List.of(waiting(id)));
        assertThat(answer("POST", ConnectorPath.of("a/b") + "/queue/" + ConnectorPath.segment(id) + "/retry", "done")).isEqualTo("200 1");
        assertThat(answer("POST", ConnectorPath.of("a/b") + "/queue/" + ConnectorPath.segment(id) + "/return", "done")).isEqualTo("200 1");
        assertThat(desk.deeds).containsExactly("retry " + id + " of a/b", "return " + id + " of a/b");
    }

    private String answer(String method, String path, String member) throws Exception {
        return answer(web.send(method, path, ""), member);
    }

    private static String message(HttpResponse<String> response) throws Exception {
        return answer(response, "message");
    }

    private static String answer(HttpResponse<String> response, String member) throws Exception {
        return response.statusCode() + " " + WebStand.json(response).path(member).asText();
    }

    private static WaitingMail waiting(String id) {
        return new WaitingMail(id, "", List.of("user@example.com"), -1, Instant.EPOCH, 0, Optional.empty(), Optional.empty());
    }
}
