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

import java.util.Locale;

import org.apache.james.webadmin.authentication.AuthenticationFilter;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import spark.Request;
import spark.Response;
import spark.Spark;

/**
 * Lets only those administer who send {@code Authorization: Bearer TOKEN}. A web page of another origin is turned away whatever it sends:
 * a browser must not become the tool of a stranger.
 */
final class TokenFilter implements AuthenticationFilter {
    private static final Logger LOGGER = LoggerFactory.getLogger(TokenFilter.class);
    private static final String BEARER = "bearer ";
    private static final int MOST_SHOWN = 200;

    private final TokenHash expected;
    private final String ownOrigin;

    TokenFilter(TokenHash expected, String ownOrigin) {
        this.expected = expected;
        this.ownOrigin = ownOrigin;
    }

    @Override
    public void handle(Request request, Response response) {
        String origin = request.headers("Origin");
        if (origin != null && !isOwn(origin, request.headers("Host"))) {
            LOGGER.warn("web administration: a page of another origin was turned away, from {}", request.ip());
            throw Spark.halt(HttpStatus.FORBIDDEN_403, "{\"statusCode\":403,\"type\":\"InvalidArgument\",\"message\":\"Not from another origin\"}");
        }
        String authorization = request.headers("Authorization");
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                || !expected.matches(authorization.substring(BEARER.length()).strip())) {
            LOGGER.warn("web administration: {} {} without the right token, from {}", printable(request.requestMethod()), printable(request.pathInfo()), request.ip());
            response.header("WWW-Authenticate", "Bearer");
            throw Spark.halt(HttpStatus.UNAUTHORIZED_401, "{\"statusCode\":401,\"type\":\"InvalidArgument\",\"message\":\"Token missing or wrong\"}");
        }
        request.attribute(LOGIN, "admin");
    }

    /** A browser that came here by another name (a name of this machine, a proxy) names that as origin and as host alike. */
    boolean isOwn(String origin, @Nullable String host) {
        return origin.equals(ownOrigin) || host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
    }

    /** What a stranger has sent, fit for a line of the log and for a terminal. */
    static String printable(String text) {
        String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
        return shown.replaceAll("[^!-~]", "?");
    }
}
