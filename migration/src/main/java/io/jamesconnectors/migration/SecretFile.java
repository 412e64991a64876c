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
package io.jamesconnectors.migration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

import io.jamesconnectors.connectors.file.WholeFile;
import io.jamesconnectors.connectors.file.WholeFile.Readers;

/** A secret of the input, and the file that it is to stand in. It never prints itself. */
public final class SecretFile {
    private final Path path;
    private final String secret;

    public SecretFile(Path path, String secret) {
        this.path = path;
        this.secret = secret;
    }

    /** Where it is to stand. */
    public Path path() {
        return path;
    }

    /**
     * Writes the file, readable by its owner alone from its first moment on.
     *
     * @param replace whether a file that is there already is replaced, as a whole
     * @throws FileAlreadyExistsException when it is there, and is not to be replaced
     */
    public void write(boolean replace) throws IOException {
        byte[] bytes = (secret + "\n").getBytes(StandardCharsets.UTF_8);
        if (replace) {
            WholeFile.replace(path, bytes, Readers.OWNER);
        } else {
            WholeFile.create(path, bytes, Readers.OWNER);
        }
    }

    @Override
    public String toString() {
        return path + ": ***";
    }
}
