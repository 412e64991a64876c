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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.jamesconnectors.tls.http.ModernTls;

/**
 * Fetches over HTTP, through the proxy of the Java system properties where there is one. A redirect is not followed, so nobody but the host that the
 * administrator named is ever asked.
 */
final class HttpWeb implements Web {
    /** The largest answer that is taken, in bytes. */
    static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

    private final Duration timeout;

    /** @param timeout how long one answer may take from first to last byte */
    HttpWeb(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public Answer get(URI address) throws IOException, InterruptedException {
        // one per request: it is asked about once an hour, and holds threads and connections
        HttpClient client = ModernTls.in(HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).followRedirects(HttpClient.Redirect.NEVER)).build();
        HttpRequest request = HttpRequest.newBuilder(address)
            .header("Accept", "application/json")
            .header("User-Agent", "james-connectors")
            .timeout(timeout)
            .build();
        CompletableFuture<HttpResponse<byte[]>> coming = client.sendAsync(request, head -> new BoundedBody(MAX_BYTES));
        try {
            HttpResponse<byte[]> response = coming.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), retryAfter(response), response.body());
        } catch (ExecutionException e) {
            throw new IOException(said(e.getCause() == null ? e : e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + timeout.toSeconds() + " s", e);
        } finally {
            coming.cancel(true);
        }
    }

    private static String said(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private static long retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").filter(value -> value.matches("[0-9]{1,9}")).map(Long::valueOf).orElse(0L);
    }
}
