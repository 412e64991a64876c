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
package io.jamesconnectors.tls.inbound;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.tls.TrustAnchors;

/**
 * The trusted roots of each file, and Java's own, in memory. Reading is done by whoever calls {@link #keep}, {@link #load} or {@link #refresh}; {@link
 * #anchors} never reads.
 *
 * <p>A file that can't be read trusts nobody. One that could be read before and can't be read now keeps its roots, as a broken configuration leaves the one
 * before it in force:
 * a file that is just being written must not turn mail away for good. Either is logged once for each state of the file.
 */
final class TrustStores {
    private static final Logger LOGGER = LoggerFactory.getLogger(TrustStores.class);
    private static final TrustAnchors NOBODY = TrustAnchors.of(List.of());

    private record Stamp(FileTime modified, long size, @Nullable Object fileKey) {
        static Optional<Stamp> of(Path file) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return Optional.of(new Stamp(now.lastModifiedTime(), now.size(), now.fileKey()));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    private record Store(Optional<Stamp> stamp, TrustAnchors anchors) {
    }

    private final ConcurrentHashMap<Optional<Path>, Store> stores = new ConcurrentHashMap<>();

    /** The roots of {@code file}, or Java's own; empty when they have not been read yet. */
    Optional<TrustAnchors> anchors(Optional<Path> file) {
        return Optional.ofNullable(stores.get(file)).map(Store::anchors);
    }

    /** Reads these, those that are known already only if they have changed, and forgets all others. */
    synchronized void keep(Set<Optional<Path>> files) {
        files.forEach(this::load);
        stores.keySet().retainAll(files);
    }

    /** Reads again what has changed. */
    synchronized void refresh() {
        new HashSet<>(stores.keySet()).forEach(this::load);
    }

    /** Reads {@code file}, or Java's own roots, unless it is as it was when last read. */
    synchronized void load(Optional<Path> file) {
        Store known = stores.get(file);
        if (file.isEmpty()) {
            if (known == null) {
                stores.put(file, new Store(Optional.empty(), java()));
            }
            return;
        }
        Optional<Stamp> stamp = Stamp.of(file.get());
        if (known == null || !known.stamp().equals(stamp)) {
            stores.put(file, new Store(stamp, read(file.get(), known)));
        }
    }

    private static TrustAnchors read(Path file, @Nullable Store known) {
        try {
            TrustAnchors anchors = TrustAnchors.fromPem(file);
            LOGGER.info("Trusted certificates: {} of {} read", anchors.size(), file);
            return anchors;
        } catch (IOException | RuntimeException e) {
            TrustAnchors kept = known == null ? NOBODY : known.anchors();
            LOGGER.error("{} of client certificates stay in force: {}", kept.size() == 0 ? "No trusted roots" : kept.size() + " trusted roots", e.getMessage(), e);
            return kept;
        }
    }

    private static TrustAnchors java() {
        try {
            return TrustAnchors.java();
        } catch (RuntimeException | LinkageError e) {
            LOGGER.error("The trust store of this Java can't be read: client certificates are trusted by no connector that relies on it", e);
            return NOBODY;
        }
    }
}
