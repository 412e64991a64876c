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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A tab of the browser: what somebody who uses the page does there and sees. */
final class Tab {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MOST_TABS = 80;
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final List<Integer> WIDTHS = List.of(1280, 390);
    /** Runs before the page does, outside of its policy: finds elements by their words, and counts what the policy has stopped. */
    private static final String BEFORE = """
        window.stopped = [];
        document.addEventListener('securitypolicyviolation', event => window.stopped.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
        window.found = (selector, text) => [...document.querySelectorAll(selector)].find(each => each.checkVisibility() && (!text || each.textContent.includes(text)));
        """;

    private final DevTools tools;
    private final String target;
    private final String session;

    Tab(DevTools tools, String target) throws InterruptedException {
        this.tools = tools;
        this.target = target;
        this.session = tools.send(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true)).path("sessionId").asText();
        send("Page.enable", Map.of());
        send("Runtime.enable", Map.of());
        send("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
        send("Page.addScriptToEvaluateOnNewDocument", Map.of("source", BEFORE));
        width(WIDTHS.get(0));
    }

    /** Goes to an address, and waits until the page is there. */
    void open(URI address) throws InterruptedException {
        send("Page.navigate", Map.of("url", address.toString()));
        await("location.href.split('#')[0] === " + quoted(address.toString().split("#", 2)[0]) + " && document.readyState === 'complete' && document.querySelector('main') !== null");
    }

    /** Goes to a view of the page. */
    void view(String hash) throws InterruptedException {
        evaluate("location.hash = " + quoted(hash));
    }

    /** The value of an expression of JavaScript, or of the promise that it gives. */
    JsonNode evaluate(String expression) throws InterruptedException {
        JsonNode answer = send("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails").path("exception").path("description").asText());
        }
        return answer.path("result").path("value");
    }

    /** Waits until an expression is true. */
    void await(String expression) throws InterruptedException {
        try {
            Awaitility.await(expression).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> evaluate("Boolean(" + expression + ")").asBoolean());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(expression + ": not within " + PATIENCE + "; the page shows:\n" + text("body"), e);
        }
    }

    /** Waits until an element of this kind with these words is to be seen. */
    void awaitText(String selector, String text) throws InterruptedException {
        await(element(selector, text));
    }

    /** Waits for an element, and uses it as a click does. */
    void click(String selector, String text) throws InterruptedException {
        await(element(selector, text) + " && !" + element(selector, text) + ".disabled");
        evaluate(element(selector, text) + ".click()");
    }

    /** As {@link #click(String, String)}, within the element of this kind with these words. */
    void clickWithin(String container, String words, String selector, String text) throws InterruptedException {
        String button = "[..." + element(container, words) + ".querySelectorAll(" + quoted(selector) + ")].find(each => each.textContent.includes(" + quoted(text) + "))";
        await(element(container, words) + " !== undefined && " + button + " !== undefined && !" + button + ".disabled");
        evaluate(button + ".click()");
    }

    /** Replaces what a field holds by typing. */
    void type(String selector, String text) throws InterruptedException {
        await(element(selector, ""));
        evaluate(element(selector, "") + ".focus(), " + element(selector, "") + ".select()");
        send("Input.insertText", Map.of("text", text));
    }

    /** Presses a key where the keyboard is. */
    void press(Key key) throws InterruptedException {
        for (String type : List.of("keyDown", "keyUp")) {
            send("Input.dispatchKeyEvent", Map.of("type", type, "key", key.key(), "code", key.key(), "windowsVirtualKeyCode", key.code(), "modifiers", key.modifiers(),
                "text", type.equals("keyDown") ? key.text() : ""));
        }
    }

    /** Types where the keyboard is. */
    void write(String text) throws InterruptedException {
        send("Input.insertText", Map.of("text", text));
    }

    /** Goes on with the tabulator until the keyboard is at such an element with these words. */
    void tabTo(String selector, String text) throws InterruptedException {
        String there = "document.activeElement.matches(" + quoted(selector) + ") && document.activeElement.textContent.includes(" + quoted(text) + ")";
        awaitText(selector, text);
        for (int i = 0; i < MOST_TABS; i++) {
            if (evaluate(there).asBoolean()) {
                return;
            }
            press(Key.TAB);
        }
        throw new AssertionError("the keyboard does not get to " + selector + " with '" + text + "' in " + MOST_TABS + " steps");
    }

    /** Chooses files at a field for them. */
    void choose(String selector, Path... files) throws InterruptedException {
        awaitText(selector, "");
        int root = send("DOM.getDocument", Map.of()).path("root").path("nodeId").asInt();
        int node = send("DOM.querySelector", Map.of("nodeId", root, "selector", selector)).path("nodeId").asInt();
        send("DOM.setFileInputFiles", Map.of("nodeId", node, "files", Stream.of(files).map(file -> file.toAbsolutePath().toString()).toList()));
    }

    /** Whether there is a network. */
    void online(boolean online) throws InterruptedException {
        send("Network.enable", Map.of());
        send("Network.emulateNetworkConditions", Map.of("offline", !online, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** What the system of whoever looks asks for, such as {@code prefers-color-scheme} {@code dark}. */
    void prefers(String feature, String value) throws InterruptedException {
        send("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
    }

    /** What a reader of the screen is told of: role and name of each element that is not left out. */
    List<String> spoken() throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (JsonNode node : send("Accessibility.getFullAXTree", Map.of()).path("nodes")) {
            if (!node.path("ignored").asBoolean()) {
                all.add(node.path("role").path("value").asText() + ": " + node.path("name").path("value").asText());
            }
        }
        return all;
    }

    void close() throws InterruptedException {
        tools.send(null, "Target.closeTarget", Map.of("targetId", target));
    }

    /** What one reads there. */
    String text(String selector) throws InterruptedException {
        return evaluate("document.querySelector(" + quoted(selector) + ")?.innerText ?? ''").asText();
    }

    /** Pictures of the view on a desk and on a phone, as build artefacts; and that it needs no scrolling to the side. */
    void screenshot(String name) throws InterruptedException, IOException {
        Files.createDirectories(SCREENSHOTS);
        for (int width : WIDTHS) {
            width(width, 844);
            width(width, evaluate("Math.min(3000, Math.max(844, document.documentElement.scrollHeight))").asInt());
            assertThat(evaluate("document.documentElement.scrollWidth").asInt()).as("width of " + name + " at " + width).isLessThanOrEqualTo(width);
            Files.write(SCREENSHOTS.resolve(name + "-" + width + ".png"), Base64.getDecoder().decode(send("Page.captureScreenshot", Map.of("format", "png")).path("data").asText()));
        }
        width(WIDTHS.get(0));
    }

    /** Whatever the page has thrown. */
    List<String> exceptions() {
        return tools.events("Runtime.exceptionThrown").stream().map(event -> event.path("exceptionDetails").path("exception").path("description").asText()).toList();
    }

    /** What the policy of the page has stopped in the document that is shown. */
    List<String> stopped() throws InterruptedException {
        List<String> all = new ArrayList<>();
        evaluate("window.stopped").forEach(each -> all.add(each.asText()));
        return all;
    }

    /** Makes the window so wide, as high as that of a phone or of a desk. */
    void width(int width) throws InterruptedException {
        width(width, width < 600 ? 844 : 860);
    }

    /** How much wider than the window the page is, in pixels. */
    int overflow() throws InterruptedException {
        return evaluate("document.documentElement.scrollWidth - window.innerWidth").asInt();
    }

    private void width(int width, int height) throws InterruptedException {
        send("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    private JsonNode send(String method, Map<String, ?> parameters) throws InterruptedException {
        return tools.send(session, method, parameters);
    }

    private static String element(String selector, String text) {
        return "found(" + quoted(selector) + ", " + quoted(text) + ")";
    }

    private static String quoted(String text) {
        try {
            return new ObjectMapper().writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
