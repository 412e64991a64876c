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
package io.jamesconnectors.server.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpServer;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.file.LiveConnectors;

/** From the web service, over HTTP, into the configuration in force. */
class KeptUpToDateTest {
    private final Path directory;
    private HttpServer service;

    KeptUpToDateTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/version/Worldwide", "{\"instance\":\"Worldwide\",\"latest\":\"2026081400\"}");
        serve("/endpoints/Worldwide", ScriptedWeb.list("192.0.2.0/25", "2001:db8::/48"));
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void fetchesTheListOnADaemonThreadAndBringsItIntoForce() throws Exception {
        LiveConnectors live = open("<publishedAddresses name='exchangeOnline' file='file://var/list.json' instance='Worldwide' url='http://127.0.0.1:"
            + service.getAddress().getPort() + "'/>");
        assertThat(inForce(live)).isEmpty();
        PublishedLists lists = new PublishedLists();
        lists.start(live);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(inForce(live)).hasSize(2));
        assertThat(threads()).singleElement().satisfies(thread -> assertThat(thread.isDaemon()).isTrue());
        lists.stop();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(lists.freshness()).singleElement().satisfies(list -> assertThat(list.there()).isTrue());
    }

    @Test
    void needsNoThreadWithoutAListToKeep() throws Exception {
        PublishedLists lists = new PublishedLists();
        lists.start(open(""));
        assertThat(threads()).isEmpty();
        lists.stop();
    }

    private LiveConnectors open(String published) throws Exception {
        Path file = Files.writeString(directory.resolve("connectors.xml"), "<connectors>" + published + "</connectors>");
        return LiveConnectors.open(file, directory, name -> null);
    }

    private void serve(String path, String answer) {
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        service.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static List<Cidr> inForce(LiveConnectors live) {
        return live.current().connectors().publishedAddresses().stream().map(PublishedAddresses::blocks).flatMap(List::stream).toList();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("published-addresses")).toList();
    }
}
