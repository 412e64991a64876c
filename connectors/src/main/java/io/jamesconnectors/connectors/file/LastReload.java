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
package io.jamesconnectors.connectors.file;

import java.time.Instant;
import java.util.List;

import io.jamesconnectors.connectors.diagnostics.Diagnostic;

/**
 * What came of the last attempt to change the configuration in force; the start is the first.
 *
 * @param at when it was over, in whole seconds
 * @param by who asked for it
 * @param swapped whether the new configuration is in force; otherwise it was refused, and the one before stays
 * @param summary what has changed, or why nothing has; one line
 * @param diagnostics what there is to say about the file; at least one error when it was refused
 */
public record LastReload(Instant at, Occasion by, boolean swapped, String summary, List<Diagnostic> diagnostics) {

    public LastReload {
        diagnostics = List.copyOf(diagnostics);
    }

    /** Who asks for a configuration. */
    public enum Occasion {
        /** The server has started. */
        START("start"),
        /** An administrator, through the web administration. */
        REST("rest"),
        /** The watched file has changed. */
        FILE("file"),
        /** A list of published addresses has changed. */
        LISTS("publishedAddresses");

        private final String word;

        Occasion(String word) {
            this.word = word;
        }

        /** The word for it in logs and answers. */
        public String word() {
            return word;
        }
    }
}
