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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.smtp.secret.Secret;
import io.jamesconnectors.smtp.secret.Secrets;

/**
 * The file with a refresh token, which is replaced as a whole: at each moment it holds the old token or the new one, also after a crash. While it can't be written
 * the new token is used from memory, unless somebody else has changed the file meanwhile. Safe for use by many threads; not shared with other processes.
 */
final class RefreshTokenFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

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
        Path target = path.toRealPath();
        Path fresh = target.resolveSibling("." + target.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        boolean posix = Files.getFileStore(target).supportsFileAttributeView("posix");
        FileAttribute<?>[] attributes = posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)} : new FileAttribute<?>[0];
        byte[] octets = token.reveal();
        try (FileChannel out = FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            ByteBuffer left = ByteBuffer.wrap(octets);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        } finally {
            Secret.wipe(octets);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        if (posix) {
            try (FileChannel directory = FileChannel.open(target.resolveSibling("."), StandardOpenOption.READ)) {
                directory.force(true);
            }
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
