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

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.jamesconnectors.it.support.Program;

/** A Chromium without a window, with a profile and a port of its own, ended by its process id. */
final class Browser implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(120);
    private static final String LISTENS = "DevTools listening on ";

    private final Program program;
    private final DevTools tools;

    private Browser(Program program, DevTools tools) {
        this.program = program;
        this.tools = tools;
    }

    /** Why none can run here; empty when one can. */
    static Optional<String> obstacle() {
        return program().isPresent() ? Optional.empty() : Optional.of("no Chromium is installed (looked for chromium, chromium-browser, google-chrome on the PATH)");
    }

    /** Starts one that keeps its profile below {@code profiles}; where it can't be removed at the end, it stays there. */
    static Browser start(Path profiles) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory(Files.createDirectories(profiles), "profile-");
        // Its own sandbox needs rights that a container or root does not have; what it reads here is our own page.
        List<String> command = new ArrayList<>(List.of(program().orElseThrow().toString(), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-sync", "--hide-scrollbars",
            "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank"));
        Program program = Program.start(profile, command);
        try {
            String line = program.awaitLine(said -> said.startsWith(LISTENS), START);
            return new Browser(program, DevTools.connect(URI.create(line.substring(LISTENS.length()).strip())));
        } catch (InterruptedException | RuntimeException | Error e) {
            program.close();
            throw e;
        }
    }

    /** A new tab. */
    Tab tab() throws InterruptedException {
        return new Tab(tools, tools.send(null, "Target.createTarget", Map.of("url", "about:blank")).path("targetId").asText());
    }

    /** Keeps what is downloaded in this directory. */
    void keepDownloads(Path directory) throws InterruptedException {
        tools.send(null, "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", directory.toAbsolutePath().toString()));
    }

    @Override
    public void close() throws InterruptedException {
        tools.close();
        program.close();
    }

    private static Optional<Path> program() {
        return Stream.of("chromium", "chromium-browser", "google-chrome").map(Program::installed).flatMap(Optional::stream).findFirst();
    }
}
