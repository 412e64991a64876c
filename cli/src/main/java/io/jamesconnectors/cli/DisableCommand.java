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

/** {@code disable CONNECTOR}: switches it off without touching the file. */
@Command(name = "disable", mixinStandardHelpOptions = true,
    description = "Switches a connector of a running server off, whatever its file says. Of an outbound one, what waits stays where it is, and new mail goes by the next connector "
        + "that covers it. That is kept over restarts; reset takes it back.")
public final class DisableCommand extends SwitchCommand {

    /** With the environment of this process. */
    public DisableCommand() {
        this(System::getenv);
    }

    DisableCommand(Function<String, @Nullable String> environment) {
        super(environment, "POST", "disable");
    }
}
