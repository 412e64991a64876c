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
package io.jamesconnectors.testing.office365;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the token endpoint says over HTTP.
 *
 * @param status the HTTP status
 * @param contentType of the body
 * @param retryAfter seconds in {@code Retry-After}; empty for no such field
 * @param error such as {@code AADSTS7000215}; empty where there is none
 * @param body the bytes as they go out
 */
public record TokenAnswer(int status, String contentType, Optional<Integer> retryAfter, String error, byte[] body) {
    private static final String JSON = "application/json; charset=utf-8";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    /** A page, with status 200, as a proxy with a log-in form sends it. */
    public static TokenAnswer html() {
        return of(200, "text/html", "<!DOCTYPE html><html><body>Please log in to the network</body></html>");
    }

    /** Ten million bytes of JSON that does not end, with status 200. */
    public static TokenAnswer huge() {
        return of(200, JSON, "{\"access_token\":\"" + "a".repeat(10_000_000));
    }

    /** 429 with the seconds in {@code Retry-After}. */
    public static TokenAnswer tooManyRequests(int retryAfter) {
        return new TokenAnswer(429, JSON, Optional.of(retryAfter), "", "{\"error\":\"temporarily_unavailable\"}".getBytes(StandardCharsets.UTF_8));
    }

    /** 503 with the seconds in {@code Retry-After}. */
    public static TokenAnswer unavailable(int retryAfter) {
        return new TokenAnswer(503, "text/plain", Optional.of(retryAfter), "", "Service unavailable".getBytes(StandardCharsets.UTF_8));
    }

    /** Any answer. */
    public static TokenAnswer of(int status, String contentType, String body) {
        return new TokenAnswer(status, contentType, Optional.empty(), "", body.getBytes(StandardCharsets.UTF_8));
    }

    /** An error in the JSON of Microsoft, "Microsoft Entra authentication and authorization error codes". */
    public static TokenAnswer error(AadError error, Instant now) {
        String trace = UUID.randomUUID().toString();
        String correlation = UUID.randomUUID().toString();
        String timestamp = TIMESTAMP.format(now);
        ObjectNode json = MAPPER.createObjectNode();
        json.put("error", error.error());
        json.put("error_description", "AADSTS" + error.code() + ": " + error.text() + " Trace ID: " + trace + " Correlation ID: " + correlation
            + " Timestamp: " + timestamp);
        json.putArray("error_codes").add(error.code());
        json.put("timestamp", timestamp);
        json.put("trace_id", trace);
        json.put("correlation_id", correlation);
        json.put("error_uri", "https://login.microsoftonline.com/error?code=" + error.code());
        return new TokenAnswer(error.status(), JSON, Optional.empty(), "AADSTS" + error.code(), bytes(json));
    }

    /** A token (RFC 6749 §5.1). */
    static TokenAnswer token(String access, long seconds, Optional<String> refresh, Optional<String> scope) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("token_type", "Bearer");
        scope.ifPresent(value -> json.put("scope", value));
        json.put("expires_in", seconds);
        json.put("ext_expires_in", seconds);
        json.put("access_token", access);
        refresh.ifPresent(value -> json.put("refresh_token", value));
        return new TokenAnswer(200, JSON, Optional.empty(), "", bytes(json));
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "answer " + status + " " + error;
    }
}
