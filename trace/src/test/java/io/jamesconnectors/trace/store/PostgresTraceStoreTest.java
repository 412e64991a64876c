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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.TraceSettings;
import io.jamesconnectors.testing.MutableClock;

/** The contract, kept by a real PostgreSQL. */
class PostgresTraceStoreTest extends TraceStoreContract {
    @SuppressWarnings("NullAway.Init")
    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws Exception {
        Optional<String> obstacle = PostgresServer.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> "skipped: " + obstacle.orElse(""));
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    TraceDatabase empty() throws SQLException {
        return new ServerDatabase(server.database(), () -> PostgresServer.PASSWORD);
    }

    @Test
    void takesUpWritingWhenTheServerIsBack() throws Exception {
        TraceSettings settings = new TraceSettings(true, TraceSettings.DEFAULT_KEEP, TraceSettings.DEFAULT_MAXIMUM_SIZE, Optional.of(server.database()));
        try (TraceJournal journal = new TraceJournal(wanted -> new ServerDatabase(wanted.database().orElseThrow(), () -> PostgresServer.PASSWORD), settings,
                MutableClock.at(Notes.NOW), new NoteQueue(1_000, 1 << 20), Duration.ofMillis(50))) {
            journal.note(Notes.arrival(Notes.id(), Notes.NOW, "anna@contoso.test"));
            Notes.await("the first is written", () -> journal.health().written() == 1);

            server.kill();
            journal.note(Notes.arrival(Notes.id(), Notes.NOW, "bob@contoso.test"));
            Notes.await("it fails", () -> journal.health().state() == TraceHealth.State.FAILING);
            assertThatThrownBy(() -> journal.find(TraceQuery.ALL)).isInstanceOf(TraceUnavailable.class);
            server.restart();

            Notes.await("the second is written", () -> journal.health().written() == 2);
            assertThat(journal.health().dropped()).isZero();
            assertThat(journal.health().lastFailure().orElseThrow()).doesNotContain(PostgresServer.PASSWORD);
            assertThat(journal.find(TraceQuery.ALL).messages()).extracting(TracedMessage::sender).containsExactlyInAnyOrder("anna@contoso.test", "bob@contoso.test");
        }
    }

    @Test
    void saysWhyItCannotLogIn() throws Exception {
        ServerDatabase wrong = new ServerDatabase(server.database(), () -> "");
        assertThatThrownBy(wrong::open).isInstanceOf(SQLException.class).hasMessageContaining("password");
        ServerDatabase missing = new ServerDatabase(server.database(), () -> {
            throw new IOException("secret: /nowhere does not exist (expected: a file that holds the secret and nothing else)");
        });
        assertThatThrownBy(missing::open).isInstanceOf(SQLException.class).hasMessageContaining("/nowhere does not exist");
    }
}
