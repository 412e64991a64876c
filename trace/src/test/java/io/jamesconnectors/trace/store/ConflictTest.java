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

import static io.jamesconnectors.trace.store.Notes.NOW;
import static io.jamesconnectors.trace.store.Notes.event;
import static io.jamesconnectors.trace.store.Notes.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.trace.TraceEvent.Kind;
import io.jamesconnectors.trace.TraceNote;

/** Nodes that get in each other's way cost time: no note is lost by it, and none is kept twice. */
class ConflictTest {
    private final EmbeddedDatabase database;
    private int commits = Integer.MIN_VALUE;
    private final List<String> ids = IntStream.range(0, 20).mapToObj(i -> id()).toList();

    ConflictTest(@TempDir Path directory) {
        database = new EmbeddedDatabase(directory);
    }

    @Test
    void areTriedAgainAsAWhole() throws Exception {
        try (TraceStore store = new TraceStore(conflicting(commit -> commit != 4 && commit < 8))) {
            makeTables(store);

            assertThat(store.write(notes())).isZero();

            assertKeptOnce(store);
        }
    }

    @Test
    void leaveNothingWhereTheyDoNotEnd() throws Exception {
        try (TraceStore store = new TraceStore(conflicting(commit -> commit <= 10))) {
            makeTables(store);

            assertThatThrownBy(() -> store.write(notes())).isInstanceOf(SQLException.class).hasMessage("in the way");
            assertThat(store.write(notes())).isZero();

            assertKeptOnce(store);
        }
    }

    private void makeTables(TraceStore store) throws SQLException {
        store.open().close();
        commits = 0;
    }

    private void assertKeptOnce(TraceStore store) {
        assertThat(ids).allSatisfy(id -> {
            try (Connection connection = store.open()) {
                assertThat(new TraceSearch(connection).message(id).orElseThrow().steps()).hasSize(1);
            }
        });
    }

    private List<TraceNote> notes() {
        return ids.stream().<TraceNote>map(id -> event(id, NOW, Kind.DEFER, "bob@bank.test", "450 4.2.1 later")).toList();
    }

    /** @param conflict which of the commits that follow the tables, from 1 on, are undone instead */
    private TraceDatabase conflicting(IntPredicate conflict) {
        return new TraceDatabase() {
            @Override
            public Connection open() throws SQLException {
                Connection real = database.open();
                return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit") && ++commits > 0 && conflict.test(commits)) {
                        real.rollback();
                        throw new SQLException("in the way", "40001");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
            }

            @Override
            public void shutdown() {
                database.shutdown();
            }
        };
    }
}
