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
import static io.jamesconnectors.trace.store.Notes.arrival;
import static io.jamesconnectors.trace.store.Notes.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.TraceSettings;
import io.jamesconnectors.trace.TraceEvent;
import io.jamesconnectors.trace.TraceEvent.Kind;
import io.jamesconnectors.trace.TraceId;
import io.jamesconnectors.trace.TraceNote;

/** The bound of the file of an embedded database: what the file system says, not what is counted. */
class RoomTest {
    private static final int BATCH = 200;
    private static final int NOTES_A_MESSAGE = 5;
    private static final TraceSettings SMALL = bounded(TraceSettings.LEAST_SIZE);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final Random random = new Random(Long.getLong("seed", 1));
    @SuppressWarnings("NullAway.Init")
    private TraceStore store;
    private long largest;
    private int messages;

    @BeforeEach
    void begin() {
        store = new TraceStore(new EmbeddedDatabase(folder));
    }

    @AfterEach
    void end() {
        store.close();
    }

    @Test
    void aFileIsNeverLargerThanItsBoundHoweverMuchIsWritten() throws Exception {
        for (int i = 0; i < 50; i++) {
            write(SMALL, NOW);
            if (i % 10 == 0) {
                search();
            }
        }

        assertThat(largest).isLessThanOrEqualTo(SMALL.maximumSize());
        assertThat(kept()).as("and what it may hold is made use of").isBetween(2_000, messages - 2_000);
        print("constant writing");
    }

    @Test
    void longTextsOfEveryLanguageFitAsWell() throws Exception {
        String text = "\uFFE5".repeat(480);
        for (int i = 0; i < 100; i++) {
            makeRoom(SMALL);
            List<TraceNote> notes = new ArrayList<>();
            for (int j = 0; j < 125; j++) {
                notes.add(event(TraceId.at(NOW), NOW.plusSeconds(i), Kind.FAIL, random.nextInt() + text, text));
            }
            store.write(notes);
            measure();
        }

        assertThat(largest).isLessThanOrEqualTo(SMALL.maximumSize());
        print("long texts");
    }

    @Test
    void aFileThatIsTooLargeAlreadyIsMadeSmaller() throws Exception {
        TraceSettings large = bounded(256L << 20);
        while (largest < 2 * SMALL.maximumSize()) {
            write(large, NOW);
        }
        end();
        begin();

        makeRoom(SMALL);

        assertThat(Files.size(file())).isLessThanOrEqualTo(SMALL.maximumSize());
        assertThat(kept()).isPositive();
    }

    @Test
    void whoeverReadsForLongKeepsTheFileFromShrinkingAndNothingMoreIsWrittenThen() throws Exception {
        write(SMALL, NOW);
        try (Connection reader = store.open(); Statement statement = reader.createStatement()) {
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(count(statement)).isEqualTo(BATCH);

            assertThatThrownBy(() -> {
                for (int i = 0; i < 200; i++) {
                    write(SMALL, NOW);
                }
            }).isInstanceOf(SQLException.class).hasMessageContaining("can't be made smaller now");

            assertThat(largest).isLessThanOrEqualTo(SMALL.maximumSize());
            assertThat(count(statement)).as("what it reads is whole").isEqualTo(BATCH);
        }
        write(SMALL, NOW);
        assertThat(largest).isLessThanOrEqualTo(SMALL.maximumSize());
    }

    @Test
    void reportsGoWhenTheyAreMostOfWhatThereIs() throws Exception {
        String why = "w".repeat(200);
        for (int day = 40; day >= 0; day--) {
            makeRoom(SMALL);
            List<TraceNote> notes = new ArrayList<>();
            Instant at = NOW.minus(Duration.ofDays(day));
            for (int i = 0; i < 1_900; i++) {
                notes.add(new TraceNote.Refusal(at, "Devices", "550 5." + i / 1_000 + "." + i % 1_000, why));
            }
            notes.add(arrival(TraceId.at(at), at, "anna@contoso.test", "bob@bank.test"));
            store.write(notes);
            measure();
        }

        assertThat(largest).isLessThanOrEqualTo(SMALL.maximumSize());
        try (Connection connection = store.open()) {
            assertThat(TraceReports.read(connection, ReportKind.VOLUME, DayCounts.day(NOW.toEpochMilli()), "")).as("of today").isNotEmpty();
            assertThat(TraceReports.read(connection, ReportKind.VOLUME, 0, "").size()).as("of the first days").isLessThan(2 * 41);
        }
        print("reports");
    }

    private void write(TraceSettings settings, Instant at) throws SQLException, IOException {
        makeRoom(settings);
        List<TraceNote> notes = new ArrayList<>(BATCH * NOTES_A_MESSAGE);
        for (int i = 0; i < BATCH; i++) {
            String id = TraceId.at(at.plusMillis(messages));
            Instant when = at.plusMillis(messages);
            String recipient = "user" + random.nextInt(100_000) + "@bank" + random.nextInt(1_000) + ".test";
            notes.add(arrival(id, when, "app" + random.nextInt(10_000) + "@contoso.test", recipient));
            notes.add(TraceEvent.of(id, when, Kind.ATTRIBUTE, "", "Devices", "by address:192.0.2.0/24; the address is that of the connector [address-matched]"));
            notes.add(TraceEvent.of(id, when, Kind.ROUTE, recipient, "Bank out", "bank.test is in the address space of the connector"));
            notes.add(event(id, when, Kind.ATTEMPT, recipient, "250 2.6.0 Queued as " + Long.toHexString(random.nextLong())));
            notes.add(event(id, when, Kind.DELIVER, recipient, "250 2.6.0 Queued as " + Long.toHexString(random.nextLong())));
            messages++;
        }
        store.write(notes);
        measure();
    }

    private void makeRoom(TraceSettings settings) throws SQLException, IOException {
        while (!store.makeRoom(settings, NOW)) {
            measure();
        }
        if (largest <= settings.maximumSize()) {
            measure();
        }
    }

    private void measure() throws IOException {
        largest = Math.max(largest, Files.size(file()));
    }

    private void search() throws SQLException {
        try (Connection connection = store.open()) {
            assertThat(new TraceSearch(connection).find(TraceQuery.ALL).messages()).isNotEmpty();
        }
    }

    private int kept() throws SQLException {
        try (Connection connection = store.open(); Statement statement = connection.createStatement()) {
            return count(statement);
        }
    }

    private static int count(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM trace_message")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void print(String what) throws SQLException {
        System.out.printf(Locale.ROOT, "%s, bound of %d MiB: file %.1f MiB at most; %d of %d messages kept%n", what, SMALL.maximumSize() >> 20, largest / 1048576.0, kept(), messages);
    }

    private Path file() {
        return folder.resolve("trace.mv.db");
    }

    private static TraceSettings bounded(long octets) {
        return new TraceSettings(true, TraceSettings.DEFAULT_KEEP, octets, Optional.empty());
    }
}
