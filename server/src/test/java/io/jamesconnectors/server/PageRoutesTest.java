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
package io.jamesconnectors.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;

import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.webadmin.WebAdminConfiguration;
import org.apache.james.webadmin.WebAdminServer;
import org.apache.james.webadmin.authentication.AuthenticationFilter;
import org.apache.james.webadmin.authentication.NoAuthenticationFilter;
import org.apache.james.webadmin.mdc.LoggingRequestFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jspecify.annotations.Nullable;

import spark.Spark;

/** The page in James's own web administration, over HTTP. */
class PageRoutesTest {
    private static final AuthenticationFilter LETS_NOBODY_IN = (request, response) -> {
        throw Spark.halt(401);
    };

    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable WebAdminServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.destroy();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/connectors-page, text/html;charset=utf-8",
        "/connectors-page/page.css, text/css;charset=utf-8",
        "/connectors-page/page.js, text/javascript;charset=utf-8",
        "/connectors-page/icon.svg, image/svg+xml;charset=utf-8"})
    void everybodyReadsTheShellWhoeverMayAdminister(String path, String type) throws Exception {
        start(LETS_NOBODY_IN);

        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("").replace(" ", "")).isEqualToIgnoringCase(type);
    }

    @Test
    void tellsTheBrowserToRunNoScriptButOursAndToLoadNothingFromElsewhere() throws Exception {
        start(LETS_NOBODY_IN);

        HttpResponse<String> answer = get("/connectors-page");

        String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
        assertThat(policy.split("; ")).contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'",
            "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'");
        assertThat(policy).doesNotContain("unsafe").doesNotContain("data:").doesNotContain("*");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    }

    @Test
    void hasNoScriptOrStyleInItsMarkupAndNamesNoOtherServer() throws Exception {
        start(LETS_NOBODY_IN);

        String page = get("/connectors-page").body();

        assertThat(Pattern.compile("<script(?![^>]*\\ssrc=\"connectors-page/)|<style|\\sstyle=|\\son[a-z]+=|javascript:", Pattern.CASE_INSENSITIVE).matcher(page).results()).isEmpty();
        assertThat(Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(page).results().map(found -> found.group(1))).allMatch(target -> target.startsWith("connectors-page/"));
    }

    @Test
    void itsScriptNeverMakesMarkupOfText() throws Exception {
        start(LETS_NOBODY_IN);

        assertThat(get("/connectors-page/page.js").body().lines().filter(line -> !line.startsWith(" *"))).noneMatch(line ->
            Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function|srcdoc|localStorage|DOMParser").matcher(line).find());
    }

    @Test
    void sendsNothingAgainToWhoHasTheSameFile() throws Exception {
        start(LETS_NOBODY_IN);
        String tag = get("/connectors-page/page.js").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = get("/connectors-page/page.js", "If-None-Match", tag);
        HttpResponse<String> other = get("/connectors-page/page.js", "If-None-Match", "\"0123\"");

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void asksForATokenOnlyWhereJamesAuthenticates() throws Exception {
        start(LETS_NOBODY_IN);
        assertThat(get("/connectors-page").body()).contains("data-signin=\"required\"");
        stop();

        start(new NoAuthenticationFilter());
        assertThat(get("/connectors-page").body()).contains("data-signin=\"none\"").doesNotContain("required\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/connectors-page/", "/connectors-page/page.html", "/connectors-page/../PageRoutes.class", "/connectors-page/%2e%2e/PageRoutes.class", "/connectors-page/PageRoutes.class"})
    void servesNothingElse(String path) throws Exception {
        start(LETS_NOBODY_IN);

        assertThat(get(path).statusCode()).isIn(400, 404);
    }

    private void start(AuthenticationFilter authentication) {
        server = new WebAdminServer(WebAdminConfiguration.TEST_CONFIGURATION, List.of(new PageRoutes(authentication)), authentication, new RecordingMetricFactory(),
                LoggingRequestFilter.create()) {
        };
        server.start();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + requireNonNull(server).getPort().getValue() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
