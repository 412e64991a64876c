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
package io.jamesconnectors.server.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

class HttpWebTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpWeb web = new HttpWeb(Duration.ofSeconds(30));
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void fetchesAnAnswerWhole() throws Exception {
        serve("/version/Worldwide", exchange -> {
            byte[] body = exchange.getRequestURI().getQuery().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        Web.Answer answer = web.get(at("/version/Worldwide?ClientRequestId=1"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("ClientRequestId=1");
        assertThat(answer.retryAfter()).isZero();
    }

    @Test
    void tellsHowLongTheServiceWantsToBeLeftInPeace() throws Exception {
        serve("/busy", exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "120");
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });
        assertThat(web.get(at("/busy"))).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.retryAfter()).isEqualTo(120);
        });
    }

    @Test
    void followsNoRedirect() throws Exception {
        AtomicInteger followed = new AtomicInteger();
        serve("/elsewhere", exchange -> followed.incrementAndGet());
        serve("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", at("/elsewhere").toString());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        assertThat(web.get(at("/moved")).status()).isEqualTo(302);
        assertThat(followed).hasValue(0);
    }

    @Test
    void takesNoMoreThanEightMebibytes() throws Exception {
        serve("/large", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[64 * 1024];
            try (OutputStream out = exchange.getResponseBody()) {
                for (long sent = 0; sent <= 4L * HttpWeb.MAX_BYTES; sent += block.length) {
                    out.write(block);
                }
            }
        });
        assertThatThrownBy(() -> web.get(at("/large"))).isInstanceOf(IOException.class).hasMessageContaining("the answer is larger than 8388608 bytes");
    }

    @Test
    void givesUpAnAnswerThatNeverBegins() {
        serve("/silent", exchange -> await());
        assertThatThrownBy(() -> new HttpWeb(Duration.ofMillis(300)).get(at("/silent"))).isInstanceOf(IOException.class);
    }

    @Test
    void givesUpAnAnswerThatNeverEnds() {
        serve("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('[');
            exchange.getResponseBody().flush();
            await();
        });
        assertThatThrownBy(() -> new HttpWeb(Duration.ofMillis(300)).get(at("/endless"))).isInstanceOf(IOException.class);
    }

    @Test
    void saysWhenNobodyListens() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThatThrownBy(() -> web.get(URI.create("http://127.0.0.1:" + port + "/")))
            .isInstanceOf(IOException.class).hasMessageContaining("ConnectException");
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
