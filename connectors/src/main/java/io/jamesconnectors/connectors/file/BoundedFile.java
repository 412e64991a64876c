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

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that the configuration names, read whole up to a bound. */
final class BoundedFile {

    private BoundedFile() {
    }

    /** @throws IOException when it can't be read; the message goes on after the name of the file: "does not exist" */
    static byte[] read(Path file, int mebibytes) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(Files.exists(file) ? "is no file" : "does not exist");
        }
        int most = mebibytes * 1024 * 1024;
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(most + 1);
        } catch (IOException e) {
            throw new IOException("can't be read: " + e.getClass().getSimpleName(), e);
        }
        if (bytes.length > most) {
            throw new IOException("is larger than " + mebibytes + " MiB");
        }
        return bytes;
    }
}
