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
package io.jamesconnectors.gateway;

import io.jamesconnectors.cli.CheckCommand;
import io.jamesconnectors.cli.DisableCommand;
import io.jamesconnectors.cli.EnableCommand;
import io.jamesconnectors.cli.ExplainCommand;
import io.jamesconnectors.cli.ExportCommand;
import io.jamesconnectors.cli.ImportCommand;
import io.jamesconnectors.cli.ManCommand;
import io.jamesconnectors.cli.QueueCommand;
import io.jamesconnectors.cli.ReloadCommand;
import io.jamesconnectors.cli.RepliesCommand;
import io.jamesconnectors.cli.ReportCommand;
import io.jamesconnectors.cli.ResetCommand;
import io.jamesconnectors.cli.StatusCommand;
import io.jamesconnectors.cli.TraceCommand;
import io.jamesconnectors.cli.ValidateCommand;
import io.jamesconnectors.connectors.ProjectVersion;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code james-connectors}. Nothing of James is loaded before a subcommand needs it, so that small ones are quick. */
@Command(name = "james-connectors", mixinStandardHelpOptions = true, description = "Connectors for Apache James, and a gateway that runs them.",
        subcommands = {RunCommand.class, CheckCommand.class, ExplainCommand.class, ValidateCommand.class, ImportCommand.class, ExportCommand.class,
            RepliesCommand.class, StatusCommand.class, QueueCommand.class, TraceCommand.class, ReportCommand.class,
            ReloadCommand.class, EnableCommand.class, DisableCommand.class, ResetCommand.class, DemoCommand.class, ManCommand.class,
            AutoComplete.GenerateCompletion.class})
public final class GatewayMain {
    private static final int USAGE = 64;

    private GatewayMain() {
    }

    public static void main(String[] arguments) {
        int status = commandLine().execute(arguments);
        System.exit(status);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new GatewayMain());
        CommandLine.IVersionProvider version = () -> new String[] {"james-connectors " + ProjectVersion.TEXT};
        commandLine.getCommandSpec().versionProvider(version);
        commandLine.getSubcommands().values().forEach(command -> command.getCommandSpec().versionProvider(version));
        commandLine.registerConverter(ListenAddress.class, ListenAddress::parse);
        commandLine.setExecutionStrategy(new CommandLine.RunLast());
        commandLine.setParameterExceptionHandler((error, arguments) -> {
            error.getCommandLine().getErr().println("james-connectors: " + error.getMessage());
            error.getCommandLine().getErr().println("Try: james-connectors help, or COMMAND --help");
            return USAGE;
        });
        return commandLine;
    }
}
