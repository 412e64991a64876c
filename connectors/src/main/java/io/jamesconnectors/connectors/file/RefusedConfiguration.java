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
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.diagnostics.Diagnostic;

/** The file is refused, and there is no earlier configuration to keep. The message holds one diagnostic per line. */
public final class RefusedConfiguration extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    /** At least one of the diagnostics is an error. */
    public RefusedConfiguration(List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(Diagnostic::asText).collect(Collectors.joining("\n")));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** Everything that there is to say about the file. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
