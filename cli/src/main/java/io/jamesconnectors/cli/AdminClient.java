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
package io.jamesconnectors.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * Asks the web administration of a running server. Follows no redirection, which could lead the token elsewhere. Answers are read up to
 * {@value #MOST_BYTES} bytes.
 */
final class AdminClient {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final int MOST_QUOTED = 300;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY).build();
    private final URI base;
    private final Optional<String> token;

    /**
     * An answer of the server.
     *
     * @param status of HTTP
     * @param body empty where there was none
     */
    record Answer(int status, String body) {
        boolean isGood() {
            return status / 100 == 2;
        }

        /** @throws AdminFailure when it is none, as from another server than ours */
        JsonNode json() throws AdminFailure {
            try {
                return body.isEmpty() ? MissingNode.getInstance() : MAPPER.readTree(body);
            } catch (JsonProcessingException e) {
                throw new AdminFailure(ExitCodes.ERRORS, "the server answered " + status + " and no JSON (expected: the web administration of a James with connectors)");
            }
        }
    }

    /** @param token empty for a server that asks nobody */
    AdminClient(URI base, Optional<String> token) {
        this.base = base;
        this.token = token;
    }

    /** What stands at {@code path}, such as {@code /connectors/status}; the answer is good. */
    JsonNode get(String path) throws AdminFailure, InterruptedException {
        return good(ask("GET", path, Optional.empty())).json();
    }

    /** The text at {@code path}; the answer is good. */
    String text(String path) throws AdminFailure, InterruptedException {
        return good(ask("GET", path, Optional.empty())).body();
    }

    /** Has the server do something; the answer is good. */
    JsonNode post(String path) throws AdminFailure, InterruptedException {
        return good(ask("POST", path, Optional.empty())).json();
    }

    /** Has the server do something with {@code body}; the answer is good. */
    JsonNode post(String path, JsonNode body) throws AdminFailure, InterruptedException {
        return good(ask("POST", path, Optional.of(body))).json();
    }

    /** Has the server do something with {@code body}, and a header of ours; the answer is good. */
    JsonNode post(String path, JsonNode body, Map<String, String> headers) throws AdminFailure, InterruptedException {
        return good(ask("POST", path, Optional.of(body), headers)).json();
    }

    /**
     * Asks, and gives every answer but those that say that we may not ask.
     *
     * @throws AdminFailure when there is no answer, or none for us
     */
    Answer ask(String method, String path, Optional<JsonNode> body) throws AdminFailure, InterruptedException {
        return ask(method, path, body, Map.of());
    }

    private Answer ask(String method, String path, Optional<JsonNode> body, Map<String, String> headers) throws AdminFailure, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER).header("Accept", "application/json, text/plain;q=0.9, */*;q=0.8")
            .method(method, body.map(json -> HttpRequest.BodyPublishers.ofString(json.toString())).orElseGet(HttpRequest.BodyPublishers::noBody));
        if (!method.equals("GET")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            return allowed(new Answer(response.statusCode(), read(response.body())));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new AdminFailure(ExitCodes.UNAVAILABLE, "no server answers at " + base + " (expected: a running one; --url says where)");
        } catch (HttpTimeoutException e) {
            throw new AdminFailure(ExitCodes.UNAVAILABLE, "the server at " + base + " did not answer within " + ANSWER.toSeconds() + " s");
        } catch (IOException e) {
            throw new AdminFailure(ExitCodes.UNAVAILABLE, "the server at " + base + " can't be asked: " + shown(String.valueOf(e.getMessage())));
        }
    }

    /** Text of others, fit for a terminal. */
    static String shown(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
        return clean.length() <= MOST_QUOTED ? clean : clean.substring(0, MOST_QUOTED) + "...";
    }

    /**
     * The same answer.
     *
     * @throws AdminFailure when it is not good, with what the server says about it; parameters of its paths are options of ours
     */
    static Answer good(Answer answer) throws AdminFailure {
        if (answer.isGood()) {
            return answer;
        }
        JsonNode error = answer.json();
        String message = error.path("message").asText("").replace("?direction=", "--direction ");
        throw new AdminFailure(ExitCodes.ERRORS, message.isEmpty() ? "the server answered " + answer.status()
            : shown(message) + (error.path("details").asText("").isEmpty() ? "" : ": " + shown(error.path("details").asText())));
    }

    private Answer allowed(Answer answer) throws AdminFailure {
        if (answer.status() == 401 || answer.status() == 403) {
            throw new AdminFailure(ExitCodes.NO_PERMISSION, token.isPresent() ? "the server at " + base + " does not accept the token"
                : "the server at " + base + " asks for a token (expected: --token-file, or " + ServerOptions.TOKEN + " in the environment)");
        }
        return answer;
    }

    private static String read(InputStream body) throws IOException {
        try (body) {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
