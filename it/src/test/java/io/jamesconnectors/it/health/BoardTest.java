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
package io.jamesconnectors.it.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.SinkSmtpServer;

/** The board and the alerts ask for metrics that the real gateway has, under the names that {@code prometheus.yml} makes of them. */
class BoardTest {
    private static final Path FILES = Path.of("..", "conf", "grafana");
    private static final Pattern METRIC = Pattern.compile("\\bconnectors?_\\w+");

    @TempDir
    static Path home;

    static SinkSmtpServer partner;
    static GatewayProcess gateway;

    /** One step of {@code metric_relabel_configs}: what the name matches, which label is set to what. */
    private record Relabel(Pattern name, String label, String replacement) {
    }

    @BeforeAll
    static void start() throws Exception {
        partner = SinkSmtpServer.that().start();
        gateway = GatewayProcess.start(home, """
            <connectors>
              <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
              <inbound name="Devices" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
              <outbound name="To the bank" type="partner">
                <recipientDomains>bank.test</recipientDomains>
                <smartHosts><smartHost>127.0.0.1:%d</smartHost></smartHosts>
                <tlsSettings>opportunistic</tlsSettings>
              </outbound>
            </connectors>
            """.formatted(partner.port()));
        long before = partner.messages();
        try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", gateway.smtp())) {
            device.send("EHLO printer.contoso.test");
            device.send("MAIL FROM:<printer@contoso.test>");
            device.send("RCPT TO:<anna@bank.test>");
            device.send("DATA");
            assertThat(device.send("Subject: scan\r\n\r\nbody\r\n.")).startsWith("250");
        }
        assertThat(partner.awaitMessages(before + 1, Duration.ofSeconds(60))).isTrue();
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        partner.close();
    }

    @Test
    void everyMetricOfTheBoardIsThere() throws Exception {
        JsonNode board = new ObjectMapper().readTree(FILES.resolve("board.json").toFile());
        List<String> questions = board.findValuesAsText("expr");
        assertThat(questions).hasSizeGreaterThan(15);
        assertThat(metrics()).containsAll(asked(questions));
    }

    @Test
    void everyMetricOfTheAlertsIsThere() throws Exception {
        List<String> questions = Files.readAllLines(FILES.resolve("alerts.yml")).stream().filter(line -> line.strip().startsWith("expr:")).toList();
        assertThat(questions).hasSizeGreaterThan(10);
        assertThat(metrics()).containsAll(asked(questions));
    }

    @Test
    void theNameOfTheConnectorIsALabel() throws Exception {
        assertThat(samples()).anySatisfy(sample -> assertThat(sample).startsWith("connector_delivered_total{connector=\"to_20the_20bank\"} 1"))
            .anySatisfy(sample -> assertThat(sample).startsWith("connectors_inbound_total{connector=\"devices\",verdict=\"grant_relay\"} 1"));
    }

    private static Set<String> asked(List<String> questions) {
        return questions.stream().flatMap(question -> METRIC.matcher(question).results().map(found -> found.group())).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> metrics() throws IOException, InterruptedException {
        return samples().stream().map(sample -> sample.split("[{ ]", 2)[0]).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What Prometheus has after a scrape. */
    private static List<String> samples() throws IOException, InterruptedException {
        HttpResponse<String> answer = gateway.web("GET", "/metrics", "none");
        assertThat(answer.statusCode()).isEqualTo(200);
        List<Relabel> steps = steps();
        return answer.body().lines().filter(line -> !line.startsWith("#")).map(line -> relabelled(line, steps)).toList();
    }

    private static String relabelled(String sample, List<Relabel> steps) {
        int end = sample.indexOf('{') >= 0 ? sample.indexOf('{') : sample.indexOf(' ');
        String name = sample.substring(0, end);
        List<String> labels = new ArrayList<>();
        for (Relabel step : steps) {
            Matcher found = step.name().matcher(name);
            if (found.matches()) {
                String value = found.replaceFirst(step.replacement());
                if (step.label().equals("__name__")) {
                    name = value;
                } else {
                    labels.add(step.label() + "=\"" + value + '"');
                }
            }
        }
        String rest = sample.substring(end);
        return labels.isEmpty() ? name + rest : name + '{' + String.join(",", labels) + (rest.startsWith("{") ? ',' + rest.substring(1) : '}' + rest);
    }

    private static List<Relabel> steps() throws IOException {
        List<Relabel> steps = new ArrayList<>();
        String file = Files.readString(FILES.resolve("prometheus.yml"));
        for (String step : file.substring(file.indexOf("metric_relabel_configs:")).split("- source_labels: \\[__name__\\]")) {
            if (step.contains("regex:")) {
                steps.add(new Relabel(Pattern.compile(value(step, "regex")), value(step, "target_label"), step.contains("replacement:") ? value(step, "replacement") : "$1"));
            }
        }
        return steps;
    }

    private static String value(String step, String key) {
        Matcher found = Pattern.compile(key + ": (.*)").matcher(step);
        assertThat(found.find()).as(key).isTrue();
        return found.group(1).strip();
    }
}
