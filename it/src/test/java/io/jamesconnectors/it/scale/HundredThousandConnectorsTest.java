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
package io.jamesconnectors.it.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.it.support.Footprint;
import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.SinkSmtpServer;

/** The real gateway with 50,000 inbound and 50,000 outbound connectors: it starts, delivers, answers page by page, and reloads, with no more threads than with a few. */
class HundredThousandConnectorsTest {
    private static final int EACH = 50_000;
    private static final String RENAMED = "Out 777";
    private static final Duration ARRIVAL = Duration.ofMinutes(2);
    /** Some 70 are the gateway's without any connector, and a queue that is open has some ten. */
    private static final int MOST_THREADS = 300;

    @TempDir
    static Path home;

    static SinkSmtpServer partner;
    static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        partner = SinkSmtpServer.that().start();
        gateway = timed("start", () -> GatewayProcess.startWithJava(home, connectors(RENAMED), "-Xmx1g"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        partner.close();
    }

    @Test
    void startsDeliversAnswersAndReloads() throws Exception {
        System.out.println("after the start: " + Footprint.of(gateway.program().pid()));
        assertThat(knownQueues()).containsExactly("connector-mx");

        timed("first mail of three connectors", () -> send(0, EACH / 2, EACH - 1));
        assertThat(knownQueues()).containsExactlyInAnyOrder("connector-mx", "connector-out_200", "connector-out_2025000", "connector-out_2049999");

        JsonNode first = page("first page", "/connectors?limit=100");
        assertThat(first.get("total").asInt()).isEqualTo(2 * EACH + 1);
        assertThat(first.get("items")).hasSize(100);
        JsonNode last = page("last page", "/connectors?limit=100&offset=" + 2 * EACH);
        assertThat(last.get("items")).hasSize(1);
        JsonNode unbounded = page("page without a limit", "/connectors");
        assertThat(unbounded.get("items").size()).isBetween(1, 1_000);
        JsonNode found = page("search", "/connectors?q=d49999.example");
        assertThat(found.get("total").asInt()).isEqualTo(1);
        assertThat(found.get("items").get(0).get("name").asText()).isEqualTo("Out 49999");

        JsonNode status = page("status", "/connectors/status");
        assertThat(status.get("connectors").get("outbound").asInt()).isEqualTo(EACH);
        assertThat(status.get("failing")).isEmpty();
        JsonNode used = page("one connector", "/connectors/named/Out%2049999");
        assertThat(used.get("state").asText()).isEqualTo("ok");
        assertThat(used.get("counters").get("delivered").asInt()).isEqualTo(1);
        JsonNode unused = page("one without mail", "/connectors/named/Out%204711");
        assertThat(unused.get("state").asText()).isEqualTo("ok");
        assertThat(unused.get("waiting").asInt()).isZero();
        assertThat(unused.get("counters").get("delivered").asInt()).isZero();
        assertThat(page("its waiting mail", "/connectors/named/Out%204711/queue").get("items")).isEmpty();
        assertThat(page("health", "/healthcheck").get("status").asText()).isEqualTo("healthy");
        assertThat(timed("the page", () -> get("/connectors-page")).body()).contains("<html").hasSizeLessThan(100_000);
        assertThat(timed("metrics", () -> get("/metrics")).body()).contains("connector_out_2049999_delivered_total").doesNotContain("connector_out_204711_").hasSizeLessThan(200_000);

        GatewayProcess.write(home, connectors("Renamed"));
        JsonNode reload = timed("reload", () -> json(gateway.web("POST", "/connectors/reload", gateway.token())));
        assertThat(reload.get("added")).hasSize(1);
        assertThat(reload.get("removed")).hasSize(1);
        timed("mail after the reload", () -> send(777));
        assertThat(knownQueues()).contains("connector-renamed");

        Footprint end = Footprint.of(gateway.program().pid());
        System.out.println("at the end: " + end);
        assertThat(end.threads()).isLessThan(MOST_THREADS);
    }

    private static List<String> knownQueues() throws Exception {
        return Files.readAllLines(home.resolve("var/connector-queues.txt"));
    }

    /** A mail through each of these outbound connectors, until it has arrived. */
    private static boolean send(int... connectors) throws Exception {
        long before = partner.messages();
        try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", gateway.smtp())) {
            device.send("EHLO printer.contoso.example");
            for (int connector : connectors) {
                assertThat(device.message("printer@contoso.example", "anna@d" + connector + ".example", "scan-" + connector)).startsWith("250");
            }
        }
        assertThat(partner.awaitMessages(before + connectors.length, ARRIVAL)).isTrue();
        return true;
    }

    private static JsonNode page(String what, String path) throws Exception {
        return timed(what, () -> json(get(path)));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return gateway.web("GET", path, gateway.token());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).hasSizeLessThan(1_000_000);
        return new ObjectMapper().readTree(answer.body());
    }

    private static <T> T timed(String what, Callable<T> work) throws Exception {
        long begun = System.nanoTime();
        T result = work.call();
        System.out.println(what + ": " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms");
        return result;
    }

    private static String connectors(String name777) {
        List<String> lines = new ArrayList<>(2 * EACH + 10);
        lines.add("<connectors>");
        lines.add("<acceptedDomains><domain name=\"contoso.example\" type=\"authoritative\"/></acceptedDomains>");
        lines.add("<inbound name=\"Devices\" type=\"organization\"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>");
        for (int i = 1; i < EACH; i++) {
            lines.add("<inbound name=\"In " + i + "\" type=\"organization\"><senderIPAddresses>11.0." + i / 256 + '.' + i % 256 + "</senderIPAddresses></inbound>");
        }
        for (int i = 0; i < EACH; i++) {
            lines.add("<outbound name=\"" + (i == 777 ? name777 : "Out " + i) + "\" type=\"partner\"><recipientDomains>d" + i + ".example</recipientDomains><smartHosts><smartHost>127.0.0.1:"
                + partner.port() + "</smartHost></smartHosts><tlsSettings>opportunistic</tlsSettings></outbound>");
        }
        lines.add("</connectors>");
        return String.join("\n", lines);
    }
}
