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
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import io.jamesconnectors.smtp.secret.Secret;
import io.jamesconnectors.smtp.wire.Printable;

/** The members of an endpoint's answer that matter (RFC 6749 §5.1, §5.2; Microsoft adds the ids). Others are passed over, however deep they nest. */
final class TokenJson implements AutoCloseable {
    /** The most octets of a token: more would not fit into a line of AUTH (RFC 4954 §4) with any user name. */
    static final int MAX_TOKEN = 8_192;
    private static final int MAX_TEXT = 4_000;
    private static final int MAX_ID = 80;

    private static final JsonFactory JSON = JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

    private @Nullable Secret accessToken;
    private @Nullable Secret refreshToken;
    private String tokenType = "";
    private long expiresIn = -1;
    private String error = "";
    private String description = "";
    private String traceId = "";
    private String correlationId = "";

    private TokenJson() {
    }

    /** @throws IOException when it is no JSON object, or a token in it is none; the message holds nothing of the text */
    static TokenJson read(byte[] body) throws IOException {
        TokenJson answer = new TokenJson();
        boolean whole = false;
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object (expected: one)");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.getCurrentName();
                JsonToken value = json.nextToken();
                if (value.isStructStart()) {
                    json.skipChildren();
                } else {
                    answer.take(name, json);
                }
            }
            whole = true;
            return answer;
        } catch (JsonProcessingException | RuntimeException e) {
            throw new IOException("no JSON (expected: a JSON object)", null);
        } finally {
            if (!whole) {
                answer.close();
            }
        }
    }

    private void take(String name, JsonParser json) throws IOException {
        switch (name) {
            case "access_token" -> accessToken = token(name, json);
            case "refresh_token" -> refreshToken = token(name, json);
            case "token_type" -> tokenType = text(json, MAX_ID);
            case "expires_in" -> expiresIn = seconds(text(json, MAX_ID));
            case "error" -> error = text(json, MAX_ID);
            case "error_description" -> description = text(json, MAX_TEXT);
            case "trace_id" -> traceId = Printable.of(text(json, MAX_ID));
            case "correlation_id" -> correlationId = Printable.of(text(json, MAX_ID));
            default -> {
            }
        }
    }

    private static Secret token(String name, JsonParser json) throws IOException {
        char[] characters = json.getTextCharacters();
        int offset = json.getTextOffset();
        int length = json.getTextLength();
        if (length < 1 || length > MAX_TOKEN) {
            throw new IOException(name + ": " + length + " characters (expected: 1 to " + MAX_TOKEN + ")");
        }
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            char c = characters[offset + i];
            if (c <= ' ' || c >= 0x7f) {
                Secret.wipe(octets);
                throw new IOException(name + ": holds more than visible ASCII (expected: RFC 6749 §A.12)");
            }
            octets[i] = (byte) c;
        }
        return Secret.of(octets);
    }

    private static String text(JsonParser json, int most) throws IOException {
        int length = Math.min(json.getTextLength(), most);
        return json.currentToken() == JsonToken.VALUE_NULL ? "" : new String(json.getTextCharacters(), json.getTextOffset(), length);
    }

    /** Some endpoints write the number in quotes. */
    private static long seconds(String text) {
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : -1;
    }

    Optional<Secret> accessToken() {
        return Optional.ofNullable(accessToken);
    }

    Optional<Secret> refreshToken() {
        return Optional.ofNullable(refreshToken);
    }

    String tokenType() {
        return tokenType;
    }

    /** -1 when it is no number, or not said. */
    long expiresIn() {
        return expiresIn;
    }

    String error() {
        return error;
    }

    String description() {
        return description;
    }

    String traceId() {
        return traceId;
    }

    String correlationId() {
        return correlationId;
    }

    @Override
    public void close() {
        accessToken().ifPresent(Secret::close);
        refreshToken().ifPresent(Secret::close);
    }
}
