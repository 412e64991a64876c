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

/** {@code trace}: finds messages, and says where one went. */
@Command(name = "trace", mixinStandardHelpOptions = true,
    description = "Finds messages in the trace of a running server; with ID, says step by step where one went.")
public final class TraceCommand extends ServerCommand {

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "the trace id of one message, from the list")
    private @Nullable String id;

    @Option(names = "--message-id", paramLabel = "ID", description = "the Message-ID of its header")
    private @Nullable String messageId;

    @Option(names = "--sender", paramLabel = "ADDRESS", description = "the sender of the envelope")
    private @Nullable String sender;

    @Option(names = "--recipient", paramLabel = "ADDRESS", description = "a recipient of the envelope")
    private @Nullable String recipient;

    @Option(names = "--connector", paramLabel = "NAME", description = "an inbound or outbound connector")
    private @Nullable String connector;

    @Option(names = "--status", paramLabel = "STATUS", description = "Delivered, Failed, Pending, Expanded or GettingStatus")
    private @Nullable String status;

    @Option(names = "--from", paramLabel = "TIME", description = "not before, such as 2026-11-22T08:00:00Z")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "not after")
    private @Nullable String to;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "at most so many messages, 1 to 1000 (default: ${DEFAULT-VALUE})")
    private int limit = 100;

    /** With the environment of this process. */
    public TraceCommand() {
        this(System::getenv);
    }

    TraceCommand(Function<String, @Nullable String> environment) {
        super(environment);
    }

    @Override
    int run(AdminClient client, PrintWriter out) throws AdminFailure, InterruptedException {
        if (limit < 1 || limit > 1_000) {
            throw wrong("--limit: " + limit + " (expected: 1 to 1000)");
        }
        JsonNode found = client.get(id == null ? search() : "/connectors/trace/" + ConnectorPath.segment(id));
        if (isJson()) {
            out.println(found.toPrettyString());
        } else if (id == null) {
            list(found, out);
        } else {
            one(found, out);
        }
        return ExitCodes.CLEAN;
    }

    private String search() {
        StringBuilder path = new StringBuilder("/connectors/trace?limit=").append(limit);
        add(path, "messageId", messageId);
        add(path, "sender", sender);
        add(path, "recipient", recipient);
        add(path, "connector", connector);
        add(path, "status", status);
        add(path, "from", from);
        add(path, "to", to);
        return path.toString();
    }

    private static void add(StringBuilder path, String key, @Nullable String value) {
        if (value != null) {
            path.append('&').append(key).append('=').append(ConnectorPath.segment(value));
        }
    }

    private static void list(JsonNode page, PrintWriter out) {
        Table table = new Table("TRACE ID", "RECEIVED", "STATUS", "SENDER", "RECIPIENTS", "IN BY", "OUT BY");
        for (JsonNode message : page.path("items")) {
            List<String> recipients = new ArrayList<>();
            message.path("recipients").forEach(one -> recipients.add(one.path("address").asText()));
            List<String> outbound = new ArrayList<>();
            message.path("outbound").forEach(one -> outbound.add(one.asText()));
            table.row(message.path("id").asText(), text(message.path("receivedAt")), text(message.path("status")), sender(message),
                recipients.isEmpty() ? "-" : recipients.get(0) + (recipients.size() == 1 ? "" : " and " + (recipients.size() - 1) + " more"),
                text(message.path("inbound")), outbound.isEmpty() ? "-" : String.join(", ", outbound));
        }
        table.print(out, Table.terminalWidth());
        int shown = page.path("items").size();
        long total = page.path("total").asLong();
        out.println(total + (total == 1 ? " message" : " messages") + (shown < total ? "; " + shown + " are shown" : ""));
    }

    private static void one(JsonNode message, PrintWriter out) {
        out.println("Message " + AdminClient.shown(text(message.path("messageId"))) + " of " + AdminClient.shown(sender(message)) + ": " + text(message.path("status")));
        out.println("  received " + text(message.path("receivedAt")) + " from " + AdminClient.shown(text(message.path("clientAddress"))) + ", TLS " + AdminClient.shown(text(message.path("tls")))
            + ", by connector " + AdminClient.shown(text(message.path("inbound"))));
        message.path("recipients").forEach(one -> out.println("  to " + AdminClient.shown(one.path("address").asText()) + ": " + text(one.path("status"))));
        out.println();
        Table events = new Table("TIME", "EVENT", "RECIPIENT", "CONNECTOR", "HOST", "TLS", "REPLY", "REASON");
        message.path("events").forEach(event -> events.row(text(event.path("at")), text(event.path("event")), text(event.path("recipient")), text(event.path("connector")),
            text(event.path("host")), text(event.path("tls")), text(event.path("reply")), text(event.path("reason"))));
        events.print(out, Table.terminalWidth());
    }

    private static String sender(JsonNode message) {
        return message.path("sender").asText("").isEmpty() ? "<>" : message.path("sender").asText();
    }
}
