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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ProjectVersion;
import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.mailets.activity.Event;
import io.jamesconnectors.mailets.activity.Trouble;

/** The list of connectors, one of them, and the status, over HTTP. */
class ConnectorsPartTest {
    private static final Instant NOW = Instant.parse("2026-11-22T11:42:05Z");
    private static final String CONNECTORS = """
        <connectors>
          <acceptedDomains><domain name="contoso.com" type="authoritative"/></acceptedDomains>
          <inbound name="Devices" type="organization">
            <senderIPAddresses>192.0.2.0/24</senderIPAddresses>
            <comment>&lt;script&gt;alert(1)&lt;/script&gt;</comment>
          </inbound>
          <inbound name="Bank" type="partner">
            <senderDomains>bank.example</senderDomains>
            <tlsSenderCertificateName>*.bank.example</tlsSenderCertificateName>
            <restrictDomainsToCertificate>true</restrictDomainsToCertificate>
            <limits maxMessageSize="36m"/>
          </inbound>
          <outbound name="Bank" type="partner">
            <recipientDomains>bank.example</recipientDomains>
            <tlsSettings>DomainValidation</tlsSettings>
            <tlsDomain>*.bank.example</tlsDomain>
            <limits messagesPerMinute="30"/>
          </outbound>
          <outbound name="To/from 100% &amp; more; ~x" type="partner" enabled="false">
            <recipientDomains>odd.example</recipientDomains>
            <smartHosts><smartHost>mail.odd.example</smartHost></smartHosts>
            <tlsSettings>EncryptionOnly</tlsSettings>
          </outbound>
          <outbound name="Trial" type="partner">
            <recipientDomains>trial.example</recipientDomains>
            <testMode>true</testMode>
          </outbound>
        </connectors>
        """;

    private final ScriptedDesk desk = new ScriptedDesk();
    private final ActivityLog activity = new ActivityLog(Clock.fixed(NOW, ZoneOffset.UTC));
    private final Path directory;
    private WebStand web;

    ConnectorsPartTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        this.web = serving(CONNECTORS);
    }

    private WebStand serving(String connectors) throws Exception {
        return new WebStand(RoutesOf.of(Configured.in(directory, connectors).open(), desk, activity));
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void listsAllConnectorsInTheOrderOfTheFileAndOrdinaryDeliveryLast() throws Exception {
        JsonNode list = web.get("/connectors");
        assertThat(list.get("total").asInt()).isEqualTo(6);
        assertThat(list.get("offset").asInt()).isZero();
        assertThat(list.findValuesAsText("name")).containsExactly("Devices", "Bank", "Bank", "To/from 100% & more; ~x", "Trial", "mx");
        assertThat(list.findValuesAsText("direction")).containsExactly("inbound", "inbound", "outbound", "outbound", "outbound", "outbound");
        assertThat(list.findValuesAsText("from")).containsExactly("Your organization's server", "Partner organization", "this server", "this server", "this server", "this server");
        assertThat(list.findValuesAsText("to")).containsExactly("this server", "this server", "Partner organization", "Partner organization", "Partner organization", "Internet");
        assertThat(list.findValuesAsText("state")).containsExactly("ok", "ok", "ok", "off", "test", "ok");
        assertThat(list.findValuesAsText("builtIn")).containsExactly("false", "false", "false", "false", "false", "true");
    }

    @Test
    void saysInWordsWhatAConnectorDoes() throws Exception {
        JsonNode items = web.get("/connectors").get("items");
        assertThat(texts(items.get(0).get("words"))).containsExactly("recognised by the addresses 192.0.2.0/24", "with or without TLS",
            "mail from your accepted domains is relayed to anyone");
        assertThat(texts(items.get(1).get("words"))).containsExactly("for mail from bank.example", "only over TLS, the certificate must be *.bank.example",
            "at most 36 MiB a message");
        assertThat(texts(items.get(2).get("words"))).containsExactly("for mail to bank.example", "to the MX records of the recipient's domain",
            "only over TLS, the certificate must be *.bank.example", "at most 30 messages a minute");
        assertThat(texts(items.get(3).get("words"))).containsExactly("for mail to odd.example", "through mail.odd.example:25", "only over TLS, any certificate will do");
        assertThat(texts(items.get(5).get("words"))).containsExactly("for mail that no connector is chosen for", "to the MX records of the recipient's domain",
            "over TLS where it is offered, else unencrypted");
    }

    @Test
    void showsTheNumbersOfTheMoment() throws Exception {
        desk.waits("Bank", 17, 3_600);
        activity.outbound(ConnectorName.parse("bank")).count(Event.DEFERRED, 5, NOW);
        activity.outbound(ConnectorName.parse("bank")).count(Event.THROTTLED, 2, NOW);
        activity.outbound(ConnectorName.parse("bank")).count(Event.FAILED, 1, NOW);
        activity.outbound(ConnectorName.parse("bank")).fails(new Trouble(NOW, "connect: refused", "mx.bank.example", "450 4.4.316 Connection refused"));
        activity.inbound(ConnectorName.parse("Bank")).count(Event.REFUSED, 3, NOW);

        JsonNode bank = web.get("/connectors?q=bank&direction=outbound").get("items").get(0);
        assertThat(bank.get("waiting").asInt()).isEqualTo(17);
        assertThat(bank.get("oldestSeconds").asInt()).isEqualTo(3_600);
        assertThat(bank.get("failuresLastHour").asInt()).isEqualTo(4);
        assertThat(bank.get("lastFailure").asText()).isEqualTo("mx.bank.example: 450 4.4.316 Connection refused (connect: refused)");
        assertThat(bank.get("state").asText()).isEqualTo("failing");
        assertThat(web.get("/connectors?state=failing").findValuesAsText("name")).containsExactly("Bank");
        assertThat(web.get("/connectors?direction=inbound&q=BANK").get("items").get(0).get("failuresLastHour").asInt()).isEqualTo(3);

        activity.outbound(ConnectorName.parse("bank")).works();
        desk.slowedDown.add(ConnectorName.parse("bank"));
        assertThat(web.get("/connectors?state=throttled").findValuesAsText("name")).containsExactly("Bank");
    }

    @Test
    void tellsAMailThatIsPutOffFromAConnectorThatFails() throws Exception {
        activity.outbound(ConnectorName.parse("bank")).defers(new Trouble(NOW, "rcpt: 451 4.7.1 Greylisted", "mx.bank.example", "451 4.7.1 Greylisted"), "mail-1");
        JsonNode bank = web.get("/connectors?state=deferring").get("items").get(0);
        assertThat(bank.get("name").asText()).isEqualTo("Bank");
        assertThat(bank.get("lastFailure").asText()).isEqualTo("mx.bank.example: 451 4.7.1 Greylisted (rcpt: 451 4.7.1 Greylisted)");
        assertThat(web.get("/connectors/status").get("connectors").get("failing").asInt()).isZero();
        assertThat(web.get("/connectors?state=failing").get("total").asInt()).isZero();
    }

    @Test
    void showsOneConnectorWithAllItsSettings() throws Exception {
        JsonNode bank = web.get("/connectors/named/Bank?direction=inbound");
        assertThat(bank.get("name").asText()).isEqualTo("Bank");
        assertThat(setting(bank, "requireTls").get("value").asBoolean()).isTrue();
        assertThat(setting(bank, "requireTls.minimumVersion").get("value").asText()).isEqualTo("TLSv1.2");
        assertThat(setting(bank, "limits.maxMessageSize").get("words").asText()).isEqualTo("At most 36 MiB a message");
        assertThat(setting(bank, "limits.maxConnections").get("words").asText()).isEqualTo("No limit but the server's own");
        assertThat(bank.get("history").get("accepted")).hasSize(60);
        assertThat(bank.get("history").has("delivered")).isFalse();

        activity.outbound(ConnectorName.parse("bank")).count(Event.DELIVERED, 9, NOW.minusSeconds(60));
        JsonNode out = web.get("/connectors/named/bank?direction=outbound");
        assertThat(setting(out, "retry.waits").get("value")).hasSize(6);
        assertThat(setting(out, "retry.expireAfter").get("words").asText()).isEqualTo("The mail is returned to its sender after 1 day");
        assertThat(setting(out, "limits.messagesPerMinute").get("words").asText()).isEqualTo("At most 30 messages a minute");
        assertThat(out.get("counters").get("delivered").asInt()).isEqualTo(12);
        assertThat(out.get("counters").get("handshakes").asInt()).isEqualTo(4);
        assertThat(out.get("hosts").get(0).get("state").asText()).isEqualTo("dead");
        assertThat(out.get("hosts").get(0).get("lastFailure").asText()).isEqualTo("Connection refused");
        assertThat(out.get("history").get("delivered").get(58).asInt()).isEqualTo(9);
    }

    @Test
    void saysWhereAConnectorStandsInTheFile() throws Exception {
        assertThat(web.get("/connectors/named/Devices").get("position").asText()).isEqualTo(directory.resolve("connectors.xml") + ":3:3");
        assertThat(web.get("/connectors/named/Bank?direction=inbound").get("position").asText()).endsWith("connectors.xml:7:3");
        assertThat(web.get("/connectors/named/Bank?direction=outbound").get("position").asText()).endsWith("connectors.xml:13:3");
        assertThat(web.get("/connectors/named/mx").hasNonNull("position")).isFalse();
    }

    @Test
    void countsSinceTheStartWhatAnInboundConnectorTookAndRefused() throws Exception {
        assertThat(web.get("/connectors/named/Devices").get("counters").toString()).isEqualTo("{\"accepted\":0,\"refused\":0}");
        ConnectorName devices = ConnectorName.parse("devices");
        activity.accepted(devices);
        activity.refused(devices, "550 5.7.64");
        activity.refused(devices, "550 5.7.64");
        activity.refused(devices, "530 5.7.0");
        assertThat(web.get("/connectors/named/Devices").get("counters").toString())
            .isEqualTo("{\"accepted\":1,\"refused\":3,\"refused 530 5.7.0\":1,\"refused 550 5.7.64\":2}");
    }

    @Test
    void asksWhichOfTwoOfOneNameIsMeant() throws Exception {
        HttpResponse<String> response = web.send("GET", "/connectors/named/Bank", "");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(WebStand.json(response).get("message").asText()).contains("?direction=inbound or ?direction=outbound");
    }

    @Test
    void givesAPathToConnectorsOfAnyName() throws Exception {
        for (JsonNode item : web.get("/connectors").get("items")) {
            String path = item.get("path").asText() + "?direction=" + item.get("direction").asText();
            assertThat(web.get(path).get("name")).isEqualTo(item.get("name"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "..%2f..%2fetc%2fpasswd", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%E2%80%AE", "a+b", "~", "%F0%28%8C%28", "x%0d%0aSet-Cookie:a=b"})
    void answersNamesThatDoNotExistWithAnError(String name) throws Exception {
        HttpResponse<String> response = web.send("GET", "/connectors/named/" + name, "");
        assertThat(response.statusCode()).isIn(400, 404);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(WebStand.json(response).get("statusCode").asInt()).isEqualTo(response.statusCode());
        assertThat(response.headers().map()).doesNotContainKey("Set-Cookie");
    }

    @Test
    void leavesNamesThatNoWebServerTakesToJetty() throws Exception {
        assertThat(web.send("GET", "/connectors/named/%00", "").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=-1", "limit=x", "limit=99999999999", "offset=-1", "offset=1.5", "offset=99999999999", "direction=sideways", "state=fine"})
    void refusesParametersThatMeanNothing(String query) throws Exception {
        HttpResponse<String> response = web.send("GET", "/connectors?" + query, "");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(WebStand.json(response).get("message").asText()).contains("(expected: ");
    }

    @Test
    void tellsHowTheServerFares() throws Exception {
        desk.waits("Bank", 17, 3_600);
        activity.outbound(ConnectorName.parse("bank")).fails(new Trouble(NOW, "connect: refused", "", "450 4.4.316 Connection refused"));
        JsonNode status = web.get("/connectors/status");
        assertThat(status.get("connectors").toString()).isEqualTo("{\"inbound\":2,\"outbound\":3,\"off\":1,\"failing\":1}");
        assertThat(status.get("waiting").asInt()).isEqualTo(17);
        assertThat(status.get("failing").get(0).get("name").asText()).isEqualTo("Bank");
        assertThat(status.get("failing").get(0).get("since").asText()).isEqualTo("2026-11-22T11:42:05Z");
        assertThat(status.get("certificates").toString())
            .isEqualTo("[{\"connector\":\"connector 'Bank out'\",\"subject\":\"CN=mail.contoso.com\",\"notAfter\":\"2026-12-02T11:42:05Z\",\"daysLeft\":10}]");
        assertThat(Instant.parse(status.get("startedAt").asText())).isNotNull();
        assertThat(status.get("version").asText()).isEqualTo(ProjectVersion.TEXT);
    }

    @Test
    void asksForFiguresOfTheMomentOnlyOnShortPages() throws Exception {
        web.get("/connectors?limit=100");
        web.get("/connectors/named/Trial");
        assertThat(desk.freshness).containsExactly(Duration.ofSeconds(1));
        desk.freshness.clear();
        web.get("/connectors?limit=101");
        web.get("/connectors?limit=1000");
        assertThat(desk.freshness).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void answersWithAHundredThousandConnectorsAndAsksOnlyTheQueuesOfThoseThatItShows() throws Exception {
        web.close();
        web = serving("<connectors>" + IntStream.range(0, 50_000).mapToObj(i ->
            "<inbound name=\"In " + i + "\" type=\"partner\"><senderDomains>d" + i + ".example</senderDomains></inbound>"
                + "<outbound name=\"Out " + i + "\" type=\"partner\"><recipientDomains>d" + i + ".example</recipientDomains></outbound>").collect(Collectors.joining()) + "</connectors>");
        JsonNode page = web.get("/connectors?offset=99990&limit=100");
        assertThat(page.get("total").asInt()).isEqualTo(100_001);
        assertThat(page.get("items")).hasSize(11);
        assertThat(desk.asked).hasValue(11);
        assertThat(web.get("/connectors?q=d4999.example&direction=outbound").findValuesAsText("name")).containsExactly("Out 4999");
        assertThat(web.get("/connectors?state=failing").get("total").asInt()).isZero();
        assertThat(web.get("/connectors/named/Out%2049999").get("name").asText()).isEqualTo("Out 49999");
        assertThat(web.get("/connectors/status").get("connectors").get("outbound").asInt()).isEqualTo(50_000);
    }

    private static JsonNode setting(JsonNode connector, String option) {
        return StreamSupport.stream(connector.get("settings").spliterator(), false).filter(setting -> setting.get("option").asText().equals(option)).findFirst().orElseThrow();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }
}
