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
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

import io.jamesconnectors.connectors.file.WholeFile;
import io.jamesconnectors.connectors.file.WholeFile.Readers;

/** Writes what a command was asked for: whole, and never over something else unless {@code --force} says so. */
final class OutputFile {
    private OutputFile() {
    }

    /** @throws FileAlreadyExistsException when it is there, and is not to be replaced */
    static void write(Path file, String text, boolean replace) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (replace) {
            WholeFile.replace(file, bytes, Readers.USUAL);
        } else {
            WholeFile.create(file, bytes, Readers.USUAL);
        }
    }
}
