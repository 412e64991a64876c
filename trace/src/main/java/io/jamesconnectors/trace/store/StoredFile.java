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
package io.jamesconnectors.trace.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import org.h2.engine.Session;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;
import org.jspecify.annotations.Nullable;

/**
 * The file of H2 behind a connection. Each commit writes the pages that it changed anew, in one piece, a chunk; the file keeps the old ones until their chunk
 * holds no page in use any more. By itself H2 tidies up when nobody writes, or when the database is closed; here it does so in small steps between two batches,
 * while others read.
 */
final class StoredFile {
    private static final int WELL_FILLED = 95;

    private final MVStore store;
    private final FileStore<?> file;

    private StoredFile(MVStore store, FileStore<?> file) {
        this.store = store;
        this.file = file;
    }

    /** Empty where the connection leads to no file of H2 in this process. */
    static Optional<StoredFile> of(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(JdbcConnection.class)) {
            return Optional.empty();
        }
        Session session = connection.unwrap(JdbcConnection.class).getSession();
        if (!(session instanceof SessionLocal local)) {
            return Optional.empty();
        }
        MVStore store = local.getDatabase().getStore().getMvStore();
        @Nullable FileStore<?> file = store.getFileStore();
        return file == null ? Optional.empty() : Optional.of(new StoredFile(store, file));
    }

    /** Its length on disk, in octets. */
    long size() {
        return file.size();
    }

    /** About how many of its octets hold what is in use. */
    long used() {
        return file.size() / 100 * file.getFillRate() / 100 * file.getChunksFillRate();
    }

    /**
     * Writes pages that are in use out of chunks that hold few of them, moves chunks into the gaps, and cuts off what is free at the end. What is in the file is on
     * disk before anything is written over.
     *
     * @param rewritten how many octets of pages to write anew at most; the file may grow by so much meanwhile
     * @param moved how many octets of chunks to move at most; larger ones stay where they are
     */
    void tidy(int rewritten, int moved) {
        int retention = store.getRetentionTime();
        store.setRetentionTime(0);
        try {
            store.compact(WELL_FILLED, rewritten);
            store.commit();
            store.sync();
            if (file instanceof RandomAccessStore gaps) {
                gaps.compactMoveChunks(WELL_FILLED, moved, store);
            }
        } finally {
            store.setRetentionTime(retention);
        }
    }
}
