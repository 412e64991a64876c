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

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code queue CONNECTOR}: what waits for a connector and why; has it tried at once, or returned. */
@Command(name = "queue", mixinStandardHelpOptions = true,
    description = "Lists the mails that wait for a connector of a running server and why they wait; or has one or all tried at once, or one returned to its sender.")
public final class QueueCommand extends ServerCommand {

    @Parameters(index = "0", paramLabel = "CONNECTOR", description = "an outbound connector")
    private String name = "";

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "at most so many mails, 1 to 1000 (default: ${DEFAULT-VALUE})")
    private int limit = 100;

    @ArgGroup
    private @Nullable Deed deed;

    /** What is to be done instead of listing. */
    private static final class Deed {
        @Option(names = "--retry", paramLabel = "ID", description = "have this mail tried at once")
        private @Nullable String retry;

        @Option(names = "--retry-all", description = "have all of them tried at once")
        private boolean retryAll;

        @Option(names = "--return", paramLabel = "ID", description = "return this mail to its sender, with a notice that says why it was waiting")
        private @Nullable String giveBack;
    }

    /** With the environment of this process. */
    public QueueCommand() {
        this(System::getenv);
    }

    QueueCommand(Function<String, @Nullable String> environment) {
        super(environment);
    }

    @Override
    int run(AdminClient client, PrintWriter out) throws AdminFailure, InterruptedException {
        if (limit < 1 || limit > 1_000) {
            throw wrong("--limit: " + limit + " (expected: 1 to 1000)");
        }
        String queue = ConnectorPath.of(name) + "/queue";
        if (deed == null) {
            list(client.get(queue + "?limit=" + limit), out);
        } else {
            done(client.post(queue + path(deed)), out);
        }
        return ExitCodes.CLEAN;
    }

    private static String path(Deed deed) {
        if (deed.retry != null) {
            return "/" + ConnectorPath.segment(deed.retry) + "/retry";
        }
        return deed.retryAll || deed.giveBack == null ? "/retry" : "/" + ConnectorPath.segment(deed.giveBack) + "/return";
    }

    private void done(JsonNode answer, PrintWriter out) {
        if (isJson()) {
            out.println(answer.toPrettyString());
        } else {
            long count = answer.path("done").asLong();
            out.println(count + (count == 1 ? " mail" : " mails") + " done");
        }
    }

    private void list(JsonNode page, PrintWriter out) {
        if (isJson()) {
            out.println(page.toPrettyString());
            return;
        }
        Table table = new Table("ID", "SINCE", "ATTEMPTS", "NEXT", "SENDER", "RECIPIENTS", "REASON");
        for (JsonNode mail : page.path("items")) {
            List<String> recipients = new ArrayList<>();
            mail.path("recipients").forEach(recipient -> recipients.add(recipient.asText()));
            table.row(mail.path("id").asText(), text(mail.path("since")), mail.path("attempts").asText(), text(mail.path("nextAttempt")),
                mail.path("sender").asText("").isEmpty() ? "<>" : mail.path("sender").asText(),
                recipients.isEmpty() ? "-" : recipients.get(0) + (recipients.size() == 1 ? "" : " and " + (recipients.size() - 1) + " more"), text(mail.path("reason")));
        }
        table.print(out, Table.terminalWidth());
        int shown = page.path("items").size();
        long total = page.path("total").asLong();
        out.println(total + (total == 1 ? " mail waits" : " mails wait") + (shown < total ? "; " + shown + " are shown" : ""));
    }
}
