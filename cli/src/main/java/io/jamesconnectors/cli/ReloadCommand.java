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

/** {@code reload}: has a running server read its connectors.xml again. */
@Command(name = "reload", mixinStandardHelpOptions = true,
    description = "Has a running server read its connectors.xml again. A file with an error is refused whole, and what was in force stays.")
public final class ReloadCommand extends ServerCommand {

    /** With the environment of this process. */
    public ReloadCommand() {
        this(System::getenv);
    }

    ReloadCommand(Function<String, @Nullable String> environment) {
        super(environment);
    }

    @Override
    int run(AdminClient client, PrintWriter out) throws AdminFailure, InterruptedException {
        return printSwap(client.ask("POST", "/connectors/reload", Optional.empty()), out);
    }
}
