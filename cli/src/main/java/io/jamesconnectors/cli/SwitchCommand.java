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

import io.jamesconnectors.connectors.ConnectorPath;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that switches one connector of a running server without touching its file, or takes that back. */
abstract class SwitchCommand extends ServerCommand {
    private final String method;
    private final String what;

    @Parameters(index = "0", paramLabel = "CONNECTOR", description = "an inbound or outbound connector")
    private String name = "";

    @Mixin
    private DirectionOption direction = new DirectionOption();

    /**
     * A switch.
     *
     * @param method of the request
     * @param what stands behind the connector in its path
     */
    SwitchCommand(Function<String, @Nullable String> environment, String method, String what) {
        super(environment);
        this.method = method;
        this.what = what;
    }

    @Override
    final int run(AdminClient client, PrintWriter out) throws AdminFailure, InterruptedException {
        return printSwap(client.ask(method, ConnectorPath.of(name) + "/" + what + direction.query(), Optional.empty()), out);
    }
}
