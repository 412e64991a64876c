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
package io.jamesconnectors.cli;

import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Severity;
import io.jamesconnectors.connectors.file.Reading;

/** What {@code --format json} prints: one object, its members never renamed. */
final class JsonReport {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonReport() {
    }

    static String of(Path file, Reading reading, List<Diagnostic> shown) {
        ObjectNode report = MAPPER.createObjectNode();
        report.put("file", file.toString());
        report.put("accepted", reading instanceof Reading.Accepted);
        report.put("errors", count(reading, Severity.ERROR));
        report.put("warnings", count(reading, Severity.WARNING));
        var diagnostics = report.putArray("diagnostics");
        for (Diagnostic diagnostic : shown) {
            ObjectNode entry = diagnostics.addObject()
                .put("id", diagnostic.id())
                .put("severity", diagnostic.severity().word())
                .put("file", diagnostic.position().file())
                .put("line", diagnostic.position().line())
                .put("column", diagnostic.position().column())
                .put("what", diagnostic.what())
                .put("why", diagnostic.why())
                .put("remedy", diagnostic.remedy());
            diagnostic.witness().ifPresent(witness -> {
                ObjectNode mail = entry.putObject("witness").put("address", witness.address()).put("tls", witness.tls());
                witness.certificate().ifPresent(name -> mail.put("certificate", name));
                mail.put("sender", witness.sender()).put("recipient", witness.recipient()).put("outcome", witness.outcome());
            });
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory can't fail to be written", e);
        }
    }

    private static long count(Reading reading, Severity severity) {
        return reading.diagnostics().stream().map(Diagnostic::severity).filter(severity::equals).count();
    }
}
