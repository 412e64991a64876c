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
package io.jamesconnectors.smtp.oauth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;

import javax.net.ssl.SSLContext;

import io.jamesconnectors.tls.http.BoundedHttp;

/** Posts by HTTP, follows no redirect, and waits no longer than half a minute for the whole answer. */
final class HttpTransport implements TokenTransport {
    /** The most octets of an answer. */
    static final int MAX_BODY = 1024 * 1024;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final BoundedHttp http;

    HttpTransport() {
        this(LIMIT);
    }

    /** @param trust says which servers have proved themselves */
    HttpTransport(SSLContext trust) {
        this.http = new BoundedHttp(LIMIT, trust);
    }

    /** @param limit how long the whole answer may take */
    HttpTransport(Duration limit) {
        this.http = new BoundedHttp(limit);
    }

    @Override
    public Answer post(URI endpoint, byte[] form) throws IOException {
        HttpResponse<byte[]> response = http.exchange(HttpRequest.newBuilder(endpoint).header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(form)), MAX_BODY);
        String type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return new Answer(response.statusCode(), type, response.headers().firstValue("Retry-After"), response.body());
    }
}
