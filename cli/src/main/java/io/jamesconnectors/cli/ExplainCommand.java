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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.connectors.explain.BadRequest;
import io.jamesconnectors.connectors.explain.ExplainRequest;
import io.jamesconnectors.connectors.explain.Explanation;
import io.jamesconnectors.connectors.explain.ExplanationJson;
import io.jamesconnectors.connectors.explain.ExplanationText;
import io.jamesconnectors.connectors.explain.RequestJson;
import io.jamesconnectors.connectors.file.ActiveConnectors;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code explain}: says what would become of a message, and why, by a {@code connectors.xml} or by a running server. */
@Command(name = "explain", mixinStandardHelpOptions = true,
    description = "Says what would become of a message and why: whether it is let in, by which connector each recipient's mail leaves, over which security, and why every other "
        + "connector was passed over. By the file, without a server; with --live, by the running server, which knows its users and what of the limits is used.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        " 0:the message was explained, whatever becomes of it",
        " 2:the file has errors, or the server did not explain it",
        "64:the command line was not understood, or something is missing",
        "69:with --live, no server answers",
        "77:with --live, the server does not accept the token"},
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeOnExecutionException = ExitCodes.ERRORS)
public final class ExplainCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PATH = "/connectors/explain";
    private final Function<String, @Nullable String> environment;
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;
    @Mixin
    private ConfigOptions config = new ConfigOptions();
    @Mixin
    private QuestionOptions question = new QuestionOptions();
    @Option(names = "--live", description = "ask the running server")
    private boolean live;
    @Option(names = "--format", paramLabel = "text|json", defaultValue = "text", description = "how to print the explanation (default: ${DEFAULT-VALUE})")
    private CheckCommand.Format format = CheckCommand.Format.text;
    @Mixin
    private ServerOptions server = new ServerOptions();

    /** With the environment of this process. */
    public ExplainCommand() {
        this(System::getenv);
    }

    /** With another environment. */
    public ExplainCommand(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        ExplainRequest request = question.request();
        if (request.traceId().isPresent() && !live) {
            throw wrong("--trace: only a running server has traces (expected: --live too)");
        }
        return live ? live(request) : byFile(request);
    }

    private int byFile(ExplainRequest request) {
        PrintWriter out = spec.commandLine().getOut();
        Optional<ActiveConnectors> read = config.readOrTell(environment, out, "explained").map(ActiveConnectors::of);
        if (read.isEmpty()) {
            return ExitCodes.ERRORS;
        }
        try {
            Explanation explanation = FileExplanation.of(read.get(), request);
            out.print(format == CheckCommand.Format.json ? ExplanationJson.of(explanation, true) + System.lineSeparator() : ExplanationText.of(explanation));
            out.flush();
            return ExitCodes.CLEAN;
        } catch (BadRequest e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private int live(ExplainRequest request) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            AdminClient.Answer answer = server.client(environment).ask("POST", PATH + "?format=" + (format == CheckCommand.Format.json ? "prettyJson" : "text"),
                Optional.of(MAPPER.readTree(RequestJson.write(request))));
            if (answer.isGood()) {
                out.println(answer.body().stripTrailing());
                out.flush();
                return ExitCodes.CLEAN;
            }
            throw new AdminFailure(answer.status() == 400 ? ExitCodes.USAGE : ExitCodes.ERRORS, "the server answered " + answer.status() + ": "
                + AdminClient.shown(answer.json().path("message").asText("no reason")));
        } catch (AdminFailure e) {
            spec.commandLine().getErr().println("explain: " + e.getMessage());
            return e.exitCode();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON that was just written", e);
        }
    }

    private CommandLine.ParameterException wrong(String text) {
        return new CommandLine.ParameterException(spec.commandLine(), text);
    }
}
