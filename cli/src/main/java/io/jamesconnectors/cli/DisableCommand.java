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
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code disable CONNECTOR}: switches it off without touching the file. */
@Command(name = "disable", mixinStandardHelpOptions = true,
    description = "Switches a connector of a running server off, whatever its file says. Of an outbound one, what waits stays where it is, and new mail goes by the next connector "
        + "that covers it. That is kept over restarts; reset takes it back.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        " 0:done",
        " 2:the server could not do it, and said why",
        "64:the command line was not understood",
        "69:no server answers",
        "77:the server does not accept the token"},
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeOnExecutionException = ExitCodes.ERRORS)
public final class DisableCommand extends ServerCommand {

    @Parameters(index = "0", paramLabel = "CONNECTOR", description = "an inbound or outbound connector")
    private String name = "";

    @Mixin
    private DirectionOption direction = new DirectionOption();

    /** With the environment of this process. */
    public DisableCommand() {
        this(System::getenv);
    }

    DisableCommand(Function<String, @Nullable String> environment) {
        super(environment);
    }

    @Override
    int run(AdminClient client, PrintWriter out) throws AdminFailure, InterruptedException {
        return printSwap(client.ask("POST", pathOf(name) + "/disable" + direction.query(), Optional.empty()), out);
    }
}
