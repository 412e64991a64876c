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

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Witness;

/** A diagnostic as web administration shows it; {@code line} and {@code column} are 0 where it is about the whole file. */
record DiagnosticJson(String id, String severity, String file, int line, int column, String what, String why, String remedy, @Nullable WitnessJson witness) {
    private static final int MOST = 500;

    /** A mail that shows it. */
    record WitnessJson(String address, String tls, @Nullable String certificate, String sender, String recipient, String outcome) {
        static WitnessJson of(Witness witness) {
            return new WitnessJson(witness.address(), witness.tls(), witness.certificate().orElse(null), witness.sender(), witness.recipient(), witness.outcome());
        }
    }

    static DiagnosticJson of(Diagnostic diagnostic) {
        return new DiagnosticJson(diagnostic.id(), diagnostic.severity().word(), diagnostic.position().file(), diagnostic.position().line(),
            diagnostic.position().column(), diagnostic.what(), diagnostic.why(), diagnostic.remedy(),
            diagnostic.witness().map(WitnessJson::of).orElse(null));
    }

    /** The first {@value #MOST}; the log has all. */
    static List<DiagnosticJson> of(List<Diagnostic> diagnostics) {
        return diagnostics.stream().limit(MOST).map(DiagnosticJson::of).toList();
    }
}
