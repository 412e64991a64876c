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
package io.jamesconnectors.connectors.diagnostics;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds checks by their id and explains them. The explanations are the sections of {@code docs/reference/checks.md},
 * which travels in the JAR, so that the page and {@code check --explain} can't differ.
 */
public final class CheckCatalogue {

    private CheckCatalogue() {
    }

    /** The check of that id, in any case. */
    public static Optional<Check> find(String id) {
        String wanted = id.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(Check.values()).filter(check -> check.id().equals(wanted)).findFirst();
    }

    /** Title, severity, cause, example and remedy, as plain lines of Markdown. */
    public static String explain(Check check) {
        String page = page();
        int start = page.indexOf("\n## " + check.id() + " ");
        if (start < 0) {
            throw new IllegalStateException("checks.md has no section for " + check.id());
        }
        int next = page.indexOf("\n## ", start + 1);
        return page.substring(start + "\n## ".length(), next < 0 ? page.length() : next).strip();
    }

    private static String page() {
        try (InputStream page = requireNonNull(CheckCatalogue.class.getResourceAsStream("checks.md"), "checks.md")) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("checks.md can't be read from the JAR", e);
        }
    }
}
