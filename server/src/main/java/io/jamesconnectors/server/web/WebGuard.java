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
package io.jamesconnectors.server.web;

import java.net.URI;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import spark.Request;
import spark.Response;
import spark.Service;

/**
 * What holds for all paths of connectors.
 *
 * <ul>
 *   <li>A browser's page of another origin gets nothing and changes nothing. James answers {@code Access-Control-Allow-Origin: *} and allows every header that a
 *       page asks for, so without authentication any page that an administrator looks at could speak to the server. Browsers say where a page comes from
 *       ({@code Origin}, {@code Sec-Fetch-Site}); programs say nothing, and are not concerned. {@code cors.origin} of {@code webadmin.properties} names one other
 *       origin that is allowed.</li>
 *   <li>The method is the one of the request line. James's web server would take another one from a header, and a {@code GET} could change something, past
 *       whatever lets only {@code GET} through.</li>
 *   <li>No body is larger than {@value #LARGEST_BODY} bytes; each part reads less. One that does not say before how large it is (chunks) is not read.</li>
 *   <li>No answer is kept by a browser or a proxy, nor taken for something else than it says.</li>
 * </ul>
 */
public final class WebGuard {
    /** A saved message, of which only the header is read. */
    static final long LARGEST_BODY = 32L * 1024 * 1024;

    private static final String OTHER_METHOD = "X-HTTP-Method-Override";

    private WebGuard() {
    }

    /** Guards all paths of connectors; to be called before there are routes. */
    public static void guard(Service service) {
        service.before(WebPart.BASE_PATH, WebGuard::check);
        service.before(WebPart.BASE_PATH + "/*", WebGuard::check);
        service.afterAfter(WebPart.BASE_PATH, WebGuard::seal);
        service.afterAfter(WebPart.BASE_PATH + "/*", WebGuard::seal);
    }

    private static void check(Request request, Response response) {
        String site = request.headers("Sec-Fetch-Site");
        String origin = request.headers("Origin");
        boolean foreign = origin == null ? "cross-site".equals(site) || "same-site".equals(site)
            : !isOwn(origin, request.headers("Host"), response.raw().getHeader("Access-Control-Allow-Origin"));
        if (foreign) {
            throw WebError.forbidden("a web page of another origin asks for this (expected: a page of this server, or none)");
        }
        if (request.headers(OTHER_METHOD) != null) {
            throw WebError.badRequest(OTHER_METHOD + ": another method than that of the request (expected: none)");
        }
        long length = request.raw().getContentLengthLong();
        if (length > LARGEST_BODY) {
            throw WebError.tooLarge("body: " + length + " bytes (expected: at most " + LARGEST_BODY + ")");
        }
        if (length < 0 && request.headers("Transfer-Encoding") != null) {
            throw WebError.lengthRequired("body: of unknown length (expected: Content-Length)");
        }
    }

    /** @param allowed what James answers to all origins: {@code *}, or the one of its configuration */
    static boolean isOwn(String origin, @Nullable String host, @Nullable String allowed) {
        return host != null && authority(origin).filter(host::equalsIgnoreCase).isPresent() || !"*".equals(allowed) && origin.equals(allowed);
    }

    private static Optional<String> authority(String origin) {
        try {
            URI uri = URI.create(origin);
            return "http".equals(uri.getScheme()) || "https".equals(uri.getScheme()) ? Optional.ofNullable(uri.getAuthority()) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void seal(Request request, Response response) {
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Cache-Control", "no-store");
    }
}
