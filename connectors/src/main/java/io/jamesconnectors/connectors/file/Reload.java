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

import java.util.List;

import io.jamesconnectors.connectors.diagnostics.Diagnostic;

/** What came of a reload: the new configuration whole, or the old one whole. */
public sealed interface Reload {

    /**
     * The new configuration is in force.
     *
     * @param summary how it differs from the one before
     * @param warnings what the administrator should look at
     */
    record Swapped(Changes summary, List<Diagnostic> warnings) implements Reload {
        public Swapped {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The file is refused; the configuration in force stays.
     *
     * @param diagnostics at least one error, and the warnings too
     */
    record Kept(List<Diagnostic> diagnostics) implements Reload {
        public Kept {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
