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
package io.jamesconnectors.it.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.it.support.SmtpDialogue;

/** Every row of {@code cases.md} against a gateway that runs as a process of its own. */
class InboundTableTest {
    private static final String EMPTY = "<connectors/>";

    @TempDir
    static Path home;

    static ClientCertificates certificates;
    static InboundGateway gateway;
    static int passed;
    static int run;

    private String loaded = "nothing yet";

    @BeforeAll
    static void start() throws Exception {
        certificates = new ClientCertificates();
        Path conf = Files.createDirectories(home.resolve("conf"));
        certificates.writeRoots(conf);
        Files.writeString(conf.resolve("exchange-online.json"), Resource.text("exchange-online.json"));
        gateway = InboundGateway.start(home, EMPTY);
    }

    @AfterAll
    static void stop() throws Exception {
        System.out.println("inbound table: " + run + " cases and conversations, " + passed + " as the documents say");
        if (gateway != null) {
            gateway.close();
        }
    }

    @TestFactory
    Stream<DynamicContainer> everyPeerIsAnsweredAsTheDocumentsSay() throws IOException {
        Map<String, List<Case>> groups = new LinkedHashMap<>();
        cases().forEach(row -> groups.computeIfAbsent(row.group(), key -> new ArrayList<>()).add(row));
        return groups.entrySet().stream().map(group -> DynamicContainer.dynamicContainer(group.getKey(), Stream.concat(
            Stream.of(DynamicTest.dynamicTest(group.getKey() + ".xml is taken", () -> load(group.getKey()))),
            group.getValue().stream().map(row -> DynamicTest.dynamicTest(row.toString(), () -> check(row))))));
    }

    @TestFactory
    Stream<DynamicTest> thereAreAsManyCasesAsPromised() throws IOException {
        List<Case> cases = cases();
        return Stream.of(DynamicTest.dynamicTest(cases.size() + " cases", () -> assertThat(cases).hasSizeGreaterThanOrEqualTo(150)));
    }

    @TestFactory
    Stream<DynamicTest> everyConversationGoesAsTheDocumentsSay() throws IOException {
        return Conversation.parseAll(Resource.text("conversations.md")).stream().map(conversation -> DynamicTest.dynamicTest(conversation.toString(), () -> {
            load(conversation.group());
            run++;
            conversation.hold(gateway, certificates, () -> load(conversation.group()));
            passed++;
        }));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        E vector 11: internal, and headers believed | organization | <senderIPAddresses>192.0.2.1</senderIPAddresses>\
        <treatMessagesAsInternal>true</treatMessagesAsInternal><cloudServicesMailEnabled>true</cloudServicesMailEnabled>
        E vector 11: internal, for a partner | partner | <senderDomains>bank.test</senderDomains><treatMessagesAsInternal>true</treatMessagesAsInternal>
        E 3.4: address and certificate in one partner | partner | <senderDomains>bank.test</senderDomains>\
        <restrictDomainsToIPAddresses>true</restrictDomainsToIPAddresses>\
        <senderIPAddresses>192.0.2.1</senderIPAddresses><restrictDomainsToCertificate>true</restrictDomainsToCertificate>\
        <tlsSenderCertificateName>mx.bank.test</tlsSenderCertificateName>
        E 1.3 V12: neither address nor certificate | organization | <requireTls>true</requireTls>
        E 1.3 V8: no accepted domain | organization | <senderIPAddresses>192.0.2.1</senderIPAddresses>\
        <associatedAcceptedDomains>elsewhere.test</associatedAcceptedDomains>
        E 1.3 V2: wildcard inside a name | partner | <senderDomains>a.*.bank.test</senderDomains>
        P: two connectors equally exact | organization | <senderIPAddresses>198.51.100.1</senderIPAddresses>
        """)
    void whatCannotBeMeantIsRefusedAndNothingChanges(String because, String type, String options) throws Exception {
        load("addresses");
        String first = "<connectors><acceptedDomains><domain name=\"contoso.test\" type=\"internalRelay\"/></acceptedDomains>"
            + "<inbound name=\"First\" type=\"organization\"><senderIPAddresses>198.51.100.1</senderIPAddresses></inbound>";
        assertThat(gateway.reload(first + "</connectors>").statusCode()).isEqualTo(200);
        HttpResponse<String> answer = gateway.reload(first + "<inbound name=\"Second\" type=\"" + type + "\">" + options + "</inbound></connectors>");
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        try (SmtpDialogue dialogue = Client.parse("198.51.100.1").open(gateway, true)) {
            dialogue.send("EHLO client.test");
            dialogue.send("MAIL FROM:<a@contoso.test>");
            assertThat(dialogue.send("RCPT TO:<x@outside.test>")).as("what was in force stays in force").startsWith("250");
        }
    }

    private void load(String group) throws Exception {
        loaded = "not " + group;
        HttpResponse<String> answer = gateway.reload(certificates.withFingerprints(Resource.text(group + ".xml")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        loaded = group;
        if (group.equals("server")) {
            gateway.addUser();
        }
    }

    private void check(Case row) throws Exception {
        run++;
        assertThat(loaded).as("the configuration in force").isEqualTo(row.group());
        int before = gateway.decisions().size();
        Transaction transaction = Transaction.of(row, gateway, certificates);
        List<String> decisions = gateway.decisions();
        List<String> lines = decisions.subList(before, decisions.size());

        assertThat(transaction.replies()).as("replies; log: %s", lines).hasSameSizeAs(row.replies());
        for (int i = 0; i < row.replies().size(); i++) {
            String reply = transaction.replies().get(i);
            assertThat(row.replies().get(i)).as("reply %d: %s; log: %s", i + 1, reply, lines).anyMatch(reply::startsWith);
        }
        row.xoorg().ifPresent(offered -> assertThat(transaction.offersXoorg()).as("XOORG in %s", transaction.ehlo()).isEqualTo(offered));
        if (!row.log().isEmpty()) {
            assertThat(lines).as("log").isNotEmpty();
            String last = lines.get(lines.size() - 1);
            assertThat(row.logFits(last)).as("%s in: %s", row.log(), last).isTrue();
        }
        passed++;
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        String group = "";
        int number = 0;
        for (String line : Resource.text("cases.md").lines().toList()) {
            number++;
            if (line.startsWith("## ")) {
                group = line.substring(3).strip();
            } else if (line.startsWith("| ") && !line.startsWith("| Client")) {
                cases.add(Case.parse(group, number, line));
            }
        }
        return cases;
    }
}
