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

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What all tests of the page begin and end with: a server, a browser, for each test a tab that shows the page; and that nothing went wrong behind the scenes.
 */
final class Visit<S extends PageServer> implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private final Callable<S> start;
    private @Nullable S server;
    private @Nullable Browser browser;
    private @Nullable Tab tab;

    Visit(Callable<S> start) {
        this.start = start;
    }

    S server() {
        return requireNonNull(server);
    }

    Browser browser() {
        return requireNonNull(browser);
    }

    /** The tab of this test. */
    Tab tab() {
        return requireNonNull(tab);
    }

    /** Signs in at this tab, and waits for the list of connectors. */
    void signIn() throws InterruptedException {
        signIn(tab());
    }

    void signIn(Tab where) throws InterruptedException {
        where.type("#token", server().token());
        where.click("button", "Sign in");
        where.awaitText("h1", "Connectors");
        where.awaitText("table.connectors a", "");
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Optional<String> obstacle = Browser.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle::get);
        server = start.call();
        browser = Browser.start(Path.of("target/browser"));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        tab = browser().tab();
        tab.open(server().page());
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        assertThat(tab().exceptions()).as("what the page has thrown").isEmpty();
        assertThat(tab().stopped()).as("what the policy had to stop").isEmpty();
        tab().close();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
