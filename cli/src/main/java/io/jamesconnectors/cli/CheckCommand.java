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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.CheckCatalogue;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Severity;
import io.jamesconnectors.connectors.file.JamesFiles;
import io.jamesconnectors.connectors.file.Reading;
import io.jamesconnectors.connectors.file.WholeCheck;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check FILE}: says everything that is wrong in a {@code connectors.xml}, without a server, and without opening a socket unless {@code --online} asks for it. */
@Command(name = "check", mixinStandardHelpOptions = true,
    description = {
        "Checks a connectors.xml and says everything that is wrong in it, with line, reason and remedy.",
        "",
        "Looks at the file alone, at the files that it names, and at James's smtpserver.xml, mailetcontainer.xml and domainlist.xml beside it or in gateway/ beside it; asks nobody unless --online is given. "
            + "Where strangers could relay, or mail is refused, it shows a mail on which the rules have decided so. Every finding has an id, which --explain explains.",
        "",
        "An error refuses the file. A warning lets it pass. A note is good to know, and shown with --strict. What Exchange Online would not accept is shown with --exchange-online. "
            + "--format sarif is for code hosts and editors (SARIF 2.1.0)."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        " 0:the file is good, perhaps with warnings",
        " 1:the file has warnings, and --strict is given",
        " 2:the file has errors; a server would refuse it",
        "64:the command line was not understood"},
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeOnExecutionException = ExitCodes.ERRORS)
public final class CheckCommand implements Callable<Integer> {
    private static final Duration FOR_A_QUESTION = Duration.ofSeconds(5);

    private final Function<String, @Nullable String> environment;
    private final Duration forAQuestion;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "the connectors.xml to check")
    private @Nullable Path file;

    @Option(names = "--format", paramLabel = "text|json|sarif", defaultValue = "text", description = "how to print the diagnostics (default: ${DEFAULT-VALUE})")
    private Format format = Format.text;

    @Option(names = "--strict", description = "warnings count: exit with 1 when there are any; notes are shown too, and never count")
    private boolean strict;

    @Option(names = "--exchange-online", description = "also say what Exchange Online would not accept, or would heed otherwise; it never counts")
    private boolean exchangeOnline;

    @Option(names = "--online", 
        description = "also ask the DNS whether smart hosts and domains exist, and whether the SPF records of sender domains let our addresses send (directSend, smtpRelay); a good file only")
    private boolean online;

    @Option(names = "--explain", paramLabel = "ID", description = "explain one check, such as CON-010, instead of checking a file")
    private @Nullable String explain;

    @Mixin
    private BaseOption base = new BaseOption();

    @Option(names = "--smtpserver", paramLabel = "FILE",
        description = "also hold James's smtpserver.xml against a good file (default: the one beside it or in gateway/, if there is one)")
    private @Nullable Path smtpServer;

    @Option(names = "--mailetcontainer", paramLabel = "FILE",
        description = "also hold James's mailetcontainer.xml against a good file (default: the one beside it or in gateway/, if there is one)")
    private @Nullable Path mailetContainer;

    @Option(names = "--domainlist", paramLabel = "FILE",
        description = "also hold James's domainlist.xml against a good file (default: the one beside it or in gateway/, if there is one)")
    private @Nullable Path domainList;

    /** Where the diagnostics go. */
    enum Format { text, json, sarif }

    /** With the environment of this process. */
    public CheckCommand() {
        this(System::getenv);
    }

    /** With another environment for {@code ${env:NAME}}. */
    public CheckCommand(Function<String, @Nullable String> environment) {
        this(environment, FOR_A_QUESTION);
    }

    /** @param forAQuestion how long the DNS has for an answer */
    CheckCommand(Function<String, @Nullable String> environment, Duration forAQuestion) {
        this.environment = environment;
        this.forAQuestion = forAQuestion;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (explain != null) {
            return explain(explain, out);
        }
        if (file == null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Which file? Name the connectors.xml to check.");
        }
        Path relativeTo = base.of(file);
        JamesFiles named = new JamesFiles(Optional.ofNullable(smtpServer), Optional.ofNullable(mailetContainer), Optional.ofNullable(domainList));
        Reading offline = WholeCheck.of(file, relativeTo, named, environment).reading();
        Reading reading = online && offline instanceof Reading.Accepted accepted ? OnlineCheck.of(accepted, file.toString(), forAQuestion) : offline;
        switch (format) {
            case json -> out.println(JsonReport.of(file, reading, shown(reading)));
            case sarif -> out.println(SarifReport.of(shown(reading), exitCode(reading), Path.of("")));
            case text -> {
                shown(reading).forEach(diagnostic -> out.println(diagnostic.asText()));
                out.println(file + ": " + summary(reading));
            }
        }
        out.flush();
        return exitCode(reading);
    }

    private List<Diagnostic> shown(Reading reading) {
        return reading instanceof Reading.Accepted accepted
            ? Stream.concat(accepted.warnings().stream(), accepted.notes().stream().filter(this::isAskedFor)).sorted(Diagnostic.BY_POSITION).toList()
            : reading.diagnostics();
    }

    private boolean isAskedFor(Diagnostic aside) {
        return aside.severity() == Severity.NOTE ? strict : exchangeOnline;
    }

    private int explain(String id, PrintWriter out) {
        Optional<Check> check = CheckCatalogue.find(id);
        if (check.isEmpty()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "There is no check '" + id + "' (expected: an id such as CON-010).");
        }
        out.println(CheckCatalogue.explain(check.get()));
        out.flush();
        return ExitCodes.CLEAN;
    }

    private int exitCode(Reading reading) {
        if (reading instanceof Reading.Refused) {
            return ExitCodes.ERRORS;
        }
        return strict && !reading.diagnostics().isEmpty() ? ExitCodes.WARNINGS : ExitCodes.CLEAN;
    }

    /** {@code 2 errors, 1 warning}, or what a good file holds. */
    private static String summary(Reading reading) {
        String warnings = counted(reading, Severity.WARNING);
        if (reading instanceof Reading.Accepted accepted) {
            return "good, " + accepted.connectors().inbound().size() + " inbound and " + accepted.connectors().outbound().size() + " outbound connectors, " + warnings;
        }
        return counted(reading, Severity.ERROR) + ", " + warnings;
    }

    private static String counted(Reading reading, Severity severity) {
        long count = reading.diagnostics().stream().map(Diagnostic::severity).filter(severity::equals).count();
        return (count == 0 ? "no" : String.valueOf(count)) + " " + severity.word() + (count == 1 ? "" : "s");
    }
}
