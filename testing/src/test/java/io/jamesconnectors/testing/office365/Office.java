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
package io.jamesconnectors.testing.office365;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.testing.SmtpDialogue;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/** A simulator with one tenant, contoso.com, its printer and its app, and a plain client for each of its endpoints. */
final class Office implements AutoCloseable {
    static final TestCa CA = TestCa.create();
    static final String PASSWORD = "correct horse";
    static final String SECRET = "app~secret+value/1";

    final MutableClock clock = MutableClock.at(Instant.now());
    final Office365Simulator simulator = Office365Simulator.start(CA, clock);
    final Tenant contoso = simulator.tenant("contoso").authoritative("contoso.com");
    final Mailbox printer = contoso.mailbox("printer@contoso.com").password(PASSWORD);
    final App app = contoso.app("11111111-2222-3333-4444-555555555555").secret(SECRET, clock.instant().plus(Duration.ofDays(180))).mayTrySending();

    Office() {
        printer.permit(app);
    }

    /** Connected to client submission, up to EHLO over TLS. */
    SmtpDialogue secured() throws Exception {
        return secured(simulator.submission(), CA.client("nobody"));
    }

    /** Connected to the MX endpoint, up to EHLO over TLS, with this certificate. */
    SmtpDialogue securedMx(TestCertificate certificate) throws Exception {
        return secured(simulator.mx(), certificate);
    }

    /** Logged in to client submission as this mailbox. */
    SmtpDialogue loggedIn(Mailbox mailbox) throws Exception {
        SmtpDialogue client = secured();
        client.say("AUTH XOAUTH2 " + xoauth2(mailbox.address(), simulator.tokens().accessToken(app)));
        return client;
    }

    /** The reply to a login as the printer with a new token. */
    String login() throws Exception {
        return login(simulator.tokens().accessToken(app));
    }

    /** The reply to a login as the printer with this token. */
    String login(String token) throws Exception {
        try (SmtpDialogue client = secured()) {
            return client.say("AUTH XOAUTH2 " + xoauth2(printer.address(), token));
        }
    }

    SmtpDialogue plain(SmtpEndpoint endpoint) throws IOException {
        SmtpDialogue client = new SmtpDialogue(endpoint.host(), endpoint.port());
        client.reply();
        client.say("EHLO device.contoso.com");
        return client;
    }

    /** Posts a form to the token endpoint of a tenant. */
    static HttpResponse<String> post(Office365Simulator simulator, String tenant, String... namesAndValues) throws Exception {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.add(namesAndValues[i] + "=" + URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        HttpRequest request = HttpRequest.newBuilder(simulator.tokens().uri(tenant)).timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs))).build();
        return HttpClient.newBuilder().sslContext(SmtpDialogue.trusting(CA)).version(HttpClient.Version.HTTP_1_1).build()
            .send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> fetch() throws Exception {
        return fetch(SECRET);
    }

    HttpResponse<String> fetch(String secret) throws Exception {
        return post(simulator, "contoso", "grant_type", "client_credentials", "client_id", app.clientId(), "client_secret", secret,
            "scope", "https://outlook.office365.com/.default");
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    static String xoauth2(String user, String token) {
        return base64("user=" + user + "\u0001auth=Bearer " + token + "\u0001\u0001");
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a message in one go and returns the reply to its end, or the first refusal before. */
    static String send(SmtpDialogue client, String sender, String header, String... recipients) throws IOException {
        String reply = client.say("MAIL FROM:<" + sender + ">");
        for (String recipient : recipients) {
            if (reply.startsWith("2")) {
                reply = client.say("RCPT TO:<" + recipient + ">");
            }
        }
        if (reply.startsWith("2")) {
            client.say("DATA");
            return client.send(header, "", "Hello", ".").reply();
        }
        client.say("RSET");
        return reply;
    }

    private static SmtpDialogue secured(SmtpEndpoint endpoint, TestCertificate certificate) throws Exception {
        SmtpDialogue client = new SmtpDialogue(endpoint.host(), endpoint.port());
        client.reply();
        client.say("EHLO device.contoso.com");
        client.say("STARTTLS");
        client.startTls(certificate.sslContextForAnyPeer());
        client.say("EHLO device.contoso.com");
        return client;
    }

    @Override
    public void close() {
        simulator.close();
    }
}
