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
package io.jamesconnectors.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;

import picocli.CommandLine;

/** What the commands ask of a running server, and how they print its answers. */
class ServerCommandsTest {
    private static final String BANK = """
        {"name":"Bank out","path":"/connectors/named/Bank%20out","direction":"outbound","type":"partner","enabled":true,"enabledInFile":true,"state":"failing",
         "from":"this server","to":"Partner organization","words":["only over TLS, the certificate must be *.bank.example"],
         "waiting":3,"oldestSeconds":7300,"failuresLastHour":12,"lastFailure":"451 4.7.500 Server busy","counters":{"delivered":40},
         "settings":[{"option":"tlsSettings","value":"DomainValidation","words":"only to a verified name"},{"option":"tlsDomain","value":["*.bank.example"],"words":""}],
         "hosts":[{"host":"mx.bank.example","port":25,"state":"dead","connections":0,"lastFailure":"Connection refused"}]}""";
    private static final String DEVICES = """
        {"name":"Devices","path":"/connectors/named/Devices","direction":"inbound","type":"organization","enabled":false,"enabledInFile":true,"state":"off","failuresLastHour":0}""";

    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final HttpServer server;
    private int status = 200;

    ServerCommandsTest() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            String question = exchange.getRequestMethod() + ' ' + exchange.getRequestURI();
            asked.add(question);
            byte[] bytes = answers.getOrDefault(question, "{\"message\":\"unexpected: " + question + "\"}").getBytes(UTF_8);
            exchange.sendResponseHeaders(answers.containsKey(question) ? question.startsWith("GET") ? 200 : status : 404, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void statusListsTheConnectorsAndSumsThemUp() {
        answers.put("GET /connectors/status", "{\"connectors\":{\"inbound\":1,\"outbound\":1,\"off\":1,\"failing\":1},\"waiting\":3,\"oldestSeconds\":7300,"
            + "\"version\":\"1.2.3\",\"startedAt\":\"2026-11-22T08:00:00Z\"}");
        answers.put("GET /connectors?offset=0&limit=1000", "{\"total\":2,\"items\":[" + DEVICES + "," + BANK + "]}");

        assertThat(run(new StatusCommand(name -> null))).isZero();
        assertThat(out.toString().lines()).containsExactly(
            "CONNECTOR  DIRECTION  STATE           WAITING  OLDEST  FAILED/H  LAST FAILURE",
            "Devices    inbound    off (override)  -        -       0         -",
            "Bank out   outbound   failing         3        2 h     12        451 4.7.500 Server busy",
            "1 inbound and 1 outbound connectors, 1 switched off, 1 failing; 3 mails wait, the oldest 2 h",
            "James Connectors 1.2.3, running since 2026-11-22T08:00:00Z");
    }

    @Test
    void statusOfFailingOnesLeavesTheOthersOut() {
        answers.put("GET /connectors/status", "{}");
        answers.put("GET /connectors?offset=0&limit=1000", "{\"total\":2,\"items\":[" + DEVICES + "," + BANK + "]}");

        run(new StatusCommand(name -> null), "--failing");
        assertThat(out.toString()).contains("Bank out").doesNotContain("Devices").contains("1 of 2 are shown");
    }

    @Test
    void statusOfOneSaysAllOfIt() {
        answers.put("GET /connectors/named/Bank%20out", BANK);

        assertThat(run(new StatusCommand(name -> null), "Bank out")).isZero();
        assertThat(out.toString().lines()).startsWith("Bank out (outbound, partner): failing", "  from this server to Partner organization",
            "  only over TLS, the certificate must be *.bank.example").contains("tlsDomain    [\"*.bank.example\"]  -",
            "mx.bank.example:25  dead   0            Connection refused", "delivered        40");
    }

    @Test
    void whatTheServerDoesNotKnowIsSaidOnce() {
        for (Callable<Integer> command : List.<Callable<Integer>>of(new QueueCommand(name -> null), new DisableCommand(name -> null), new ResetCommand(name -> null), new StatusCommand(name -> null))) {
            assertThat(run(command, "Nobody")).isEqualTo(ExitCodes.ERRORS);
        }
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).containsExactly("james-connectors: unexpected: GET /connectors/named/Nobody/queue?limit=100",
            "james-connectors: unexpected: POST /connectors/named/Nobody/disable", "james-connectors: unexpected: DELETE /connectors/named/Nobody/override",
            "james-connectors: unexpected: GET /connectors/named/Nobody");
    }

    @Test
    void ofTwoConnectorsWithOneNameOneIsNamed() {
        status = 400;
        answers.put("POST /connectors/named/Bank/disable", "{\"message\":\"an inbound and an outbound connector are called 'Bank' (expected: ?direction=inbound or ?direction=outbound)\"}");
        assertThat(run(new DisableCommand(name -> null), "Bank")).isEqualTo(ExitCodes.ERRORS);
        assertThat(err.toString()).contains("(expected: --direction inbound or --direction outbound)");

        status = 200;
        answers.put("POST /connectors/named/Bank/disable?direction=inbound", "{\"summary\":\"changed inbound 'Bank' (enabled)\"}");
        answers.put("GET /connectors/named/Bank?direction=outbound", BANK);
        assertThat(run(new DisableCommand(name -> null), "Bank", "--direction", "inbound")).isZero();
        assertThat(run(new StatusCommand(name -> null), "--direction", "outbound", "Bank")).isZero();
        assertThat(run(new EnableCommand(name -> null), "Bank", "--direction", "up")).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void queueSaysWhyMailWaits() {
        answers.put("GET /connectors/named/Bank%20out/queue?limit=100", """
            {"total":2,"offset":0,"items":[{"id":"Mail1","sender":"","recipients":["a@bank.example","b@bank.example"],"since":"2026-11-22T08:00:00Z","attempts":3,
             "nextAttempt":"2026-11-22T09:00:00Z","reason":"the certificate ends in the past"}]}""");

        assertThat(run(new QueueCommand(name -> null), "Bank out")).isZero();
        assertThat(out.toString().lines()).containsExactly(
            "ID     SINCE                 ATTEMPTS  NEXT                  SENDER  RECIPIENTS                 REASON",
            "Mail1  2026-11-22T08:00:00Z  3         2026-11-22T09:00:00Z  <>      a@bank.example and 1 more  the certificate ends in the past",
            "2 mails wait; 1 are shown");
    }

    @Test
    void queueHasMailTriedOrReturned() {
        answers.put("POST /connectors/named/Bank%20out/queue/retry", "{\"done\":2}");
        answers.put("POST /connectors/named/Bank%20out/queue/Mail%2F1/retry", "{\"done\":1}");
        answers.put("POST /connectors/named/Bank%20out/queue/Mail1/return", "{\"done\":1}");

        assertThat(run(new QueueCommand(name -> null), "Bank out", "--retry-all")).isZero();
        assertThat(run(new QueueCommand(name -> null), "Bank out", "--retry", "Mail/1")).isZero();
        assertThat(run(new QueueCommand(name -> null), "Bank out", "--return", "Mail1")).isZero();
        assertThat(out.toString().lines()).containsExactly("2 mails done", "1 mail done", "1 mail done");
    }

    @Test
    void twoDeedsAtOnceAreRefused() {
        assertThat(run(new QueueCommand(name -> null), "Bank out", "--retry", "Mail1", "--return", "Mail1")).isEqualTo(ExitCodes.USAGE);
        assertThat(asked).isEmpty();
    }

    @Test
    void traceFindsMessagesAndSaysWhereOneWent() {
        String message = """
            {"id":"t1","messageId":"<x@contoso.com>","receivedAt":"2026-11-22T08:00:00Z","sender":"anna@contoso.com","recipients":[{"address":"a@bank.example","status":"Failed"}],
             "inbound":"Devices","outbound":["Bank out"],"clientAddress":"192.0.2.1","tls":"TLSv1.3","status":"Failed",
             "events":[{"at":"2026-11-22T08:00:01Z","event":"Fail","recipient":"a@bank.example","connector":"Bank out","reason":"no such user","reply":"550 5.1.1"}]}""";
        answers.put("GET /connectors/trace?limit=100&sender=anna%40contoso.com&status=Failed", "{\"total\":1,\"items\":[" + message + "]}");
        answers.put("GET /connectors/trace/t1", message);

        assertThat(run(new TraceCommand(name -> null), "--sender", "anna@contoso.com", "--status", "Failed")).isZero();
        assertThat(run(new TraceCommand(name -> null), "t1")).isZero();
        assertThat(out.toString().lines()).contains(
            "t1        2026-11-22T08:00:00Z  Failed  anna@contoso.com  a@bank.example  Devices  Bank out",
            "Message <x@contoso.com> of anna@contoso.com: Failed",
            "2026-11-22T08:00:01Z  Fail   a@bank.example  Bank out   -     -    550 5.1.1  no such user");
    }

    @Test
    void reportPrintsTheColumnsThatThereAre() {
        answers.put("GET /connectors/reports/tls?days=30&connector=Bank%20out", "{\"items\":[{\"connector\":\"Bank out\",\"forcedTls\":40,\"noTls\":0}]}");
        answers.put("GET /connectors/reports/volume?days=7&format=csv", "connector,volume\n");

        assertThat(run(new ReportCommand(name -> null), "tls", "--days", "30", "--connector", "Bank out")).isZero();
        assertThat(run(new ReportCommand(name -> null), "volume", "--csv")).isZero();
        assertThat(out.toString().lines()).containsExactly("connector  forcedTls  noTls", "Bank out   40         0", "connector,volume");
    }

    @Test
    void reloadSaysWhatIsInForceOrWhyNot() {
        answers.put("POST /connectors/reload", "{\"summary\":\"added outbound 'Bank out'\",\"warnings\":[]}");
        assertThat(run(new ReloadCommand(name -> null))).isZero();
        status = 400;
        answers.put("POST /connectors/reload", """
            {"message":"the file has errors","diagnostics":[{"id":"CON-010","severity":"error","file":"connectors.xml","line":3,"column":5,"what":"unknown <smarthost>","remedy":"write <smartHost>"}]}""");
        assertThat(run(new ReloadCommand(name -> null))).isEqualTo(ExitCodes.ERRORS);
        assertThat(out.toString().lines()).containsExactly("in force: added outbound 'Bank out'",
            "connectors.xml:3:5: error CON-010: unknown <smarthost> Remedy: write <smartHost>", "refused: the file has errors");
    }

    @Test
    void switchesAConnectorAndTakesItBack() {
        String summary = "{\"summary\":\"changed outbound 'Bank out' (enabled)\"}";
        answers.put("POST /connectors/named/Bank%20out/disable", summary);
        answers.put("POST /connectors/named/Bank%20out/enable", summary);
        answers.put("DELETE /connectors/named/Bank%20out/override", summary);

        assertThat(run(new DisableCommand(name -> null), "Bank out")).isZero();
        assertThat(run(new EnableCommand(name -> null), "Bank out")).isZero();
        assertThat(run(new ResetCommand(name -> null), "Bank out")).isZero();
    }

    @Test
    void jsonIsWhatTheServerSaid() throws Exception {
        answers.put("GET /connectors/status", "{\"waiting\":3}");
        assertThat(run(new StatusCommand(name -> null), "--format", "json")).isZero();
        assertThat(new ObjectMapper().readTree(out.toString()).path("waiting").asInt()).isEqualTo(3);
    }

    private int run(Callable<Integer> command, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--url", "http://127.0.0.1:" + server.getAddress().getPort()));
        all.addAll(List.of(arguments));
        return new CommandLine(command).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(all.toArray(String[]::new));
    }
}
