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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.file.LiveConnectors;

/** What holds for all paths, in a James without authentication. */
@Timeout(120)
class WebGuardTest {
    private final LiveConnectors connectors;
    private final WebStand web;

    WebGuardTest(@TempDir Path directory) throws Exception {
        connectors = Configured.in(directory, Configured.DEVICES).open();
        web = new WebStand(RoutesOf.live(connectors));
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/connectors", "/connectors/status", "/connectors/openapi.json", "/connectors/named/Bank%20out", "/connectors/named/Nobody", "/connectors/nothing",
        "/connectors?limit=x"})
    void letsNobodyKeepAnAnswerOrTakeItForSomethingElse(String path) throws Exception {
        HttpResponse<String> response = web.send("GET", path, "");
        assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://elsewhere.test", "null", "https://127.0.0.1", "file://", "http://127.0.0.1.elsewhere.test", "%%", ""})
    void changesNothingForPagesOfOtherOrigins(String origin) throws Exception {
        HttpResponse<String> response = web.send("POST", "/connectors/named/Bank%20out/disable", "", "Origin", origin);
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(WebStand.json(response).get("message").asText()).contains("another origin");
        assertThat(connectors.current().connectors().outbound().get(0).enabled()).isTrue();
        assertThat(web.send("GET", "/connectors", "", "Origin", origin).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void answersNoFormAndNoImageOfAnotherSite(String site) throws Exception {
        assertThat(web.send("POST", "/connectors/reload", "", "Sec-Fetch-Site", site).statusCode()).isEqualTo(403);
        assertThat(web.send("GET", "/connectors", "", "Sec-Fetch-Site", site).statusCode()).isEqualTo(403);
    }

    @Test
    void answersItsOwnPageAndPrograms() throws Exception {
        String own = "http://127.0.0.1:" + web.port();
        assertThat(web.send("POST", "/connectors/reload", "", "Origin", own, "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(200);
        assertThat(web.send("GET", "/connectors", "", "Sec-Fetch-Site", "none").statusCode()).isEqualTo(200);
        assertThat(web.send("POST", "/connectors/reload", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "post", "DELETE"})
    void changesNothingByGetWhateverAHeaderSays(String method) throws Exception {
        HttpResponse<String> response = web.send("GET", "/connectors/named/Bank%20out/" + (method.equals("DELETE") ? "override" : "disable"), "", "X-HTTP-Method-Override", method);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(WebStand.json(response).get("message").asText()).contains("X-HTTP-Method-Override");
        assertThat(connectors.current().connectors().outbound().get(0).enabled()).isTrue();
        assertThat(connectors.current().overridden()).isEmpty();
    }

    @Test
    void takesNoBodyThatIsLargerThanAnythingThatIsRead() throws Exception {
        assertThat(statusLineOf("Content-Length: 999999999\r\n\r\nx")).isEqualTo("HTTP/1.1 413");
    }

    @Test
    void takesNoBodyWhoseEndNobodyKnows() throws Exception {
        assertThat(statusLineOf("Transfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n")).isEqualTo("HTTP/1.1 411");
    }

    private String statusLineOf(String restOfTheRequest) throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), web.port())) {
            client.setSoTimeout(60_000);
            OutputStream out = client.getOutputStream();
            out.write(("POST /connectors/reload HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + restOfTheRequest).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = client.getInputStream();
            return new String(in.readNBytes(12), StandardCharsets.US_ASCII);
        }
    }
}
