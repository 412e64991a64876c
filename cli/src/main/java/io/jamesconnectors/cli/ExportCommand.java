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

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.file.ConnectorsWriter;
import io.jamesconnectors.connectors.file.Reading;
import io.jamesconnectors.migration.Exported;
import io.jamesconnectors.migration.exchange.CertificateNames;
import io.jamesconnectors.migration.exchange.ExchangeExport;
import io.jamesconnectors.migration.postfix.PostfixExport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code export}: writes a connectors.xml in its normal form, as PowerShell for the Microsoft side, or as tables of Postfix. */
@Command(name = "export", mixinStandardHelpOptions = true,
    description = "Writes a good connectors.xml in its normal form, as the PowerShell that sets up the Microsoft side to match it, or as a part of main.cf "
        + "and tables of Postfix.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        " 0:done",
        " 1:something was not carried, and --strict is given",
        " 2:the connectors.xml has errors, a file is there already, or mail would be held to less there",
        "64:the command line was not understood"},
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeOnExecutionException = ExitCodes.ERRORS)
public final class ExportCommand implements Callable<Integer> {
    private final Function<String, @Nullable String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(names = "--format", required = true, paramLabel = "xml|powershell|postfix", description = "for whom")
    private Format format = Format.xml;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(names = "--output", paramLabel = "FILE|DIRECTORY",
        description = "where it goes, for postfix a directory; without it to standard output, and the report to standard error")
    private @Nullable Path output;

    @Option(names = "--report", paramLabel = "text|json", defaultValue = "text", description = "how to print the report (default: ${DEFAULT-VALUE})")
    private ImportCommand.Report report = ImportCommand.Report.text;

    @Option(names = "--all", description = "report options too that were carried")
    private boolean all;

    @Option(names = "--strict", description = "exit with 1 when something was not carried")
    private boolean strict;

    @Option(names = "--force", description = "replace files that are there already")
    private boolean force;

    /** For whom. */
    enum Format { xml, powershell, postfix }

    /** With the environment of this process. */
    public ExportCommand() {
        this(System::getenv);
    }

    ExportCommand(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (format == Format.postfix && output == null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Where to? Several files are written: name a directory by --output.");
        }
        Reading reading = config.read(environment);
        PrintWriter errors = spec.commandLine().getErr();
        if (!(reading instanceof Reading.Accepted accepted)) {
            reading.diagnostics().forEach(diagnostic -> errors.println(diagnostic.asText()));
            errors.flush();
            return ExitCodes.ERRORS;
        }
        try {
            return write(exported(accepted.connectors(), config.base().toAbsolutePath().normalize()));
        } catch (FileAlreadyExistsException e) {
            errors.println("james-connectors: " + e.getFile() + " is there already (expected: a new file, or --force)");
        } catch (IOException e) {
            errors.println("james-connectors: a file can't be written: " + e.getMessage() + " (" + e.getClass().getSimpleName() + ")");
        }
        errors.flush();
        return ExitCodes.ERRORS;
    }

    private Exported exported(Connectors connectors, Path start) {
        return switch (format) {
            case xml -> new Exported(Map.of("connectors.xml", ConnectorsWriter.write(connectors, start)), List.of());
            case powershell -> ExchangeExport.of(connectors, CertificateNames::first);
            case postfix -> PostfixExport.of(connectors);
        };
    }

    private int write(Exported exported) throws IOException {
        List<String> written = new ArrayList<>();
        PrintWriter out = spec.commandLine().getOut();
        if (output == null) {
            exported.files().values().forEach(out::print);
            out.flush();
        } else if (format != Format.postfix) {
            OutputFile.write(output, exported.files().values().iterator().next(), force);
            written.add(output.toString());
        } else {
            Files.createDirectories(output);
            for (String name : exported.files().keySet()) {
                if (!force && Files.exists(output.resolve(name))) {
                    throw new FileAlreadyExistsException(output.resolve(name).toString());
                }
            }
            for (Map.Entry<String, String> file : exported.files().entrySet()) {
                OutputFile.write(output.resolve(file.getKey()), file.getValue(), force);
                written.add(output.resolve(file.getKey()).toString());
            }
        }
        MigrationReport told = new MigrationReport(exported.report(), List.of());
        PrintWriter words = output == null ? spec.commandLine().getErr() : out;
        if (report == ImportCommand.Report.json) {
            told.json(words, true, written);
        } else if (format != Format.xml) {
            told.text(words, all);
        }
        words.flush();
        return told.isWeaker() ? ExitCodes.ERRORS : strict && told.lacksSomething() ? ExitCodes.WARNINGS : ExitCodes.CLEAN;
    }
}
