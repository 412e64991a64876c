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

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.migration.ReportLine;
import io.jamesconnectors.migration.ReportLine.Outcome;

/** What {@code import} and {@code export} print of what became of each setting. */
final class MigrationReport {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Set<Outcome> SHOWN = Set.of(Outcome.CHANGED, Outcome.NOT_CARRIED, Outcome.WEAKER);

    private final List<ReportLine> lines;
    private final List<Diagnostic> diagnostics;

    MigrationReport(List<ReportLine> lines, List<Diagnostic> diagnostics) {
        this.lines = lines;
        this.diagnostics = diagnostics;
    }

    /** Whether anything was left behind. */
    boolean lacksSomething() {
        return count(Outcome.NOT_CARRIED) > 0;
    }

    /** Whether mail would be held to less than before: somebody must settle it by hand. */
    boolean isWeaker() {
        return count(Outcome.WEAKER) > 0;
    }

    /** @param all whether settings that were carried, or had nothing to carry, have lines of their own too */
    void text(PrintWriter out, boolean all) {
        String object = "";
        for (ReportLine line : lines) {
            if (all || SHOWN.contains(line.outcome())) {
                String from = line.from() + ", " + line.object();
                if (!from.equals(object)) {
                    out.println(from);
                    object = from;
                }
                out.println("  " + line.outcome().word() + ": " + line.setting() + ": " + line.text());
            }
        }
        diagnostics.forEach(diagnostic -> out.println(diagnostic.asText()));
        out.println(count(Outcome.CARRIED) + " settings carried, " + count(Outcome.CHANGED) + " changed, " + count(Outcome.NOT_CARRIED) + " not carried, "
            + count(Outcome.NOTHING) + " with nothing to carry" + (all ? "" : " (--all shows all of them)"));
        if (isWeaker()) {
            out.println(count(Outcome.WEAKER) + " WEAKER than before: settle what is marked so above by hand before the result is used");
        }
    }

    /** One object, its members never renamed. */
    void json(PrintWriter out, boolean accepted, List<String> written) {
        ObjectNode report = MAPPER.createObjectNode();
        report.put("accepted", accepted);
        var files = report.putArray("files");
        written.forEach(files::add);
        report.put("carried", count(Outcome.CARRIED)).put("changed", count(Outcome.CHANGED)).put("notCarried", count(Outcome.NOT_CARRIED)).put("weaker", count(Outcome.WEAKER))
            .put("nothing", count(Outcome.NOTHING));
        var all = report.putArray("report");
        for (ReportLine line : lines) {
            all.addObject().put("from", line.from()).put("object", line.object()).put("setting", line.setting()).put("outcome", line.outcome().word())
                .put("text", line.text());
        }
        var found = report.putArray("diagnostics");
        for (Diagnostic diagnostic : diagnostics) {
            found.addObject().put("id", diagnostic.id()).put("severity", diagnostic.severity().word()).put("line", diagnostic.position().line())
                .put("column", diagnostic.position().column()).put("what", diagnostic.what()).put("why", diagnostic.why()).put("remedy", diagnostic.remedy());
        }
        try {
            out.println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory can't fail to be written", e);
        }
    }

    private long count(Outcome outcome) {
        return lines.stream().filter(line -> line.outcome() == outcome).count();
    }
}
