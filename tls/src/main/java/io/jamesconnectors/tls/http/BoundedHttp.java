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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntUnaryOperator;

import javax.net.ssl.SSLContext;

/**
 * Fetches something small by HTTP: within a time that counts from the first packet to the last octet, up to a size, without following redirects. Waits for
 * it: not for I/O threads. Over TLS 1.2 or newer.
 */
public final class BoundedHttp {
    private static final int OK = 200;

    private final HttpClient client;
    private final Duration limit;

    /** Servers prove themselves by the trust store of this Java. */
    public BoundedHttp(Duration limit) {
        this(limit, newClient());
    }

    /** @param trust says which servers have proved themselves */
    public BoundedHttp(Duration limit, SSLContext trust) {
        this(limit, newClient().sslContext(trust));
    }

    private BoundedHttp(Duration limit, HttpClient.Builder client) {
        this.limit = limit;
        this.client = client.build();
    }

    private static HttpClient.Builder newClient() {
        return ModernTls.in(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER));
    }

    /** @throws IOException when there is no answer of 200 with at most {@code maxBytes} within the time */
    public byte[] get(URI place, int maxBytes) throws IOException {
        return fetch(HttpRequest.newBuilder(place).GET(), maxBytes);
    }

    /** As {@link #get}, with a question. */
    public byte[] post(URI place, String contentType, byte[] question, int maxBytes) throws IOException {
        return fetch(HttpRequest.newBuilder(place).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofByteArray(question)), maxBytes);
    }

    /**
     * Asks anything, and takes any status for an answer.
     *
     * @throws IOException when there is no answer of at most {@code maxBytes} within the time
     */
    public HttpResponse<byte[]> exchange(HttpRequest.Builder request, int maxBytes) throws IOException {
        return exchange(request, status -> maxBytes);
    }

    private byte[] fetch(HttpRequest.Builder request, int maxBytes) throws IOException {
        HttpResponse<byte[]> response = exchange(request, status -> status == OK ? maxBytes : 0);
        if (response.statusCode() != OK) {
            throw new IOException("HTTP: " + response.statusCode() + " (expected: 200)");
        }
        return response.body();
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder request, IntUnaryOperator maxBytes) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request.timeout(limit).build(), head -> new Body(maxBytes.applyAsInt(head.statusCode())));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("HTTP: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException("HTTP: no whole answer within " + limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("HTTP: stopped");
        } finally {
            answer.cancel(true);
        }
    }

    /** Collects a body until it is too large. */
    private static final class Body implements BodySubscriber<byte[]> {
        private final int maxBytes;
        private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private final CompletableFuture<Flow.Subscription> source = new CompletableFuture<>();

        Body(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return whole;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source.complete(subscription);
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                if (collected.size() + part.remaining() > maxBytes) {
                    source.thenAccept(Flow.Subscription::cancel);
                    whole.completeExceptionally(new IOException("body: larger (expected: at most " + maxBytes + " octets)"));
                    return;
                }
                byte[] bytes = new byte[part.remaining()];
                part.get(bytes);
                collected.writeBytes(bytes);
            }
        }

        @Override
        public void onError(Throwable cause) {
            whole.completeExceptionally(cause);
        }

        @Override
        public void onComplete() {
            whole.complete(collected.toByteArray());
        }
    }
}
