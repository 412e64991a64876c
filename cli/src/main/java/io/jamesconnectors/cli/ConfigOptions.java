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
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.file.ConnectorsFile;
import io.jamesconnectors.connectors.file.Reading;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which {@code connectors.xml} is read: the options of every command that goes by one without asking a server. */
final class ConfigOptions {
    @Option(names = "--config", paramLabel = "FILE", defaultValue = "${env:JAMES_CONNECTORS_CONF:-${sys:gateway.home:-.}/conf}/connectors.xml",
        description = "the connectors.xml (default: ${DEFAULT-VALUE})")
    private Path file = Path.of("connectors.xml");

    @Mixin
    private BaseOption base = new BaseOption();

    Path file() {
        return file;
    }

    /** Where relative paths in it start. */
    Path base() {
        return base.of(file);
    }

    /** Reads it. */
    Reading read(Function<String, @Nullable String> environment) {
        return ConnectorsFile.read(file, base(), environment);
    }

    /**
     * Reads it; where it has errors they are printed.
     *
     * @param done what the command does with a good file, such as {@code validated}
     * @return empty when it has errors
     */
    Optional<Reading.Accepted> readOrTell(Function<String, @Nullable String> environment, PrintWriter out, String done) {
        Reading reading = read(environment);
        if (reading instanceof Reading.Accepted accepted) {
            return Optional.of(accepted);
        }
        reading.diagnostics().forEach(diagnostic -> out.println(diagnostic.asText()));
        out.println(file + ": nothing is " + done + " before these are mended");
        out.flush();
        return Optional.empty();
    }
}
