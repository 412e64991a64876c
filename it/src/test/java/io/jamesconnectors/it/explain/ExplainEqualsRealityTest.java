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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.jamesconnectors.connectors.file.ConnectorsFile;
import io.jamesconnectors.connectors.file.Reading;
import io.jamesconnectors.it.inbound.Client;
import io.jamesconnectors.it.inbound.ClientCertificates;
import io.jamesconnectors.it.inbound.InboundGateway;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.SinkSmtpServer;

/**
 * 2,000 random transactions with a gateway that runs as a process of its own, by random configurations: each is explained first, and then done. The replies on the
 * wire, the decisions in the log, and the server that the mail arrives at are those of the explanation.
 */
class ExplainEqualsRealityTest {
    private static final int SITES = 10;
    /** So many of the last ones may have a listener for old devices: where there was one, nobody is served any more once it is gone. */
    private static final int LAST = 4;
    private static final int VISITS = 20;
    private static final int TRANSACTIONS = 10;
    private static final int SERVERS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    private final long seed = Long.getLong("seed", 1);
    private final Random random = new Random(seed);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ClientCertificates certificates = new ClientCertificates();
    private final Arrivals arrivals = new Arrivals();
    private final List<SinkSmtpServer> servers = new ArrayList<>();
    private final Map<String, Integer> seen = new TreeMap<>();
    private InboundGateway gateway;
    private int transaction;

    @BeforeEach
    void start() throws Exception {
        certificates.writeRoots(Files.createDirectories(home.resolve("conf")));
        IntStream.range(0, SERVERS).forEach(i -> servers.add(SinkSmtpServer.that().tell(arrivals.at(i)).start()));
        gateway = InboundGateway.start(home, "<connectors/>");
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        servers.forEach(SinkSmtpServer::close);
    }

    @Test
    void whatIsExplainedHappens() throws Exception {
        System.out.println("explain equals reality: seed " + seed);
        for (int i = 0; i < SITES; i++) {
            RandomSite site = load(i);
            int logged = gateway.decisions().size();
            List<String> decisions = new ArrayList<>();
            Map<String, String> expected = new LinkedHashMap<>();
            for (int j = 0; j < VISITS; j++) {
                visit(site, Visit.next(random), decisions, expected);
            }
            Awaitility.await().atMost(PATIENCE).until(() -> gateway.decisions().size() >= logged + decisions.size());
            List<String> lines = gateway.decisions();
            assertThat(lines.subList(logged, lines.size()).stream().map(ExplainEqualsRealityTest::decision).toList())
                .as("seed %d: decisions in the log by %s", seed, site.xml()).isEqualTo(decisions);
            assertThat(arrivals.missing(expected.keySet(), PATIENCE)).as("seed %d: expected %s by %s", seed, expected, site.xml()).isEmpty();
            expected.forEach((recipient, where) ->
                assertThat(arrivals.of(recipient)).as("seed %d: where mail for %s has arrived by %s", seed, recipient, site.xml()).containsExactly(where));
        }
        System.out.println("explain equals reality: " + transaction + " transactions, " + seen);
        assertThat(transaction).isEqualTo(SITES * VISITS * TRANSACTIONS);
        assertThat(seen).as("seed %d: the world has a bit of everything", seed).containsKeys("grantRelay", "awaitMessage", "ordinary", "refuse", "arrives");
    }

    /** Another configuration that the server takes, each after the other. */
    private RandomSite load(int number) throws Exception {
        for (int tries = 0; tries < 1_000; tries++) {
            RandomSite site = RandomSite.next(random, number >= SITES - LAST, servers.stream().map(SinkSmtpServer::port).toList());
            Path draft = Files.writeString(home.resolve("draft.xml"), site.xml());
            if (ConnectorsFile.read(draft, home, name -> null) instanceof Reading.Accepted) {
                HttpResponse<String> answer = gateway.reload(site.xml());
                assertThat(answer.statusCode()).as("seed %d: %s: %s", seed, answer.body(), site.xml()).isEqualTo(200);
                if (number == 0) {
                    gateway.addUser();
                }
                return site;
            }
        }
        throw new AssertionError("seed " + seed + ": 1,000 configurations were refused (expected: that some are taken)");
    }

    private void visit(RandomSite site, Visit visit, List<String> decisions, Map<String, String> expected) throws Exception {
        try (SmtpDialogue dialogue = visit.open(gateway, certificates, random.nextBoolean())) {
            String greeting = dialogue.lastReply().get(0);
            if (greeting.startsWith("220")) {
                visit.begin(dialogue, certificates);
            }
            for (int i = 0; i < TRANSACTIONS; i++) {
                transaction++;
                transact(site, visit, greeting, i, dialogue, decisions, expected);
            }
        }
    }

    /** @param number of this visit, from 0 */
    private void transact(RandomSite site, Visit visit, String greeting, int number, SmtpDialogue dialogue, List<String> decisions, Map<String, String> expected)
            throws Exception {
        String sender = random.nextInt(6) == 0 ? "" : "s" + transaction + "@" + RandomSite.pick(random, RandomSite.SENDERS);
        List<String> recipients = IntStream.range(0, 1 + random.nextInt(3)).mapToObj(i -> "r" + transaction + "-" + i + "@" + RandomSite.pick(random, RandomSite.RECIPIENTS)).toList();
        ObjectNode request = visit.request(certificates).put("sender", sender);
        String xoorg = random.nextInt(5) == 0 ? RandomSite.pick(random, List.of("contoso.test", "other.test")) : "";
        if (!xoorg.isEmpty()) {
            request.put("xoorg", xoorg);
        }
        JsonNode explained = explain(with(request, recipients));
        String what = "seed " + seed + ", transaction " + transaction + ": " + request + " " + recipients + ": " + explained + " by " + site.xml();
        if (!greeting.startsWith("220")) {
            if (number == 0) {
                decisions.add(decision(explained.path("inbound")));
            }
            explained.path("recipients").forEach(recipient -> assertThat(greeting).as(what).isEqualTo(recipient.path("reply").asText()));
            seen.merge("turned away", 1, Integer::sum);
            return;
        }
        Client.expect(dialogue.send("MAIL FROM:<" + sender + ">" + (xoorg.isEmpty() ? "" : " XOORG=" + xoorg)), "250");
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < recipients.size(); i++) {
            JsonNode recipient = explained.path("recipients").get(i);
            String reply = dialogue.send("RCPT TO:<" + recipients.get(i) + ">");
            assertThat(reply.startsWith("250") ? "250" : reply).as(what).isEqualTo(recipient.path("reply").asText());
            decisions.add(decision(recipient.path("inbound")));
            seen.merge(recipient.path("inbound").path("verdict").asText(), 1, Integer::sum);
            if (reply.startsWith("250")) {
                taken.add(recipients.get(i));
            }
        }
        if (!taken.isEmpty() && arrivesSomewhere(explained, site)) {
            send(site, request, sender, taken, explained, dialogue, decisions, expected);
        } else {
            Client.expect(dialogue.send("RSET"), "250");
        }
    }

    /** Whether all mail would go to one of our servers: by MX it would ask the DNS of the world. */
    private static boolean arrivesSomewhere(JsonNode explained, RandomSite site) {
        List<String> routes = explained.path("recipients").findParents("route").stream().map(recipient -> recipient.path("route").path("connector").asText()).toList();
        return site.outbound().keySet().containsAll(routes);
    }

    private void send(RandomSite site, ObjectNode request, String sender, List<String> taken, JsonNode atRcpt, SmtpDialogue dialogue, List<String> decisions,
            Map<String, String> expected) throws Exception {
        String header = "From: <s@contoso.test>\r\nTo: <r@contoso.test>\r\nMessage-ID: <" + seed + "." + transaction + "@it.test>\r\nSubject: " + transaction + "\r\n"
            + (random.nextInt(3) > 0 ? "X-OriginatorOrg: " + RandomSite.pick(random, List.of("contoso.test", "contoso.test", "other.test")) + "\r\n" : "");
        JsonNode explained = explain(with(request, taken).put("message", header + "\r\n"));
        String what = "seed " + seed + ", transaction " + transaction + ": " + request + " " + taken + " " + header + ": " + explained + " by " + site.xml();
        Client.expect(dialogue.send("DATA"), "354");
        String reply = dialogue.send(header + "\r\nHello.\r\n.");
        List<JsonNode> awaiting = new ArrayList<>();
        for (JsonNode recipient : explained.path("recipients")) {
            for (JsonNode before : atRcpt.path("recipients")) {
                if (before.path("recipient").equals(recipient.path("recipient")) && before.path("inbound").path("verdict").asText().equals("awaitMessage")) {
                    awaiting.add(recipient);
                }
            }
        }
        awaiting.forEach(recipient -> decisions.add(decision(recipient.path("inbound"))));
        List<String> replies = explained.path("recipients").findValuesAsText("reply");
        String refusal = awaiting.stream().map(recipient -> recipient.path("inbound").path("reply").asText()).filter(text -> !text.isEmpty()).findFirst()
            .orElse(!awaiting.isEmpty() && replies.stream().noneMatch("250"::equals) ? explained.path("recipients").get(0).path("reply").asText() : "250");
        assertThat(reply.startsWith("250") ? "250" : reply).as(what).isEqualTo(refusal);
        if (reply.startsWith("250")) {
            for (JsonNode recipient : explained.path("recipients")) {
                expect(site, recipient, expected, what);
            }
        } else {
            seen.merge("refused at the end of DATA", 1, Integer::sum);
        }
    }

    /** Where the mail of a recipient is to arrive, and from whom: nowhere where it waits. */
    private void expect(RandomSite site, JsonNode recipient, Map<String, String> expected, String what) {
        String connector = recipient.path("route").path("connector").asText();
        if (site.outbound().containsKey(connector) && !recipient.has("outcome")) {
            List<String> commands = new ArrayList<>();
            recipient.path("commands").forEach(command -> commands.add(command.asText()));
            int server = servers.stream().map(SinkSmtpServer::port).toList().indexOf(site.outbound().get(connector));
            expected.put(path(commands, "RCPT TO:"), server + " from <" + path(commands, "MAIL FROM:") + ">");
            assertThat(recipient.path("hosts").get(0).asText()).as(what).isEqualTo("127.0.0.1:" + servers.get(server).port());
            seen.merge("arrives", 1, Integer::sum);
        } else {
            seen.merge(recipient.has("outcome") ? "waits" : !recipient.has("route") ? "is returned" : "goes by MX after all", 1, Integer::sum);
        }
    }

    private static String path(List<String> commands, String verb) {
        String command = commands.stream().filter(line -> line.startsWith(verb)).findFirst().orElseThrow();
        return command.substring(command.indexOf('<') + 1, command.indexOf('>'));
    }

    private JsonNode explain(ObjectNode request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(gateway.process().webAddress().resolve("/connectors/explain")).timeout(PATIENCE)
            .header("Authorization", "Bearer " + gateway.process().token()).POST(HttpRequest.BodyPublishers.ofString(request.toString())).build(),
            HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("seed %d: %s: %s", seed, request, answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static ObjectNode with(ObjectNode request, List<String> recipients) {
        ObjectNode whole = request.deepCopy();
        recipients.forEach(whole.withArray("recipients")::add);
        return whole;
    }

    /** What is explained, as {@link #decision(String)} gives it. */
    private static String decision(JsonNode inbound) {
        return (inbound.has("connector") ? '"' + inbound.path("connector").asText() + '"' : "-") + " "
            + inbound.path("verdict").asText().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) + " " + inbound.path("code").asText() + " "
            + inbound.path("identifiedBy").asText("-");
    }

    /** Connector, verdict, reason and identification of a line of the log. */
    private static String decision(String line) {
        return line.replaceFirst(".* connector=(.*) verdict=(\\S+) reason=(\\S+) identified=(\\S+) .*", "$1 $2 $3 $4");
    }
}
