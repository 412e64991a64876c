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
package io.jamesconnectors.it.page;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Speaks the DevTools protocol of Chromium: commands with their answers, and the events so far. */
final class DevTools implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger last = new AtomicInteger();
    private final WebSocket socket;

    private DevTools(URI address) {
        this.socket = HttpClient.newHttpClient().newWebSocketBuilder().connectTimeout(PATIENCE).buildAsync(address, new Listener()).join();
    }

    static DevTools connect(URI address) {
        return new DevTools(address);
    }

    /** Sends a command, to the tab of this session where one is given, and waits for its answer. */
    JsonNode send(@Nullable String session, String method, Map<String, ?> parameters) throws InterruptedException {
        int id = last.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        if (session != null) {
            command.put("sessionId", session);
        }
        command.set("params", JSON.valueToTree(parameters));
        try {
            socket.sendText(JSON.writeValueAsString(command), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            JsonNode got = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (got.has("error")) {
                throw new AssertionError(method + ": " + got.get("error"));
            }
            return got.path("result");
        } catch (ExecutionException | TimeoutException | JsonProcessingException e) {
            throw new AssertionError(method + ": no answer of the browser", e);
        }
    }

    /** The events of this name so far. */
    List<JsonNode> events(String method) {
        return events.stream().filter(event -> event.path("method").asText().equals(method)).map(event -> event.path("params")).toList();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private void took(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            CompletableFuture<JsonNode> answer = message.has("id") ? asked.remove(message.get("id").asInt()) : null;
            if (answer != null) {
                answer.complete(message);
            } else {
                events.add(message);
            }
        } catch (JsonProcessingException e) {
            gone(e);
        }
    }

    private void gone(Throwable why) {
        asked.values().forEach(answer -> answer.completeExceptionally(why));
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean whole) {
            part.append(data);
            if (whole) {
                took(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            gone(new IllegalStateException("the browser has closed the connection: " + status + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable problem) {
            gone(problem);
        }
    }
}
