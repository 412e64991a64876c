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
package io.jamesconnectors.tls.revocation;

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

/**
 * Fetches something small by HTTP: within a time that counts from the first packet to the last octet, up to a size, without following redirects. Waits for
 * it: not for I/O threads.
 */
final class BoundedHttp {
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).build();
    private final Duration limit;

    BoundedHttp(Duration limit) {
        this.limit = limit;
    }

    /** @throws IOException when there is no answer of 200 with at most {@code maxBytes} within the time */
    byte[] get(URI place, int maxBytes) throws IOException {
        return fetch(HttpRequest.newBuilder(place).GET(), maxBytes);
    }

    /** As {@link #get}, with a question. */
    byte[] post(URI place, String contentType, byte[] question, int maxBytes) throws IOException {
        return fetch(HttpRequest.newBuilder(place).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofByteArray(question)), maxBytes);
    }

    private byte[] fetch(HttpRequest.Builder request, int maxBytes) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request.timeout(limit).build(), head -> new Body(head.statusCode() == OK ? maxBytes : 0));
        try {
            HttpResponse<byte[]> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != OK) {
                throw new IOException("HTTP: " + response.statusCode() + " (expected: 200)");
            }
            return response.body();
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
                    whole.completeExceptionally(new IOException("body: larger (expected: at most " + maxBytes + " octets of an answer of 200)"));
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
