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
package io.jamesconnectors.server.web;

import java.util.List;

import io.jamesconnectors.connectors.diagnostics.Diagnostic;

/** A diagnostic as web administration shows it; {@code line} and {@code column} are 0 where it is about the whole file. */
record DiagnosticJson(String id, String severity, String file, int line, int column, String what, String why, String remedy) {
    private static final int MOST = 500;

    static DiagnosticJson of(Diagnostic diagnostic) {
        return new DiagnosticJson(diagnostic.id(), diagnostic.severity().word(), diagnostic.position().file(), diagnostic.position().line(),
            diagnostic.position().column(), diagnostic.what(), diagnostic.why(), diagnostic.remedy());
    }

    /** The first {@value #MOST}; the log has all. */
    static List<DiagnosticJson> of(List<Diagnostic> diagnostics) {
        return diagnostics.stream().limit(MOST).map(DiagnosticJson::of).toList();
    }
}
