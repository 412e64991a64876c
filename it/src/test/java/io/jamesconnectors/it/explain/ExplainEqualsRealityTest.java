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

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.jamesconnectors.connectors.file.ConnectorsFile;
import io.jamesconnectors.connectors.file.Reading;
import io.jamesconnectors.it.inbound.Client;
import io.jamesconnectors.it.inbound.ClientCertificates;
import io.jamesconnectors.it.inbound.InboundGateway;
import io.jamesconnectors.it.support.SmtpDialogue;

/**
 * 2,000 random transactions with a gateway that runs as a process of its own, by random configurations: each is explained first, and then done. The replies on the
 * wire, the decisions in the log, what the trace says of each recipient in the end (connector, host and address, or code), and the server that the mail arrives at, from
 * whom, for whom and as which mailbox, are those of the explanation. Ordinary delivery by MX to a host that lives would go to port 25: it is compared up to RCPT only.
 */
class ExplainEqualsRealityTest {
    private static final int SITES = 10;
    /** So many of the last ones may have a listener for old devices: where there was one, nobody is served any more once it is gone. */
    private static final int LAST = 4;
    private static final int VISITS = 20;
    private static final int TRANSACTIONS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @TempDir
    Path home;

    private final long seed = Long.getLong("seed", 1);
    private final Random random = new Random(seed);
    private final ClientCertificates certificates = new ClientCertificates();
    private final Seen seen = new Seen();
    private final List<String> rewritten = new ArrayList<>();
    private World world;
    private InboundGateway gateway;
    private Administration administration;
    private int transaction;

    /** What was foretold of the messages of one site, and has to be found. */
    private record Expected(RandomSite site, List<String> decisions, Map<String, List<Foretold>> byMessageId, Map<String, String> arrivals) {
        Expected(RandomSite site) {
            this(site, new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        }
    }

    @BeforeEach
    void start() throws Exception {
        Path conf = Files.createDirectories(home.resolve("conf"));
        certificates.writeRoots(conf);
        world = new World(conf);
        gateway = InboundGateway.start(home, "<connectors/>");
        administration = new Administration(gateway.process());
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        world.close();
    }

    @Test
    void whatIsExplainedHappens() throws Exception {
        System.out.println("explain equals reality: seed " + seed);
        for (int i = 0; i < SITES; i++) {
            Expected expected = new Expected(load(i));
            int logged = gateway.decisions().size();
            for (int j = 0; j < VISITS; j++) {
                visit(expected, Visit.next(random));
            }
            compare(expected, logged);
        }
        System.out.println("explain equals reality: " + transaction + " transactions, " + seen);
        assertThat(transaction).isEqualTo(SITES * VISITS * TRANSACTIONS);
        if (seed == 1) {
            assertThat(seen.missing()).as("the world has a bit of everything, and lacks").isEmpty();
        } else {
            System.out.println("explain equals reality: did not come up: " + seen.missing());
        }
    }

    private void compare(Expected expected, int logged) throws Exception {
        String by = "seed " + seed + ", by " + expected.site().xml() + expected.site().table();
        Awaitility.await().atMost(PATIENCE).until(() -> gateway.decisions().size() >= logged + expected.decisions().size());
        List<String> lines = gateway.decisions();
        assertThat(lines.subList(logged, lines.size()).stream().map(Decisions::logged).toList()).as("decisions in the log, %s", by).isEqualTo(expected.decisions());
        for (Map.Entry<String, List<Foretold>> message : expected.byMessageId().entrySet()) {
            List<JsonNode> events = Awaitility.await().pollDelay(Duration.ZERO).atMost(PATIENCE).until(() -> administration.events(message.getKey()),
                found -> message.getValue().stream().allMatch(foretold -> foretold.isSettled(found)));
            for (Foretold foretold : message.getValue()) {
                assertThat(foretold.of(events)).as("%s for %s, of %s, %s", message.getKey(), foretold.recipient(), events, by).isNotEmpty().isSubsetOf(foretold.told());
            }
        }
        assertThat(world.arrivals().missing(expected.arrivals().keySet(), PATIENCE)).as("expected %s, %s", expected.arrivals(), by).isEmpty();
        expected.arrivals().forEach((mail, arrival) -> assertThat(world.arrivals().of(mail)).as("where %s has arrived, %s", mail, by).containsExactly(arrival));
    }

    /** Another configuration that the server takes, with some of its connectors switched off beside it. */
    private RandomSite load(int number) throws Exception {
        for (int tries = 0; tries < 1_000; tries++) {
            RandomSite site = RandomSite.next(random, number, number >= SITES - LAST, world, transaction + 1, transaction + VISITS * TRANSACTIONS);
            Files.writeString(home.resolve("conf/routing-" + number + ".txt"), site.table());
            Path draft = Files.writeString(home.resolve("draft.xml"), site.xml());
            if (ConnectorsFile.read(draft, home, name -> null) instanceof Reading.Accepted) {
                HttpResponse<String> answer = gateway.reload(site.xml());
                assertThat(answer.statusCode()).as("seed %d: %s: %s", seed, answer.body(), site.xml()).isEqualTo(200);
                if (number == 0) {
                    gateway.addUser();
                }
                for (String name : site.inbound()) {
                    switchOff(name, "inbound", 10);
                }
                for (String name : site.outbound().keySet()) {
                    switchOff(name, "outbound", 6);
                }
                return site;
            }
        }
        throw new AssertionError("seed " + seed + ": 1,000 configurations were refused (expected: that some are taken)");
    }

    private void switchOff(String connector, String direction, int oneOf) throws Exception {
        if (random.nextInt(oneOf) == 0) {
            administration.switchOff(connector, direction);
            seen.switchedOff(connector);
        }
    }

    private void visit(Expected expected, Visit visit) throws Exception {
        try (SmtpDialogue dialogue = visit.open(gateway, certificates, random.nextBoolean())) {
            String greeting = dialogue.lastReply().get(0);
            if (greeting.startsWith("220")) {
                visit.begin(dialogue, certificates);
            }
            for (int i = 0; i < TRANSACTIONS; i++) {
                transaction++;
                transact(expected, visit, greeting, i, dialogue);
            }
        }
    }

    /** @param number of this visit, from 0 */
    private void transact(Expected expected, Visit visit, String greeting, int number, SmtpDialogue dialogue) throws Exception {
        boolean bounce = !rewritten.isEmpty() && random.nextInt(8) == 0;
        String sender = random.nextInt(bounce ? 2 : 6) == 0 ? "" : "s" + transaction + "@" + RandomSite.pick(random, RandomSite.SENDERS);
        List<String> recipients = new ArrayList<>(IntStream.range(0, 1 + random.nextInt(3)).mapToObj(i -> RandomSite.recipient(random, transaction, i)).toList());
        if (bounce) {
            recipients.set(0, rewritten.remove(random.nextInt(rewritten.size())));
        }
        ObjectNode request = visit.request(certificates).put("sender", sender).put("online", true);
        String xoorg = random.nextInt(5) == 0 ? RandomSite.pick(random, List.of("contoso.test", "other.test")) : "";
        if (!xoorg.isEmpty()) {
            request.put("xoorg", xoorg);
        }
        JsonNode explained = administration.explain(with(request, recipients));
        String what = "seed " + seed + ", transaction " + transaction + ": " + request + " " + recipients + ": " + explained + " by " + expected.site().xml();
        if (!greeting.startsWith("220")) {
            if (number == 0) {
                expected.decisions().add(Decisions.explained(explained.path("inbound")));
            }
            explained.path("recipients").forEach(recipient -> assertThat(greeting).as(what).isEqualTo(recipient.path("reply").asText()));
            seen.add("turned away");
            return;
        }
        Client.expect(dialogue.send("MAIL FROM:<" + sender + ">" + (xoorg.isEmpty() ? "" : " XOORG=" + xoorg)), "250");
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < recipients.size(); i++) {
            JsonNode recipient = explained.path("recipients").get(i);
            String reply = dialogue.send("RCPT TO:<" + recipients.get(i) + ">");
            assertThat(reply.startsWith("250") ? "250" : reply).as(what).isEqualTo(recipient.path("reply").asText());
            expected.decisions().add(Decisions.explained(recipient.path("inbound")));
            seen.atRcpt(recipient);
            if (reply.startsWith("250")) {
                taken.add(recipients.get(i));
            }
        }
        if (taken.isEmpty() || wouldGoToPort25(explained)) {
            Client.expect(dialogue.send("RSET"), "250");
        } else {
            send(expected, request, taken, explained, dialogue);
        }
    }

    /** Whether mail would go by ordinary MX to a host that lives. */
    private boolean wouldGoToPort25(JsonNode explained) {
        for (JsonNode recipient : explained.path("recipients")) {
            if (recipient.has("route") && !recipient.path("route").has("connector") && !recipient.has("outcome")) {
                seen.add("goes by MX to port 25: compared at RCPT");
                return true;
            }
        }
        return false;
    }

    private void send(Expected expected, ObjectNode request, List<String> taken, JsonNode atRcpt, SmtpDialogue dialogue) throws Exception {
        String messageId = "<" + seed + "." + transaction + "@it.test>";
        String header = "From: <s@contoso.test>\r\nTo: <r@contoso.test>\r\nMessage-ID: " + messageId + "\r\nSubject: " + transaction + "\r\n"
            + (random.nextInt(3) > 0 ? "X-OriginatorOrg: " + RandomSite.pick(random, List.of("contoso.test", "contoso.test", "other.test")) + "\r\n" : "")
            + (random.nextInt(3) == 0 ? "Auto-Submitted: auto-replied\r\n" : "");
        JsonNode explained = administration.explain(with(request, taken).put("message", header + "\r\n"));
        String what = "seed " + seed + ", transaction " + transaction + ": " + request + " " + taken + " " + header + ": " + explained + " by " + expected.site().xml();
        if (wouldGoToPort25(explained)) {
            Client.expect(dialogue.send("RSET"), "250");
            return;
        }
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
        awaiting.forEach(recipient -> expected.decisions().add(Decisions.explained(recipient.path("inbound"))));
        List<String> replies = explained.path("recipients").findValuesAsText("reply");
        String refusal = awaiting.stream().map(recipient -> recipient.path("inbound").path("reply").asText()).filter(text -> !text.isEmpty()).findFirst()
            .orElse(!awaiting.isEmpty() && replies.stream().noneMatch("250"::equals) ? explained.path("recipients").get(0).path("reply").asText() : "250");
        assertThat(reply.startsWith("250") ? "250" : reply).as(what).isEqualTo(refusal);
        if (!reply.startsWith("250")) {
            seen.add("refused at the end of DATA");
            return;
        }
        List<Foretold> all = new ArrayList<>();
        for (JsonNode recipient : explained.path("recipients")) {
            Foretold foretold = Foretold.of(recipient, String.valueOf(transaction), expected.site(), world.ports());
            all.add(foretold);
            seen.taken(recipient, request.path("sender").asText(), foretold, expected.site());
            if (!foretold.mail().isEmpty()) {
                expected.arrivals().put(foretold.mail(), foretold.arrival());
                Optional.of(Foretold.path(recipient, "MAIL FROM:")).filter(from -> from.contains("+SRS=") && !rewritten.contains(from)).ifPresent(rewritten::add);
            }
        }
        expected.byMessageId().put(messageId, all);
    }

    private static ObjectNode with(ObjectNode request, List<String> recipients) {
        ObjectNode whole = request.deepCopy();
        recipients.forEach(whole.withArray("recipients")::add);
        return whole;
    }
}
