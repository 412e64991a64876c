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
package io.jamesconnectors.it.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.Footprint;
import io.jamesconnectors.it.support.FreePort;
import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.QueueAdministration;
import io.jamesconnectors.testing.MailSource;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.SteadySource;
import io.jamesconnectors.testing.TestCa;

/** The configuration of a gateway changes all the time, while mail goes through it. */
class ReloadUnderLoadTest {
    private static final List<Variant> TURNS = List.of(Variant.values());
    private static final int RELOADS = 1_000;
    /** By then all that is made once has been made. */
    private static final int WARM = 140;
    private static final int SESSIONS = 4;
    private static final int MESSAGES_PER_RELOAD = 8;
    /** Of every reload that left something behind there would be hundreds. */
    private static final int MORE_THREADS = 60;
    private static final int MORE_HANDLES = 80;
    private static final int MORE_MEBIBYTES = 48;
    private static final Duration ARRIVAL = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(500);

    @TempDir
    Path home;

    private final TestCa ca = TestCa.create();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void losesNothingDoublesNothingAndGrowsByNothingInAThousandReloads() throws Exception {
        Path root = ca.writeRoot(home.resolve("root.pem"));
        try (SinkSmtpServer partner = SinkSmtpServer.that().startTls(ca.server("mx.partner.test").sslContext()).requireTls().start();
                GatewayProcess gateway = GatewayProcess.start(home, Variant.PLAIN.file(root, partner.port()))) {
            MailSource mails = new MailSource(gateway.smtp(), InetAddress.getByName("127.0.0.1"), "app@contoso.test", "anna@partner.test", "load", 2_000);
            try (SteadySource source = SteadySource.start(mails, SESSIONS, 0)) {
                reload(gateway, source, root, partner, 0, WARM);
                Footprint warm = rest(gateway, source, root, partner, WARM * MESSAGES_PER_RELOAD);
                reload(gateway, source, root, partner, WARM, RELOADS);
                AtomicReference<Footprint> last = new AtomicReference<>(rest(gateway, source, root, partner, RELOADS * MESSAGES_PER_RELOAD));
                // Idle workers and connections end by themselves.
                await("footprint").atMost(ARRIVAL).pollInterval(Duration.ofSeconds(1)).until(() -> {
                    last.set(Footprint.of(gateway.program().pid()));
                    return last.get();
                }, now -> now.isWithin(warm, MORE_THREADS, MORE_HANDLES, MORE_MEBIBYTES));

                System.out.println("reloads: " + RELOADS + "; messages: " + source.accepted().size() + "; after " + WARM + ": " + warm + "; at the end: " + last.get());
            }
            assertThat(gateway.stop()).isZero();
        }
    }

    @Test
    void mailThatWaitsForARemovedConnectorGoesByTheNewRoute() throws Exception {
        Path root = ca.writeRoot(home.resolve("root.pem"));
        int dead = FreePort.find();
        try (SinkSmtpServer partner = SinkSmtpServer.that().startTls(ca.server("mx.partner.test").sslContext()).requireTls().start();
                GatewayProcess gateway = GatewayProcess.start(home, Variant.REMOVED.file(root, partner.port())
                    .replace("</connectors>", Variant.PLAIN.file(root, dead).replaceAll("(?s)^.*(<outbound name=\"Partner\".*</outbound>).*$", "$1</connectors>").replace("waits=\"2s\"", "waits=\"1h\"")))) {
            QueueAdministration queues = new QueueAdministration(gateway, gateway.token());
            MailSource mails = new MailSource(gateway.smtp(), InetAddress.getByName("127.0.0.1"), "app@contoso.test", "anna@partner.test", "waits", 2_000);
            assertThat(mails.send(20, 2)).isEqualTo(20);
            await().atMost(ARRIVAL).pollInterval(POLL).until(() -> queues.size("spool") == 0 && queues.size("connector-partner") == 20 && deferred(gateway) == 20);

            GatewayProcess.write(home, Variant.REMOVED.file(root, partner.port()));
            assertThat(send(gateway, "POST", "/connectors/reload").get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            await("mail that waits an hour").atMost(ARRIVAL).pollInterval(POLL).until(() -> queues.isEmptyOrLetOut("connector-partner"));

            assertThat(partner.awaitMessageIds(20, ARRIVAL)).isTrue();
            assertThat(partner.messageIds()).isEqualTo(mails.messageIds(20));
            assertThat(partner.duplicates()).isZero();
        }
    }

    private static long deferred(GatewayProcess gateway) throws Exception {
        return gateway.log().lines().filter(line -> line.contains("outcome=deferred")).count();
    }

    /** Changes the configuration again and again, each time while mail comes in and goes out. */
    private void reload(GatewayProcess gateway, SteadySource source, Path root, SinkSmtpServer partner, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            source.more(MESSAGES_PER_RELOAD);
            Variant variant = TURNS.get(i % TURNS.size());
            GatewayProcess.write(home, variant.file(root, partner.port()));
            List<CompletableFuture<HttpResponse<String>>> reloads = new ArrayList<>(List.of(send(gateway, "POST", "/connectors/reload")));
            if (i % 10 == 9) {
                reloads.add(send(gateway, "POST", "/connectors/reload"));
            }
            for (CompletableFuture<HttpResponse<String>> reload : reloads) {
                HttpResponse<String> answer = reload.get(60, TimeUnit.SECONDS);
                assertThat(answer.statusCode()).as("reload %d, %s: %s", i, variant, answer.body()).isEqualTo(variant == Variant.BAD ? 400 : 200);
            }
            if (variant == Variant.CHANGED) {
                expect(200, gateway, "POST", "/connectors/named/Partner/disable");
            } else if (variant == Variant.DISABLED) {
                expect(200, gateway, i % 2 == 0 ? "POST" : "DELETE", "/connectors/named/Partner/" + (i % 2 == 0 ? "enable" : "override"));
            }
            // Not faster than the mail, so that each change meets some.
            source.awaitAccepted((i + 1) * MESSAGES_PER_RELOAD - SESSIONS, ARRIVAL);
        }
    }

    /** What the gateway holds when all mail has arrived, each once. */
    private Footprint rest(GatewayProcess gateway, SteadySource source, Path root, SinkSmtpServer partner, int messages) throws Exception {
        GatewayProcess.write(home, Variant.PLAIN.file(root, partner.port()));
        expect(200, gateway, "POST", "/connectors/reload");
        source.awaitAccepted(messages, ARRIVAL);
        Set<String> accepted = source.accepted();
        await("all that was accepted").atMost(ARRIVAL).pollInterval(POLL).until(() -> missing(accepted, partner), Set::isEmpty);
        assertThat(partner.messageIds()).isEqualTo(accepted);
        assertThat(partner.duplicates()).as("twice").isZero();
        return Footprint.of(gateway.program().pid());
    }

    private void expect(int status, GatewayProcess gateway, String method, String path) throws Exception {
        HttpResponse<String> answer = send(gateway, method, path).get(60, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).as("%s %s: %s", method, path, answer.body()).isEqualTo(status);
    }

    private CompletableFuture<HttpResponse<String>> send(GatewayProcess gateway, String method, String path) throws InterruptedException {
        return http.sendAsync(HttpRequest.newBuilder(gateway.webAddress().resolve(path)).timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + gateway.token()).method(method, HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Set<String> missing(Set<String> accepted, SinkSmtpServer partner) {
        Set<String> missing = new HashSet<>(accepted);
        missing.removeAll(partner.messageIds());
        return missing;
    }
}
