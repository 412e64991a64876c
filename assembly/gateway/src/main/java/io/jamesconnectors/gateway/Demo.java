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
package io.jamesconnectors.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.tls.DnsIdentity;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** The cases of the demonstration: what the gateway admits and refuses, what it delivers and what it keeps back. */
final class Demo {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WIDEST = 72;
    private static final int WIDEST_NAMES = 38;
    private static final String US = "127.0.0.1";
    private static final String STRANGER = "127.0.0.2";
    private static final String PARTNER = "127.0.0.3";
    private static final String IMPOSTOR = "127.0.0.4";
    private static final String ELSEWHERE = "127.0.0.5";

    private final Gateway gateway;
    private final DemoStage stage;
    private final DeliveryLog log;
    private final String token;
    private final List<DemoRow> rows = new ArrayList<>();

    Demo(Gateway gateway, DemoStage stage, DeliveryLog log, String token) {
        this.gateway = gateway;
        this.stage = stage;
        this.log = log;
        this.token = token;
    }

    List<DemoRow> play() throws IOException, InterruptedException {
        inbound("Devices", US, true, "scanner@contoso.test", "bob@partner.test", "250 ");
        inbound("Partner in", PARTNER, true, "bob@partner.test", "anna@contoso.test", "250 ");
        inbound("-", STRANGER, true, "scanner@contoso.test", "bob@partner.test", "550 5.7.64");
        inbound("Partner in", PARTNER, false, "bob@partner.test", "anna@contoso.test", "530 5.7.0");
        inbound("Partner in", IMPOSTOR, true, "bob@partner.test", "anna@contoso.test", "550 5.7.51");
        inbound("Server room", new SmtpTalk.Client(ELSEWHERE, true, stage.serverRoom()), "<>", "bob@partner.test", "250 ");
        inbound("-", new SmtpTalk.Client(ELSEWHERE, true, stage.impostor()), "<scanner@contoso.test>", "bob@partner.test", "550 5.7.64");
        inbound("From Office 365", new SmtpTalk.Client(ELSEWHERE, true, stage.cloud()), "<> XOORG=contoso.test", "bob@partner.test", "250 ");
        inbound("From Office 365", new SmtpTalk.Client(ELSEWHERE, true, stage.cloud()), "<anna@contoso.test> XOORG=stranger.test", "bob@partner.test", "550 5.7.64");
        for (String domain : List.of("wrong-name.test", "expired.test", "self-signed.test", "hidden.test")) {
            inbound("Devices", US, true, "scanner@contoso.test", "bob@" + domain, "250 ");
        }
        delivered("Partner out", "partner.test by MX", stage.partner());
        delivered("Office 365", "contoso.test by smart host", stage.office365());
        keptBack("Wrong name", "connector-wrong_20name", stage.wrongName());
        keptBack("Expired", "connector-expired", stage.expired());
        keptBack("Self-signed", "connector-self-signed", stage.selfSigned());
        keptBack("Hidden STARTTLS", "connector-hidden_20starttls", stage.hidden());
        rows.addAll(new DemoSubmission(gateway, stage, log).play());
        return rows;
    }

    private void inbound(String connector, String from, boolean overTls, String sender, String recipient, String expected) throws IOException {
        inbound(connector, new SmtpTalk.Client(from, overTls), "<" + sender + ">", recipient, expected);
    }

    private void inbound(String connector, SmtpTalk.Client client, String sender, String recipient, String expected) throws IOException {
        SmtpTalk.Sent sent = SmtpTalk.send(client, gateway.smtp(), sender, recipient, "Demonstration");
        rows.add(new DemoRow(connector, "in from " + client.address() + " to " + recipient, sent.tls().map(Demo::words).orElse("none"),
                sent.tls().map(Demo::names).orElse(""), brief(sent.reply()), sent.reply().startsWith(expected) && client.overTls() == sent.tls().isPresent()));
    }

    private static String names(SSLSession session) {
        try {
            return session.getLocalCertificates() != null ? shown(session) : session.getPeerPrincipal().getName().replaceFirst("^CN=", "") + " (gateway)";
        } catch (SSLPeerUnverifiedException e) {
            return "";
        }
    }

    private static String shown(SSLSession session) {
        return DnsIdentity.of((X509Certificate) session.getLocalCertificates()[0]).stream().map(DnsIdentity::asString).collect(Collectors.joining(" ")) + " (client)";
    }

    /** What fits into a table; the log has all of it. */
    static String brief(String text) {
        return cut(text, WIDEST);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    private static String words(SSLSession session) {
        return session.getProtocol() + " " + session.getCipherSuite();
    }

    private void delivered(String connector, String route, SinkSmtpServer server) throws InterruptedException {
        boolean came = server.awaitMessages(1, PATIENCE);
        String attempt = awaitAttempt(connector);
        String reply = DeliveryLog.value(attempt, "reply");
        rows.add(row(connector, "out to " + route, attempt, reply, came && reply.startsWith("250") && server.handshakes() > 0));
    }

    /** Nothing may have been said but what leads to TLS, and the mail must still be there. */
    private void keptBack(String connector, String queue, SinkSmtpServer server) throws InterruptedException {
        String attempt = awaitAttempt(connector);
        boolean silent = server.messages() == 0 && !server.transcript().isEmpty() && server.transcript().stream()
                .allMatch(line -> line.startsWith("EHLO ") || line.equals("STARTTLS") || line.equals("QUIT"));
        boolean waits = until(() -> waiting(queue));
        String reason = DeliveryLog.value(attempt, "reason");
        rows.add(row(connector, "out by smart host " + DeliveryLog.value(attempt, "host"), attempt, "waits: " + reason.replaceFirst("^floor (\\w+) not reached: ", "$1: "), silent && waits && !reason.isEmpty()));
    }

    static DemoRow row(String connector, String route, String attempt, String reply, boolean expected) {
        String protocol = DeliveryLog.value(attempt, "protocol");
        String tls = protocol.isEmpty() ? "none" : protocol + " " + DeliveryLog.value(attempt, "cipher");
        return new DemoRow(connector, route, tls, cut(DeliveryLog.value(attempt, "names"), WIDEST_NAMES), brief(reply), expected);
    }

    private String awaitAttempt(String connector) throws InterruptedException {
        return log.await(line -> DeliveryLog.value(line, "connector").equals(connector) && !DeliveryLog.value(line, "address").isEmpty());
    }

    private boolean waiting(String queue) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + gateway.web() + "/mailQueues/" + queue))
                .header("Authorization", "Bearer " + token).timeout(PATIENCE).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200 && answer.body().contains("\"size\":1");
    }

    /** Whether it came true while there was patience. */
    static boolean until(Callable<Boolean> condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (condition.call()) {
                    return true;
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return false;
    }
}
