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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.file.ConnectorsFile;
import io.jamesconnectors.connectors.file.ConnectorsWriter;
import io.jamesconnectors.connectors.file.Reading;
import io.jamesconnectors.migration.Imported;
import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.SecretFile;
import io.jamesconnectors.migration.Unreadable;
import io.jamesconnectors.migration.exchange.ExchangeImport;
import io.jamesconnectors.migration.postfix.PostfixImport;
import io.jamesconnectors.migration.postfix.PostfixSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import FILE...}: makes a connectors.xml of somebody else's configuration, and says what became of each setting. */
@Command(name = "import", mixinStandardHelpOptions = true,
    description = "Makes a connectors.xml of what Exchange's Get- cmdlets print through ConvertTo-Json, or of Postfix's main.cf and tables, and reports "
        + "what became of each setting.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        " 0:done, and the result is good",
        " 1:something was not carried, and --strict is given",
        " 2:an input can't be understood, a file is there already, a server would refuse the result, or mail would be held to less than before",
        "64:the command line was not understood"},
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeOnExecutionException = ExitCodes.ERRORS)
public final class ImportCommand implements Callable<Integer> {
    private static final Pattern PARAMETER = Pattern.compile("([a-z_]+)=(.+)");

    private final Function<String, @Nullable String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "files of ConvertTo-Json; or main.cf and its tables, as FILE or, where the name does not "
        + "tell, as PARAMETER=FILE")
    private List<String> files = List.of();

    @Option(names = "--format", required = true, paramLabel = "exchange|postfix", description = "whose configuration it is")
    private Format format = Format.exchange;

    @Option(names = "--output", paramLabel = "FILE", description = "where the connectors.xml goes; without it to standard output, and the report to "
        + "standard error")
    private @Nullable Path output;

    @Option(names = "--secrets", paramLabel = "DIRECTORY", description = "where the passwords of sasl_passwd go, each in a file that its owner alone can "
        + "read; without it they are left out")
    private @Nullable Path secrets;

    @Option(names = "--base", paramLabel = "DIRECTORY", description = "where relative paths in the connectors.xml start (default: the folder above that of "
        + "--output, else this folder)")
    private @Nullable Path base;

    @Option(names = "--report", paramLabel = "text|json", defaultValue = "text", description = "how to print the report (default: ${DEFAULT-VALUE})")
    private Report report = Report.text;

    @Option(names = "--all", description = "report settings too that were carried, or had nothing to carry")
    private boolean all;

    @Option(names = "--strict", description = "exit with 1 when something was not carried")
    private boolean strict;

    @Option(names = "--force", description = "replace files that are there already")
    private boolean force;

    /** Whose configuration. */
    enum Format { exchange, postfix }

    /** How the report looks. */
    enum Report { text, json }

    /** With the environment of this process. */
    public ImportCommand() {
        this(System::getenv);
    }

    ImportCommand(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        PrintWriter errors = spec.commandLine().getErr();
        try {
            return run();
        } catch (Unreadable e) {
            errors.println("james-connectors: " + e.getMessage());
        } catch (FileAlreadyExistsException e) {
            errors.println("james-connectors: " + e.getFile() + " is there already (expected: a new file, or --force)");
        } catch (IOException e) {
            errors.println("james-connectors: a file can't be written: " + e.getMessage() + " (" + e.getClass().getSimpleName() + ")");
        }
        errors.flush();
        return ExitCodes.ERRORS;
    }

    private int run() throws Unreadable, IOException {
        Path start = base != null ? base.toAbsolutePath().normalize() : output != null ? BaseOption.aboveTheFolderOf(output) : Path.of("").toAbsolutePath();
        Imported imported = format == Format.exchange ? ExchangeImport.read(inputs())
            : PostfixImport.read(sources(), Optional.ofNullable(secrets).map(Path::toAbsolutePath).map(Path::normalize), start);
        String xml = ConnectorsWriter.write(imported.connectors(), start);
        refuseToReplace(imported);
        List<String> written = new ArrayList<>();
        for (SecretFile secret : imported.secrets()) {
            ownerOnly(secret.path().toAbsolutePath().getParent());
            secret.write(force);
            written.add(secret.path().toString());
        }
        if (output != null) {
            OutputFile.write(output, xml, force);
            written.add(output.toString());
        }
        Reading reading = check(xml, start);
        MigrationReport told = new MigrationReport(imported.report(), reading.diagnostics());
        PrintWriter out = spec.commandLine().getOut();
        if (output == null) {
            out.print(xml);
            out.flush();
        }
        PrintWriter words = output == null ? spec.commandLine().getErr() : out;
        if (report == Report.json) {
            told.json(words, reading instanceof Reading.Accepted, written);
        } else {
            told.text(words, all);
        }
        words.flush();
        return reading instanceof Reading.Refused || told.isWeaker() ? ExitCodes.ERRORS : strict && told.lacksSomething() ? ExitCodes.WARNINGS : ExitCodes.CLEAN;
    }

    /** Before anything is written. */
    private void refuseToReplace(Imported imported) throws FileAlreadyExistsException {
        if (!force) {
            for (SecretFile secret : imported.secrets()) {
                refuseToReplace(secret.path());
            }
            if (output != null) {
                refuseToReplace(output);
            }
        }
    }

    private static void refuseToReplace(Path file) throws FileAlreadyExistsException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }

    private static void ownerOnly(@Nullable Path directory) throws IOException {
        if (directory == null || Files.isDirectory(directory)) {
            return;
        }
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(directory);
        }
    }

    /** By the same reader as {@code check}. */
    private Reading check(String xml, Path start) throws IOException {
        if (output != null) {
            return ConnectorsFile.read(output, start, environment);
        }
        Path draft = Files.createTempFile("connectors", ".xml");
        try {
            return ConnectorsFile.read(Files.writeString(draft, xml), start, environment);
        } finally {
            Files.delete(draft);
        }
    }

    private List<Input> inputs() throws Unreadable {
        List<Input> inputs = new ArrayList<>();
        for (String file : files) {
            inputs.add(Input.of(Path.of(file)));
        }
        return inputs;
    }

    private List<PostfixSource> sources() throws Unreadable {
        List<PostfixSource> sources = new ArrayList<>();
        for (String file : files) {
            Matcher parameter = PARAMETER.matcher(file);
            sources.add(parameter.matches() ? PostfixSource.of(parameter.group(1), Input.of(Path.of(parameter.group(2))))
                : PostfixSource.named(Input.of(Path.of(file))));
        }
        return sources;
    }
}
