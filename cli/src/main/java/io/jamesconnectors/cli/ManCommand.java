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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code man}: the manual pages of all commands. */
@Command(name = "man", mixinStandardHelpOptions = true,
    description = "Prints the manual page of a command, for man -l -; or writes the pages of all into a directory, such as /usr/local/share/man/man1.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        " 0:printed, or written",
        " 2:the pages can't be written",
        "64:the command line was not understood"},
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeOnExecutionException = ExitCodes.ERRORS)
public final class ManCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "COMMAND", description = "such as check; without it, the page of james-connectors itself")
    private @Nullable String name;

    @Option(names = "--output", paramLabel = "DIRECTORY", description = "write the pages of all commands there, which is made where it is missing")
    private @Nullable Path output;

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        PrintWriter out = spec.commandLine().getOut();
        if (output != null) {
            return write(output, root);
        }
        CommandLine wanted = name == null ? root.commandLine() : root.subcommands().get(name);
        if (wanted == null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "There is no command '" + AdminClient.shown(String.valueOf(name)) + "' (expected: one of "
                + String.join(", ", root.subcommands().keySet()) + ").");
        }
        out.print(ManPage.of(wanted.getCommandSpec()));
        out.flush();
        return ExitCodes.CLEAN;
    }

    private int write(Path directory, CommandSpec root) {
        List<CommandSpec> all = new ArrayList<>(List.of(root));
        root.subcommands().values().forEach(subcommand -> all.add(subcommand.getCommandSpec()));
        try {
            Files.createDirectories(directory);
            for (CommandSpec command : all) {
                Files.writeString(directory.resolve(ManPage.name(command) + ".1"), ManPage.of(command));
            }
        } catch (IOException e) {
            spec.commandLine().getErr().println("james-connectors: the pages can't be written into " + directory + " (" + e.getClass().getSimpleName() + ")");
            return ExitCodes.ERRORS;
        }
        return ExitCodes.CLEAN;
    }
}
