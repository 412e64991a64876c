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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import com.sun.net.httpserver.HttpExchange;

import io.jamesconnectors.testing.TestCertificate;

/**
 * The token endpoint: {@code https://login.microsoftonline.com/TENANT/oauth2/v2.0/token}, over HTTPS or, for clients that are told so, HTTP.
 * It can be told to be down, to be slow, or to answer with something else.
 */
public final class TokenEndpoint implements AutoCloseable {
    private static final int MAX_REQUEST = 65_536;
    private static final String PATH = "/oauth2/v2.0/token";

    private final TokenDesk desk;
    private final TokenStore store;
    private final TokenSwitches switches;
    private final InstantSource clock;
    private final Office365Record record;
    private final TokenListener listener;
    private final Queue<TokenAnswer> planned = new ConcurrentLinkedQueue<>();
    private final Semaphore arrived = new Semaphore(0);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile @Nullable TokenAnswer always;

    TokenEndpoint(TokenDesk desk, TokenStore store, TokenSwitches switches, InstantSource clock, Office365Record record,
            Optional<TestCertificate> certificate) {
        this.desk = desk;
        this.store = store;
        this.switches = switches;
        this.clock = clock;
        this.record = record;
        this.listener = new TokenListener(certificate, this::serve);
    }

    /** Where tokens of this tenant are. The name of the host is {@code localhost}, and the certificate carries it. */
    public URI uri(String tenant) {
        return authority().resolve("/" + tenant + PATH);
    }

    /** Where the login host of a cloud would be. */
    public URI authority() {
        return URI.create(listener.scheme() + "://localhost:" + listener.port());
    }

    /** What is decided here. */
    public TokenSwitches switches() {
        return switches;
    }

    /** Refuses all connections from now on, and cuts those that are open. */
    public void down() {
        listener.down();
    }

    /** Takes connections again, on the same port. */
    public void up() {
        listener.up();
    }

    /** Requests that come from now on wait for {@link #release}. */
    public synchronized void hold() {
        if (gate.getCount() == 0) {
            gate = new CountDownLatch(1);
        }
    }

    /** Lets all that wait go on. */
    public void release() {
        gate.countDown();
    }

    /** Answers every request so, whatever it is, until {@link #answerAsUsual}. */
    public void answerAlways(TokenAnswer answer) {
        always = answer;
    }

    /** Answers the next {@code count} requests so, whatever they are. */
    public void answerNext(TokenAnswer answer, int count) {
        for (int i = 0; i < count; i++) {
            planned.add(answer);
        }
    }

    /** Answers the next {@code count} requests with this error. */
    public void failNext(AadError error, int count) {
        answerNext(TokenAnswer.error(error, clock.instant()), count);
    }

    /** Ends what {@link #answerAlways} and {@link #answerNext} began. */
    public void answerAsUsual() {
        always = null;
        planned.clear();
    }

    /** Waits until one more request is there than this method has waited for before. */
    public void awaitRequest() throws InterruptedException {
        if (!arrived.tryAcquire(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("requests: none (expected: another one within 60 seconds)");
        }
    }

    /** An access token of an app, as if it had asked for it; not counted. */
    public String accessToken(App app) {
        return store.issueAccess(app, Optional.empty(), switches.accessLifetime());
    }

    /** A refresh token, as if the user had just logged in and consented. */
    public String refreshToken(App app, Mailbox user) {
        return store.issueRefresh(app, user, switches.refreshLifetime());
    }

    /** A refresh token is good no longer. */
    public void revokeRefreshToken(String token) {
        store.revokeRefresh(token);
    }

    /** All access tokens issued so far are good no longer, although their time is not over. */
    public void revokeAccessTokens() {
        store.revokeAccess();
    }

    @Override
    public void close() {
        release();
        listener.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_REQUEST);
            arrived.release();
            gate.await();
            String path = exchange.getRequestURI().getPath();
            String tenant = path.endsWith(PATH) && path.length() > PATH.length() ? path.substring(1, path.length() - PATH.length()) : "";
            Optional<TokenRequest> request = exchange.getRequestMethod().equals("POST") && !tenant.isEmpty()
                ? TokenRequest.parse(tenant, new String(body, StandardCharsets.UTF_8))
                : Optional.empty();
            String identity = request.map(desk::identity).orElse("");
            Optional<TokenAnswer> instead = Optional.ofNullable(planned.poll()).or(() -> Optional.ofNullable(always));
            TokenAnswer answer = instead.orElseGet(() -> answer(request));
            record.answered(new TokenFetch(clock.instant(), tenant, identity, request.map(TokenRequest::grant).orElse(""), answer.status(), answer.error(),
                instead.isEmpty() && answer.status() == 200));
            send(exchange, answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TokenAnswer answer(Optional<TokenRequest> request) {
        return request
            .map(form -> desk.answer(form, List.of(authority() + "/" + form.tenant() + PATH, authority() + "/" + form.tenant() + "/v2.0")))
            .orElseGet(() -> TokenAnswer.error(AadError.malformed(), clock.instant()));
    }

    private static void send(HttpExchange exchange, TokenAnswer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "no-store, no-cache");
        answer.retryAfter().ifPresent(seconds -> exchange.getResponseHeaders().set("Retry-After", Integer.toString(seconds)));
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }
}
