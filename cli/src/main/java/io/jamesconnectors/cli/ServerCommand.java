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
import java.util.concurrent.Callable;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that asks a running server, and prints the answer for people or for programs. */
@Command(
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        " 0:done",
        " 2:the server could not do it, and said why",
        "64:the command line was not understood",
        "69:no server answers",
        "77:the server does not accept the token"},
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeOnExecutionException = ExitCodes.ERRORS)
abstract class ServerCommand implements Callable<Integer> {
    private final Function<String, @Nullable String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--format", paramLabel = "text|json", defaultValue = "text", description = "how to print the answer (default: ${DEFAULT-VALUE})")
    private CheckCommand.Format format = CheckCommand.Format.text;

    ServerCommand(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public final Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            return run(server.client(environment), out);
        } catch (AdminFailure e) {
            spec.commandLine().getErr().println("james-connectors: " + e.getMessage());
            return e.exitCode();
        } finally {
            out.flush();
        }
    }

    /** Asks, prints, and gives the exit code. */
    abstract int run(AdminClient client, PrintWriter out) throws AdminFailure, InterruptedException;

    final boolean isJson() {
        return format == CheckCommand.Format.json;
    }

    final CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    /** {@code 4 s}, {@code 12 min}, {@code 3 h}, {@code 5 d}; a dash where nobody knows. */
    static String age(JsonNode seconds) {
        if (!seconds.isNumber()) {
            return "-";
        }
        long count = seconds.asLong();
        if (count < 120) {
            return count + " s";
        }
        return count < 7_200 ? count / 60 + " min" : count < 172_800 ? count / 3_600 + " h" : count / 86_400 + " d";
    }

    /** The text of a value; a dash where there is none. */
    static String text(JsonNode value) {
        return value.isMissingNode() || value.isNull() || value.asText().isEmpty() ? "-" : value.asText();
    }

    /**
     * Prints what an order to change the configuration has led to: what is in force, or why it was refused.
     *
     * @throws AdminFailure when it came to no decision, as for a connector that is not there
     */
    final int printSwap(AdminClient.Answer answer, PrintWriter out) throws AdminFailure {
        JsonNode json = answer.json();
        if (isJson()) {
            out.println(json.toPrettyString());
            return answer.isGood() ? ExitCodes.CLEAN : ExitCodes.ERRORS;
        }
        if (!answer.isGood() && !json.has("diagnostics")) {
            AdminClient.good(answer);
        }
        JsonNode findings = answer.isGood() ? json.path("warnings") : json.path("diagnostics");
        findings.forEach(finding -> out.println(AdminClient.shown(finding.path("file").asText() + ":" + finding.path("line").asText() + ":" + finding.path("column").asText() + ": "
            + finding.path("severity").asText() + " " + finding.path("id").asText() + ": " + finding.path("what").asText()) + " Remedy: " + AdminClient.shown(finding.path("remedy").asText())));
        out.println(answer.isGood() ? "in force: " + AdminClient.shown(json.path("summary").asText()) : "refused: " + AdminClient.shown(json.path("message").asText()));
        return answer.isGood() ? ExitCodes.CLEAN : ExitCodes.ERRORS;
    }
}
