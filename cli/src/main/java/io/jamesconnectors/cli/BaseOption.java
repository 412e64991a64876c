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

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/** Where relative paths in a {@code connectors.xml} start: the option of every command that reads one. */
final class BaseOption {
    @Option(names = "--base", paramLabel = "DIRECTORY",
        description = "where relative paths in the file start (default: the folder above the file's own, as for a server with this file in its conf/)")
    private @Nullable Path base;

    /** Where those in {@code file} start. */
    Path of(Path file) {
        return base == null ? aboveTheFolderOf(file) : base;
    }

    /** The folder that a server with this file in its {@code conf/} runs in. */
    static Path aboveTheFolderOf(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path above = folder == null ? null : folder.getParent();
        return above == null ? Path.of("/") : above;
    }
}
