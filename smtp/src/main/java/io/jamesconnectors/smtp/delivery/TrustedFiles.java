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
package io.jamesconnectors.smtp.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.jamesconnectors.tls.TrustAnchors;

/** The trusted roots of each file, read once and again when the file has changed. While it has not, everyone gets the same instance. */
final class TrustedFiles {
    private record Read(FileStamp stamp, TrustAnchors anchors) {
    }

    private static final TrustAnchors NOBODY = TrustAnchors.of(List.of());

    private final Supplier<TrustAnchors> java;
    private final ConcurrentHashMap<Path, Read> files = new ConcurrentHashMap<>();

    /** @param java Java's own roots; throws {@link IllegalStateException} when they can't be read */
    TrustedFiles(Supplier<TrustAnchors> java) {
        this.java = java;
    }

    /**
     * The roots of {@code file}, or Java's own.
     *
     * @throws IOException when they can't be read, or the file holds no certificates
     */
    TrustAnchors anchors(Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            return ofJava();
        }
        Path path = file.get();
        FileStamp now = FileStamp.of(path);
        Read read = files.get(path);
        if (read != null && read.stamp().equals(now)) {
            return read.anchors();
        }
        Read fresh = new Read(now, TrustAnchors.fromPem(path));
        files.put(path, fresh);
        return fresh.anchors();
    }

    /** As {@link #anchors}; nobody is trusted when that fails. For floors that do not look at certificates, and only tell what they would have been worth. */
    TrustAnchors anchorsOrNone(Optional<Path> file) {
        try {
            return anchors(file);
        } catch (IOException e) {
            return NOBODY;
        }
    }

    private TrustAnchors ofJava() throws IOException {
        try {
            return java.get();
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
