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
package io.jamesconnectors.connectors.file;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Severity;

/**
 * All that can be said of a {@code connectors.xml} without asking anybody: what the file itself says, and where James's own files contradict it. What the command line
 * and the web administration show.
 *
 * @param file as the administrator calls it
 * @param reading what came of reading it
 */
public record WholeCheck(Path file, Reading reading) {

    /**
     * Checks a file as it is now.
     *
     * @param base where relative paths in it start
     * @param james files of James that were named; the others are those beside it
     * @param environment the value of an environment variable, or null
     */
    public static WholeCheck of(Path file, Path base, JamesFiles james, Function<String, @Nullable String> environment) {
        Reading reading = ConnectorsFile.read(file, base, environment);
        return new WholeCheck(file, reading instanceof Reading.Accepted accepted
            ? accepted.with(james.or(JamesFiles.beside(file)).check(accepted, file, base, environment)) : reading);
    }

    /** Whether a server would take it. */
    public boolean accepted() {
        return reading instanceof Reading.Accepted;
    }

    /** Everything that was found, in the order of the file. */
    public List<Diagnostic> all() {
        return reading instanceof Reading.Accepted good
            ? Stream.concat(good.warnings().stream(), good.notes().stream()).sorted(Diagnostic.BY_POSITION).toList() : reading.diagnostics();
    }

    /** How many of a severity were found. */
    public long count(Severity severity) {
        return all().stream().map(Diagnostic::severity).filter(severity::equals).count();
    }
}
