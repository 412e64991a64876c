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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.jamesconnectors.connectors.ConnectorPath;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report KIND}: how much mail, over which TLS, with which failures. */
@Command(name = "report", mixinStandardHelpOptions = true,
    description = "Counts what the trace of a running server has seen over some days: volume, TLS, top failures, or sender domains that are not accepted ones.")
public final class ReportCommand extends ServerCommand {

    @Parameters(index = "0", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}")
    private Kind kind = Kind.volume;

    @Option(names = "--days", paramLabel = "N", defaultValue = "7", description = "over so many days, 1 to 90 (default: ${DEFAULT-VALUE})")
    private int days = 7;

    @Option(names = "--connector", paramLabel = "NAME", description = "of one connector only")
    private @Nullable String connector;

    @Option(names = "--csv", description = "as comma-separated values, for spreadsheets")
    private boolean csv;

    /** What is counted, as the path of the web administration has it. */
    enum Kind { volume, tls, failures, nonAcceptedDomains }

    /** With the environment of this process. */
    public ReportCommand() {
        this(System::getenv);
    }

    ReportCommand(Function<String, @Nullable String> environment) {
        super(environment);
    }

    @Override
    int run(AdminClient client, PrintWriter out) throws AdminFailure, InterruptedException {
        if (days < 1 || days > 90) {
            throw wrong("--days: " + days + " (expected: 1 to 90)");
        }
        String path = "/connectors/reports/" + kind + "?days=" + days + (connector == null ? "" : "&connector=" + ConnectorPath.segment(connector));
        if (csv) {
            out.print(client.text(path + "&format=csv"));
            return ExitCodes.CLEAN;
        }
        JsonNode report = client.get(path);
        if (isJson()) {
            out.println(report.toPrettyString());
            return ExitCodes.CLEAN;
        }
        List<JsonNode> rows = new ArrayList<>();
        report.path("items").forEach(rows::add);
        if (rows.isEmpty()) {
            out.println("nothing in the last " + days + (days == 1 ? " day" : " days"));
            return ExitCodes.CLEAN;
        }
        List<String> columns = new ArrayList<>();
        rows.get(0).fieldNames().forEachRemaining(columns::add);
        Table table = new Table(columns.toArray(String[]::new));
        rows.forEach(row -> table.row(columns.stream().map(column -> row.path(column).isContainerNode() ? row.path(column).toString() : text(row.path(column))).toArray(String[]::new)));
        table.print(out, Table.terminalWidth());
        return ExitCodes.CLEAN;
    }
}
