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

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.TraceSettings;

class CompactionTest {
    private static final long MOST = TraceSettings.DEFAULT.maximumSize();

    /** A file that can't be made smaller than so. */
    private static final class Stubborn implements TraceDatabase {
        private long size;
        private long least;
        private int compactions;

        @Override
        public Connection open() throws SQLException {
            throw new SQLException("nobody asks");
        }

        @Override
        public long fileSize() {
            return size;
        }

        @Override
        public void compact() {
            compactions++;
            size = least;
        }
    }

    @Test
    void aFileThatStaysLargeIsNotRewrittenAgainAndAgain() throws SQLException {
        Stubborn file = new Stubborn();
        try (TraceStore store = new TraceStore(file)) {
            file.size = MOST;
            store.compactIfLarge(TraceSettings.DEFAULT);
            assertThat(file.compactions).isZero();

            file.size = MOST * 2;
            file.least = MOST * 2;
            store.compactIfLarge(TraceSettings.DEFAULT);
            store.compactIfLarge(TraceSettings.DEFAULT);
            assertThat(file.compactions).isEqualTo(1);

            file.size = MOST * 4;
            file.least = MOST;
            store.compactIfLarge(TraceSettings.DEFAULT);
            file.size = MOST * 2;
            store.compactIfLarge(TraceSettings.DEFAULT);
            assertThat(file.compactions).isEqualTo(3);
        }
    }
}
