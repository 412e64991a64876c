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
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.jamesconnectors.connectors.ConnectorPath;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code status}: how the connectors of a running server fare. */
@Command(name = "status", mixinStandardHelpOptions = true,
    description = "Says how the connectors of a running server fare: all in a table, or one with its settings, numbers and hosts.")
public final class StatusCommand extends ServerCommand {
    private static final int PAGE = 1_000;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CONNECTOR", description = "one connector, with all that there is to say of it")
    private @Nullable String name;

    @Option(names = "--failing", description = "only connectors that fail, are throttled, or whose mail is put off")
    private boolean failing;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "1000", description = "at most so many connectors, 1 to 100000 (default: ${DEFAULT-VALUE})")
    private int limit = PAGE;

    @Mixin
    private DirectionOption direction = new DirectionOption();

    /** With the environment of this process. */
    public StatusCommand() {
        this(System::getenv);
    }

    StatusCommand(Function<String, @Nullable String> environment) {
        super(environment);
    }

    @Override
    int run(AdminClient client, PrintWriter out) throws AdminFailure, InterruptedException {
        if (limit < 1 || limit > 100_000) {
            throw wrong("--limit: " + limit + " (expected: 1 to 100000)");
        }
        if (name != null) {
            one(client.get(ConnectorPath.of(name) + direction.query()), out);
            return ExitCodes.CLEAN;
        }
        JsonNode status = client.get("/connectors/status");
        if (isJson()) {
            out.println(status.toPrettyString());
            return ExitCodes.CLEAN;
        }
        Table table = new Table("CONNECTOR", "DIRECTION", "STATE", "WAITING", "OLDEST", "FAILED/H", "LAST FAILURE");
        long total = 0;
        int shown = 0;
        for (int offset = 0; offset < limit; offset += PAGE) {
            JsonNode page = client.get("/connectors?offset=" + offset + "&limit=" + Math.min(PAGE, limit - offset));
            total = page.path("total").asLong();
            for (JsonNode item : page.path("items")) {
                if (!failing || item.path("state").asText().matches("failing|throttled|deferring")) {
                    row(table, item);
                    shown++;
                }
            }
            if (offset + PAGE >= total) {
                break;
            }
        }
        table.print(out, Table.terminalWidth());
        JsonNode connectors = status.path("connectors");
        out.println(connectors.path("inbound").asInt() + " inbound and " + connectors.path("outbound").asInt() + " outbound connectors, "
            + connectors.path("off").asInt() + " switched off, " + connectors.path("failing").asInt() + " failing; "
            + text(status.path("waiting")) + " mails wait, the oldest " + age(status.path("oldestSeconds"))
            + (shown < total ? "; " + shown + " of " + total + " are shown" : ""));
        out.println("James Connectors " + AdminClient.shown(text(status.path("version"))) + ", running since " + AdminClient.shown(text(status.path("startedAt"))));
        return ExitCodes.CLEAN;
    }

    private static void row(Table table, JsonNode item) {
        boolean overridden = item.path("enabled").asBoolean() != item.path("enabledInFile").asBoolean();
        table.row(item.path("name").asText(), item.path("direction").asText(), item.path("state").asText() + (overridden ? " (override)" : ""),
            text(item.path("waiting")), age(item.path("oldestSeconds")), item.path("failuresLastHour").asText(), text(item.path("lastFailure")));
    }

    private void one(JsonNode detail, PrintWriter out) {
        if (isJson()) {
            out.println(detail.toPrettyString());
            return;
        }
        out.println(AdminClient.shown(detail.path("name").asText()) + " (" + detail.path("direction").asText() + ", " + detail.path("type").asText() + "): " + detail.path("state").asText());
        if (detail.hasNonNull("position")) {
            out.println("  at " + AdminClient.shown(detail.path("position").asText()));
        }
        out.println("  from " + AdminClient.shown(detail.path("from").asText()) + " to " + AdminClient.shown(detail.path("to").asText()));
        detail.path("words").forEach(word -> out.println("  " + AdminClient.shown(word.asText())));
        out.println("  waiting: " + text(detail.path("waiting")) + ", the oldest " + age(detail.path("oldestSeconds")) + "; failures in the last hour: "
            + detail.path("failuresLastHour").asText() + "; the last: " + AdminClient.shown(text(detail.path("lastFailure"))));
        out.println();
        Table settings = new Table("OPTION", "VALUE", "IN WORDS");
        detail.path("settings").forEach(setting -> settings.row(setting.path("option").asText(), value(setting.path("value")), text(setting.path("words"))));
        settings.print(out, Table.terminalWidth());
        if (!detail.path("hosts").isEmpty()) {
            out.println();
            Table hosts = new Table("HOST", "STATE", "CONNECTIONS", "LAST FAILURE");
            detail.path("hosts").forEach(host -> hosts.row(host.path("host").asText() + ":" + host.path("port").asText(), host.path("state").asText(),
                host.path("connections").asText(), text(host.path("lastFailure"))));
            hosts.print(out, Table.terminalWidth());
        }
        if (!detail.path("counters").isEmpty()) {
            out.println();
            Table counters = new Table("SINCE THE START", "");
            detail.path("counters").fields().forEachRemaining(counter -> counters.row(counter.getKey(), counter.getValue().asText()));
            counters.print(out, Table.terminalWidth());
        }
    }

    private static String value(JsonNode value) {
        return value.isContainerNode() ? value.toString() : text(value);
    }
}
