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
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.TraceSettings;
import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.trace.TraceEvent;
import io.jamesconnectors.trace.TraceEvent.Kind;
import io.jamesconnectors.trace.TraceNote;
import io.jamesconnectors.trace.TraceStatus;

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
    void twoServersBeginAtOnceAndTellOfTheSameMessages() throws Exception {
        TraceSettings settings = new TraceSettings(true, TraceSettings.DEFAULT_KEEP, TraceSettings.DEFAULT_MAXIMUM_SIZE, Optional.of(server.database()));
        List<String> ids = IntStream.range(0, 300).mapToObj(i -> Notes.id()).toList();
        try (TraceJournal one = node(settings); TraceJournal two = node(settings)) {
            for (String id : ids) {
                one.note(Notes.arrival(id, Notes.NOW, "anna@contoso.test", "bob@bank.test"));
                two.note(Notes.event(id, Notes.NOW.plusMillis(1), Kind.DEFER, "bob@bank.test", "450 4.2.1 Later"));
                one.note(Notes.event(id, Notes.NOW.plusMillis(2), Kind.ATTEMPT, "bob@bank.test", "250 2.0.0 OK"));
                two.note(Notes.event(id, Notes.NOW.plusMillis(3), Kind.DELIVER, "bob@bank.test", "250 2.0.0 OK"));
            }
            Notes.await("both have written", () -> one.health().written() == 600 && two.health().written() == 600);

            assertThat(one.health().dropped() + two.health().dropped()).isZero();
            for (TraceJournal node : List.of(one, two)) {
                assertThat(node.find(TraceQuery.ALL).total()).isEqualTo(300);
                for (String id : ids.subList(0, 20)) {
                    TracedMessage.WithSteps found = node.message(id).orElseThrow();
                    assertThat(found.steps()).extracting(TracedMessage.Step::kind).containsExactly(Kind.RECEIVE, Kind.DEFER, Kind.ATTEMPT, Kind.DELIVER);
                    assertThat(found.message().sender()).isEqualTo("anna@contoso.test");
                    assertThat(found.message().status()).isEqualTo(TraceStatus.DELIVERED);
                }
                assertThat(node.report(ReportKind.VOLUME, 1, "Bank out")).extracting(ReportCount::item, ReportCount::amount)
                    .containsExactlyInAnyOrder(tuple("deferred", 300L), tuple("delivered", 300L), tuple("messages", 300L));
            }
        }
    }

    @Test
    void twoServersDeleteAndWriteAtOnce() throws Exception {
        TraceSettings.Database database = server.database();
        TraceSettings small = new TraceSettings(true, TraceSettings.DEFAULT_KEEP, TraceSettings.LEAST_SIZE, Optional.of(database));
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        try (TraceStore one = new TraceStore(new ServerDatabase(database, () -> PostgresServer.PASSWORD));
                TraceStore two = new TraceStore(new ServerDatabase(database, () -> PostgresServer.PASSWORD))) {
            one.open().close();
            List<Thread> nodes = Stream.of(one, two).map(node -> new Thread(() -> fill(node, small, failures))).toList();
            nodes.forEach(Thread::start);
            for (Thread node : nodes) {
                node.join();
            }

            assertThat(failures).isEmpty();
            try (Connection connection = one.open(); Statement statement = connection.createStatement()) {
                assertThat(number(statement, "SELECT SUM(kept_octets) FROM trace_message")).isPositive().isLessThanOrEqualTo(2 * small.maximumSize());
                assertThat(number(statement, "SELECT COUNT(*) FROM trace_event e WHERE NOT EXISTS (SELECT 1 FROM trace_message m WHERE m.id = e.message)")).as("events left behind").isZero();
                assertThat(number(statement, "SELECT COUNT(*) FROM trace_recipient r WHERE NOT EXISTS (SELECT 1 FROM trace_message m WHERE m.id = r.message)")).isZero();
            }
        }
    }

    /** Two batches of old messages, then young ones until there is too much: both kinds of deletion happen. */
    private static void fill(TraceStore node, TraceSettings settings, List<Throwable> failures) {
        try {
            String reason = "r".repeat(480);
            for (int i = 0; i < 44; i++) {
                Instant at = i < 2 ? Notes.NOW.minus(Duration.ofDays(11)) : Notes.NOW.plusSeconds(i);
                List<TraceNote> notes = new ArrayList<>();
                for (int j = 0; j < 500; j++) {
                    notes.add(TraceEvent.of(Notes.id(), at, Kind.ROUTE, "bob@bank.test", "Bank out", reason));
                }
                while (!node.makeRoom(settings, Notes.NOW)) {
                    // until there is room
                }
                node.write(notes);
                node.prune(settings, Notes.NOW);
            }
        } catch (SQLException | RuntimeException e) {
            failures.add(e);
        }
    }

    private static TraceJournal node(TraceSettings settings) {
        return new TraceJournal(wanted -> new ServerDatabase(wanted.database().orElseThrow(), () -> PostgresServer.PASSWORD), settings, MutableClock.at(Notes.NOW),
            new NoteQueue(5_000, 1 << 22), Duration.ofMillis(50));
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
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
