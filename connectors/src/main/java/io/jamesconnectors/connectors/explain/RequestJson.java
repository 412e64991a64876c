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
package io.jamesconnectors.connectors.explain;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

/** {@link ExplainRequest} as a JSON object. A member that is not known is an error: a misspelt one would be answered as if it were not there. */
public final class RequestJson {
    /** The longest text of a request, in characters. */
    public static final int MAX_LENGTH = 1024 * 1024;
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> TEXTS = Set.of("listener", "address", "tls", "certificate", "login", "xoorg", "sender", "message", "traceId", "helo");
    private static final Set<String> LISTS = Set.of("certificateNames", "recipients");
    private static final String SERVER_RELAYS = "serverRelays";
    private static final String ONLINE = "online";
    private static final Set<String> SWITCHES = Set.of(SERVER_RELAYS, ONLINE);

    private RequestJson() {
    }

    /** @throws BadRequest for what is no such object */
    public static ExplainRequest read(String text) throws BadRequest {
        if (text.length() > MAX_LENGTH) {
            throw new BadRequest("request: " + text.length() + " characters (expected: at most " + MAX_LENGTH + ")");
        }
        Map<String, String> texts = new HashMap<>();
        Map<String, List<String>> lists = new HashMap<>();
        Set<String> on = new HashSet<>();
        try (JsonParser json = JSON.createParser(text)) {
            expect(json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_NULL && (TEXTS.contains(name) || LISTS.contains(name) || SWITCHES.contains(name))) {
                    continue;
                }
                if (SWITCHES.contains(name) && value != null && value.isBoolean()) {
                    if (json.getBooleanValue()) {
                        on.add(name);
                    } else {
                        on.remove(name);
                    }
                } else if (TEXTS.contains(name)) {
                    expect(json, value, JsonToken.VALUE_STRING);
                    texts.put(name, json.getText());
                } else if (LISTS.contains(name)) {
                    lists.put(name, list(json, value));
                } else {
                    throw new BadRequest("request: a member '" + name + "' (expected: a known one, such as address, sender or recipients, of the right kind)");
                }
            }
            expect(json, json.currentToken(), JsonToken.END_OBJECT);
            if (json.nextToken() != null) {
                throw new BadRequest("request: something behind the JSON object (expected: nothing)");
            }
        } catch (JsonProcessingException e) {
            throw new BadRequest("request: no JSON: " + e.getOriginalMessage() + " (expected: one JSON object)");
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can't fail to be read", e);
        }
        return new ExplainRequest(text(texts, "listener"), text(texts, "address"), text(texts, "tls"), text(texts, "certificate"),
            lists.getOrDefault("certificateNames", List.of()), text(texts, "login"), text(texts, "xoorg"), on.contains(SERVER_RELAYS), Optional.ofNullable(texts.get("sender")),
            lists.getOrDefault("recipients", List.of()), text(texts, "message"), text(texts, "traceId"), on.contains(ONLINE));
    }

    /** As {@link #read} reads it. */
    public static String write(ExplainRequest request) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            write(json, "listener", request.listener());
            write(json, "address", request.address());
            write(json, "tls", request.tls());
            write(json, "certificate", request.certificate());
            write(json, "certificateNames", request.certificateNames());
            write(json, "login", request.login());
            write(json, "xoorg", request.xoorg());
            if (request.serverRelays()) {
                json.writeBooleanField(SERVER_RELAYS, true);
            }
            write(json, "sender", request.sender());
            write(json, "recipients", request.recipients());
            write(json, "message", request.message());
            write(json, "traceId", request.traceId());
            if (request.online()) {
                json.writeBooleanField(ONLINE, true);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can't fail to be written", e);
        }
        return text.toString();
    }

    private static List<String> list(JsonParser json, @Nullable JsonToken start) throws IOException, BadRequest {
        expect(json, start, JsonToken.START_ARRAY);
        List<String> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, json.currentToken(), JsonToken.VALUE_STRING);
            items.add(json.getText());
        }
        return items;
    }

    private static void expect(JsonParser json, @Nullable JsonToken token, JsonToken expected) throws IOException, BadRequest {
        if (token != expected) {
            String where = json.currentName() == null ? "request" : json.currentName();
            throw new BadRequest(where + ": " + (token == null ? "the end" : token.name()) + " (expected: " + expected.name() + ")");
        }
    }

    /** Empty where it is empty: a form sends empty fields. Not so the sender, which is empty for the null sender. */
    private static Optional<String> text(Map<String, String> texts, String name) {
        return Optional.ofNullable(texts.get(name)).filter(value -> !value.isBlank());
    }

    private static void write(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    private static void write(JsonGenerator json, String name, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
    }
}
