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
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.mailets.LastFailure;
import io.jamesconnectors.mailets.WaitingMail;
import io.jamesconnectors.mailets.activity.ActivityLog;

/** The mail that waits for a connector, over HTTP. */
class QueuePartTest {
    private static final Instant SINCE = Instant.parse("2026-11-22T11:42:05.123Z");
    private static final ConnectorName BANK = ConnectorName.parse("Bank out");
    private static final String QUEUE = "/connectors/named/Bank%20out/queue";

    private final ScriptedDesk desk = new ScriptedDesk();
    private final LiveConnectors connectors;
    private final WebStand web;

    QueuePartTest(@TempDir Path directory) throws Exception {
        connectors = Configured.in(directory, Configured.DEVICES).open();
        web = new WebStand(RoutesOf.of(connectors, desk, new ActivityLog(Clock.systemUTC())));
        desk.waiting.put(BANK, List.of(
            new WaitingMail("mail-1", "alice@contoso.com", List.of("bob@bank.example", "<script>alert(1)</script>@bank.example"), 4_711, SINCE, 3,
                Optional.of(SINCE.plusSeconds(60)), Optional.of(new LastFailure("connect: refused", "mail.bank.example", "450 4.4.316 Connection refused"))),
            new WaitingMail("mail-2", "", List.of("bob@bank.example"), -1, SINCE, 0, Optional.empty(), Optional.empty())));
        desk.waits("Bank out", 2, 60);
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void showsWhatWaitsAndWhy() throws Exception {
        JsonNode page = web.get(QUEUE);
        assertThat(page.get("total").asInt()).isEqualTo(2);
        JsonNode first = page.get("items").get(0);
        assertThat(first.get("id").asText()).isEqualTo("mail-1");
        assertThat(first.get("recipients").get(1).asText()).isEqualTo("<script>alert(1)</script>@bank.example");
        assertThat(first.get("since").asText()).isEqualTo("2026-11-22T11:42:05Z");
        assertThat(first.get("nextAttempt").asText()).isEqualTo("2026-11-22T11:43:05Z");
        assertThat(first.get("attempts").asInt()).isEqualTo(3);
        assertThat(first.get("reason").asText()).isEqualTo("connect: refused");
        assertThat(first.get("host").asText()).isEqualTo("mail.bank.example");
        assertThat(first.get("reply").asText()).isEqualTo("450 4.4.316 Connection refused");
        assertThat(first.get("remedy").asText()).isNotEmpty();
        JsonNode second = page.get("items").get(1);
        assertThat(second.get("sender").asText()).isEmpty();
        assertThat(second.hasNonNull("size")).isFalse();
        assertThat(second.hasNonNull("nextAttempt")).isFalse();
        assertThat(second.get("reason").asText()).isEqualTo("its turn has not come");
    }

    @Test
    void showsAPart() throws Exception {
        desk.waiting.put(BANK, IntStream.range(0, 250).mapToObj(i ->
            new WaitingMail("mail-" + i, "", List.of("bob@bank.example"), 1, SINCE, 0, Optional.empty(), Optional.empty())).toList());
        desk.waits("Bank out", 250, 60);
        JsonNode page = web.get(QUEUE + "?offset=200&limit=100");
        assertThat(page.get("total").asInt()).isEqualTo(250);
        assertThat(page.get("items")).hasSize(50);
        assertThat(page.get("items").get(0).get("id").asText()).isEqualTo("mail-200");
    }

    @Test
    void triesOneOrAllAtOnceAndReturnsOne() throws Exception {
        assertThat(WebStand.json(web.send("POST", QUEUE + "/mail-1/retry", "")).get("done").asInt()).isEqualTo(1);
        assertThat(WebStand.json(web.send("POST", QUEUE + "/mail-2/return", "")).get("done").asInt()).isEqualTo(1);
        assertThat(WebStand.json(web.send("POST", QUEUE + "/retry", "")).get("done").asInt()).isEqualTo(2);
        assertThat(desk.deeds).containsExactly("retry mail-1 of Bank out", "return mail-2 of Bank out", "retry all of Bank out");
    }

    @Test
    void tellsABusyMailFromOneThatIsNotThere() throws Exception {
        assertThat(web.send("POST", QUEUE + "/busy/return", "").statusCode()).isEqualTo(409);
        assertThat(web.send("POST", QUEUE + "/nothing/return", "").statusCode()).isEqualTo(404);
    }

    @Test
    void letsNoMailOutForAConnectorThatIsSwitchedOff() throws Exception {
        connectors.override(Direction.OUTBOUND, BANK, false);
        assertThat(web.get(QUEUE).get("items").get(0).get("reason").asText()).isEqualTo("the connector is switched off");
        assertThat(web.send("POST", QUEUE + "/retry", "").statusCode()).isEqualTo(409);
        assertThat(web.send("POST", QUEUE + "/mail-1/retry", "").statusCode()).isEqualTo(409);
        assertThat(web.send("POST", QUEUE + "/mail-1/return", "").statusCode()).isEqualTo(200);
        assertThat(desk.deeds).containsExactly("return mail-1 of Bank out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "..%2f..", "%3Cscript%3E", "x%27%20OR%20%271%27=%271", "%0d%0aa:%20b"})
    void answersIdsThatDoNotExistWith404(String id) throws Exception {
        for (String deed : List.of("retry", "return")) {
            HttpResponse<String> response = web.send("POST", QUEUE + "/" + id + "/" + deed, "");
            assertThat(response.statusCode()).as(id).isEqualTo(404);
            assertThat(WebStand.json(response).get("statusCode").asInt()).isEqualTo(404);
        }
    }

    @Test
    void hasNoQueueForInboundConnectorsAndForNobody() throws Exception {
        assertThat(web.send("GET", "/connectors/named/Devices/queue", "").statusCode()).isEqualTo(404);
        assertThat(web.send("GET", "/connectors/named/Nobody/queue", "").statusCode()).isEqualTo(404);
        assertThat(web.send("POST", "/connectors/named/Nobody/queue/retry", "").statusCode()).isEqualTo(404);
        assertThat(web.get("/connectors/named/mx/queue").get("items")).isEmpty();
    }

    @Test
    void saysThatTheQueueDoesNotAnswer() throws Exception {
        desk.broken = true;
        HttpResponse<String> response = web.send("GET", QUEUE, "");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(WebStand.json(response).get("message").asText()).contains("the log says why");
    }
}
