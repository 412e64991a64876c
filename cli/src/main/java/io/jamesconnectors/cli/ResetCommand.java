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

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;

/** {@code reset CONNECTOR}: takes enable and disable back. */
@Command(name = "reset", mixinStandardHelpOptions = true,
    description = "Has a connector of a running server be switched on or off as its file says, after enable or disable.")
public final class ResetCommand extends SwitchCommand {

    /** With the environment of this process. */
    public ResetCommand() {
        this(System::getenv);
    }

    ResetCommand(Function<String, @Nullable String> environment) {
        super(environment, "DELETE", "override");
    }
}
