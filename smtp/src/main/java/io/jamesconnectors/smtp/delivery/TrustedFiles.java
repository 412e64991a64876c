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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.tls.TrustAnchors;

/** The trusted roots of each file, read once and again when the file has changed. While it has not, everyone gets the same instance. */
final class TrustedFiles {
    private record Read(FileTime modified, long size, @Nullable Object fileKey, TrustAnchors anchors) {
    }

    private static final TrustAnchors NOBODY = TrustAnchors.of(List.of());

    private final ConcurrentHashMap<Path, Read> files = new ConcurrentHashMap<>();

    /**
     * The roots of {@code file}, or Java's own.
     *
     * @throws IOException when the file can't be read, or holds no certificates
     */
    TrustAnchors anchors(Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            return TrustAnchors.java();
        }
        Path path = file.get();
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        Read read = files.get(path);
        if (read != null && read.modified().equals(now.lastModifiedTime()) && read.size() == now.size() && Objects.equals(read.fileKey(), now.fileKey())) {
            return read.anchors();
        }
        Read fresh = new Read(now.lastModifiedTime(), now.size(), now.fileKey(), TrustAnchors.fromPem(path));
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
}
