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
import java.util.concurrent.TimeUnit;

/**
 * Keeps what is written within {@code maximumSize}. Of a server's database that is the count of texts and rows; of a file it is the file itself: what is in use may
 * take somewhat less than half of it, since each batch and each deletion writes anew all pages that it changes, and what is tidied up is there twice until it is done.
 */
final class Room {
    /** In hundredths of the bound: what may be in use, from where on the file is tidied up, and how large it may be before a batch is written. */
    private static final int MOST_USED = 45;
    private static final int LARGE = 60;
    private static final int FULL = 75;
    /** What is tidied up at once is this part of the bound, but not more than so many octets. */
    private static final int PART = 8;
    private static final int MOST_AT_ONCE = 4 << 20;
    /** Tidying up writes before it can free; after so many times that made nothing smaller nothing will. */
    private static final int MOST_FUTILE = 8;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(2);

    private final Connection connection;
    private final Retention retention;
    private final long bound;
    private final Optional<StoredFile> file;

    Room(Connection connection, Retention retention, long bound) throws SQLException {
        this.connection = connection;
        this.retention = retention;
        this.bound = bound;
        this.file = StoredFile.of(connection);
    }

    /**
     * Deletes and tidies up for two seconds at most, where that is needed.
     *
     * @return whether a batch may be written
     * @throws SQLException when it may not, and nothing can be made smaller now: somebody reads what was there before
     */
    boolean make() throws SQLException {
        long begin = System.nanoTime();
        int futile = 0;
        while (futile < MOST_FUTILE && (isTooMuch() || isLarge()) && System.nanoTime() - begin < LONGEST) {
            long before = size();
            boolean dropped = isTooMuch() && drop();
            if (isLarge()) {
                tidy(1 + futile);
            }
            futile = dropped || size() < before ? 0 : futile + 1;
        }
        boolean fits = size() <= part(FULL);
        if (!fits && futile == MOST_FUTILE) {
            throw new SQLException("trace: the file has " + size() + " octets and can't be made smaller now (expected: at most " + part(FULL) + " before more is written)");
        }
        return fits && retention.total() <= bound;
    }

    /** A chunk of which more is in use than is rewritten at once stays; so more is where that was in vain, as far as there is room for it. */
    private void tidy(int times) {
        long part = Math.min(bound / PART, MOST_AT_ONCE);
        long rewritten = Math.max(part / 2, Math.min(part * times, part(90) - size()));
        file.ifPresent(large -> large.tidy((int) rewritten, (int) part * PART));
    }

    /** Reports outlive messages, until they are most of what is in a file. */
    private boolean drop() throws SQLException {
        if (file.isPresent() && retention.total() < used() / 4 && retention.dropOldestReports(connection)) {
            return true;
        }
        return retention.dropOldest(connection) || isTooMuch() && file.isPresent() && retention.dropOldestReports(connection);
    }

    private boolean isTooMuch() {
        return retention.total() > bound || used() > part(MOST_USED);
    }

    private boolean isLarge() {
        return size() > part(LARGE);
    }

    private long part(int hundredths) {
        return bound / 100 * hundredths;
    }

    private long size() {
        return file.map(StoredFile::size).orElse(0L);
    }

    private long used() {
        return file.map(StoredFile::used).orElse(0L);
    }
}
