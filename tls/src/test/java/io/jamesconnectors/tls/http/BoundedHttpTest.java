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
package io.jamesconnectors.tls.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

class BoundedHttpTest {
    private final BoundedHttp http = new BoundedHttp(Duration.ofSeconds(20));
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    BoundedHttpTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void fetches() throws Exception {
        assertThat(http.get(serve(200, "a list".getBytes(US_ASCII)), 100)).asString(US_ASCII).isEqualTo("a list");
    }

    @Test
    void takesAsMuchAsTheLimitAndNoMore() throws Exception {
        URI place = serve(200, new byte[100_000]);

        assertThat(http.get(place, 100_000)).hasSize(100_000);
        assertThatIOException().isThrownBy(() -> http.get(place, 99_999)).withMessageContaining("larger (expected: at most 99999 octets");
    }

    @Test
    void takesNothingButSuccess() {
        URI place = serve(404, new byte[0]);

        assertThatIOException().isThrownBy(() -> http.get(place, 100)).withMessage("HTTP: 404 (expected: 200)");
    }

    @Test
    void followsNobodyElsewhere() {
        URI elsewhere = serve(200, new byte[1]);
        URI place = serve(exchange -> {
            exchange.getResponseHeaders().set("Location", elsewhere.toString());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });

        assertThatIOException().isThrownBy(() -> http.get(place, 100)).withMessage("HTTP: 302 (expected: 200)");
    }

    @Test
    void givesUpOnAnAnswerThatNeverEnds() {
        URI place = serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await();
        });

        assertThatIOException().isThrownBy(() -> new BoundedHttp(Duration.ofMillis(300)).get(place, 100)).withMessageStartingWith("HTTP: no whole answer within PT0.3S");
    }

    @Test
    void givesUpOnSilence() {
        URI place = serve(exchange -> await());

        assertThatIOException().isThrownBy(() -> new BoundedHttp(Duration.ofMillis(300)).get(place, 100)).withMessageStartingWith("HTTP: ");
    }

    @Test
    void saysWhenNobodyIsThere() throws Exception {
        URI place;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            place = URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/");
        }

        assertThatIOException().isThrownBy(() -> http.get(place, 100)).withMessageContaining("ConnectException");
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI serve(int status, byte[] body) {
        return serve(exchange -> {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private URI serve(HttpHandler handler) {
        String path = "/" + System.identityHashCode(handler);
        server.createContext(path, handler);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
