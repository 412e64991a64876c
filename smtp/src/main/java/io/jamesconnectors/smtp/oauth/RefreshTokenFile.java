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
package io.jamesconnectors.smtp.oauth;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.file.WholeFile;
import io.jamesconnectors.smtp.secret.Secret;
import io.jamesconnectors.smtp.secret.Secrets;

/**
 * The file with a refresh token, which is replaced as a whole: at each moment it holds the old token or the new one, also after a crash. While it can't be written
 * the new token is used from memory, unless somebody else has changed the file meanwhile. Safe for use by many threads; not shared with other processes.
 */
final class RefreshTokenFile {
    private final Path path;
    private final Secrets secrets;
    private @Nullable Secret written;
    private @Nullable Secret unwritten;

    RefreshTokenFile(Path path, Secrets secrets) {
        this.path = path;
        this.secrets = secrets;
    }

    /**
     * The present token, to be closed after use.
     *
     * @throws IOException when there is none
     */
    synchronized Secret read() throws IOException {
        Secret inFile = secrets.read(new SecretSource.File(path));
        if (unwritten == null || written == null) {
            return inFile;
        }
        if (!inFile.isSameAs(written)) {
            forget();
            return inFile;
        }
        inFile.close();
        return unwritten.copy();
    }

    /**
     * Keeps {@code next} in place of {@code used}.
     *
     * @throws IOException when the file can't be written; {@code next} is used all the same as long as this process lives
     */
    synchronized void replace(Secret used, Secret next) throws IOException {
        if (next.isSameAs(used) && unwritten == null) {
            return;
        }
        Secret inFile = written == null ? used.copy() : written.copy();
        forget();
        written = inFile;
        unwritten = next.copy();
        write(next);
        forget();
    }

    private void write(Secret token) throws IOException {
        byte[] octets = token.reveal();
        try {
            WholeFile.keep(path.toRealPath(), octets, WholeFile.Readers.OWNER);
        } finally {
            Secret.wipe(octets);
        }
    }

    private void forget() {
        if (written != null) {
            written.close();
            written = null;
        }
        if (unwritten != null) {
            unwritten.close();
            unwritten = null;
        }
    }
}
