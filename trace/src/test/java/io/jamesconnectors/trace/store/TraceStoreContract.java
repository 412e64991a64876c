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
import static io.jamesconnectors.trace.store.Notes.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.TraceSettings;
import io.jamesconnectors.trace.TraceEvent;
import io.jamesconnectors.trace.TraceEvent.Kind;
import io.jamesconnectors.trace.TraceNote;
import io.jamesconnectors.trace.TraceStatus;
import io.jamesconnectors.trace.TraceTls;

/** What the trace promises, whatever database keeps it. */
abstract class TraceStoreContract {
    @SuppressWarnings("NullAway.Init")
    private TraceDatabase database;
    @SuppressWarnings("NullAway.Init")
    private TraceStore store;

    /** An empty database. */
    abstract TraceDatabase empty() throws Exception;

    @BeforeEach
    void begin() throws Exception {
        database = empty();
        store = new TraceStore(database);
    }

    @AfterEach
    void end() {
        store.close();
    }

    @Test
    void tellsTheWholeWayOfAMessage() throws Exception {
        String id = id();
        store.write(List.of(arrival(id, NOW, "Anna@Contoso.test", "Bob@bank.test", "carl@bank.test"),
            TraceEvent.of(id, NOW.plusMillis(1), Kind.ATTRIBUTE, "", "Devices", "address:192.0.2.0/24"),
            event(id, NOW.plusMillis(2), Kind.ROUTE, "bob@bank.test", ""),
            event(id, NOW.plusMillis(2), Kind.ROUTE, "carl@bank.test", "")));
        store.write(List.of(event(id, NOW.plusMillis(3), Kind.ATTEMPT, "", "250 2.6.0 Taken"),
            event(id, NOW.plusMillis(3), Kind.DELIVER, "bob@bank.test", "250 2.6.0 Taken"),
            event(id, NOW.plusMillis(4), Kind.DEFER, "carl@bank.test", "450 4.2.1 Later")));

        TracedMessage.WithSteps found = message(id).orElseThrow();

        assertThat(found.steps()).extracting(TracedMessage.Step::kind)
            .containsExactly(Kind.RECEIVE, Kind.ATTRIBUTE, Kind.ROUTE, Kind.ROUTE, Kind.ATTEMPT, Kind.DELIVER, Kind.DEFER);
        assertThat(found.steps().get(6)).isEqualTo(new TracedMessage.Step(NOW.plusMillis(4), Kind.DEFER, "carl@bank.test", "Bank out", "because",
            "TLSv1.3 TLS_AES_256_GCM_SHA384", "450 4.2.1 Later", "mx.bank.test[192.0.2.25]"));
        assertThat(found.message()).isEqualTo(new TracedMessage(id, NOW, "<" + id + "@app.contoso.test>", "anna@contoso.test", 2_000, "Devices", "192.0.2.7",
            "TLSv1.3 TLS_AES_256_GCM_SHA384", List.of(new TracedMessage.Recipient("carl@bank.test", TraceStatus.PENDING, "Bank out"),
                new TracedMessage.Recipient("bob@bank.test", TraceStatus.DELIVERED, "Bank out")), ""));
        assertThat(found.message().status()).isEqualTo(TraceStatus.PENDING);
        assertThat(found.message().outbound()).containsExactly("Bank out");
    }

    @Test
    void findsByEachThingAndBySeveralAtOnce() throws Exception {
        String first = id();
        String second = id();
        store.write(List.of(arrival(first, NOW.minusSeconds(60), "anna@contoso.test", "bob@bank.test"), event(first, NOW, Kind.FAIL, "bob@bank.test", "550 5.1.1 No"),
            arrival(second, NOW, "dora@fabrikam.test", "emil@else.test")));

        assertThat(found(query("", "", "", "", null))).containsExactly(second, first);
        assertThat(found(query("<" + first + "@app.contoso.test>", "", "", "", null))).containsExactly(first);
        assertThat(found(query(first + "@app.contoso.test", "", "", "", null))).containsExactly(first);
        assertThat(found(query(first + "@*", "", "", "", null))).isEmpty();
        assertThat(found(query("*" + first + "@*", "", "", "", null))).containsExactly(first);
        assertThat(found(query("", "ANNA@contoso.TEST", "", "", null))).containsExactly(first);
        assertThat(found(query("", "*@fabrikam.test", "", "", null))).containsExactly(second);
        assertThat(found(query("", "anna", "", "", null))).isEmpty();
        assertThat(found(query("", "", "bob@bank.test", "", null))).containsExactly(first);
        assertThat(found(query("", "", "*", "", TraceStatus.FAILED))).containsExactly(first);
        assertThat(found(query("", "", "", "", TraceStatus.GETTING_STATUS))).containsExactly(second);
        assertThat(found(query("", "", "emil@else.test", "", TraceStatus.FAILED))).isEmpty();
        assertThat(found(query("", "", "", "bank OUT", null))).containsExactly(first);
        assertThat(found(query("", "", "", "devices", null))).containsExactly(second, first);
        assertThat(found(new TraceQuery("", "", "", "", Optional.empty(), Optional.of(NOW), Optional.empty(), 0, 100))).containsExactly(second);
        assertThat(found(new TraceQuery("", "", "", "", Optional.empty(), Optional.empty(), Optional.of(NOW), 0, 100))).containsExactly(first);
        assertThat(message("f".repeat(27))).isEmpty();
    }

    @Test
    void givesPagesOfWhatIsFound() throws Exception {
        List<TraceNote> notes = new ArrayList<>();
        IntStream.range(0, 25).forEach(i -> notes.add(arrival(id(), NOW.plusSeconds(i), "anna@contoso.test", "b" + i + "@bank.test")));
        store.write(notes);

        TracedMessage.Page page = page(new TraceQuery("", "", "", "", Optional.empty(), Optional.empty(), Optional.empty(), 20, 10));

        assertThat(page.total()).isEqualTo(25);
        assertThat(page.messages()).extracting(message -> message.recipients().get(0).address())
            .containsExactly("b4@bank.test", "b3@bank.test", "b2@bank.test", "b1@bank.test", "b0@bank.test");
    }

    @Test
    void keepsHostileTextsInEveryFieldAndFindsThemAgain() throws Exception {
        List<String> hostile = new ArrayList<>(List.of("'; DROP TABLE trace_message; --", "100%_!*sure", "a\u0000b\r\nc\u0007", "\uD83D\uDE00 smile \uD83D", "\uDE00", "\\' \" ` $1 ? :x",
            "<script>alert(1)</script>", "", "   ", "x".repeat(1_000_000), "\uFFFF\uFFFE", "=1+1"));
        Random random = new Random(Long.getLong("seed", 1));
        System.out.println("seed of hostile texts: " + Long.getLong("seed", 1));
        for (int i = 0; i < 40; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(700), 0, 0x10000).forEach(c -> text.append((char) c));
            hostile.add(text.toString());
        }
        for (String text : hostile) {
            String id = id();
            TraceTls tls = new TraceTls(text, text, true);
            int lost = store.write(List.of(new TraceNote.Arrival(id, NOW, text, text, List.of(text, text + "2"), Long.MAX_VALUE, text, text, tls),
                new TraceNote.Stranger(NOW, text, text, text),
                new TraceEvent(id, NOW, Kind.EXPAND, text, text, text, tls, text, text, 0), new TraceEvent(id, NOW, Kind.ATTEMPT, text, text, text, tls, text, text, 9),
                new TraceEvent(id, NOW, Kind.FAIL, text, text, text, tls, text, text, 0), new TraceNote.Refusal(NOW, text, text, text)));

            assertThat(lost).isZero();
            assertThat(message(id)).isPresent();
            String said = text;
            assertThat(found(new TraceQuery(said, said, said, "", Optional.empty(), Optional.empty(), Optional.empty(), 0, 1_000)))
                .as("found by %s", said.substring(0, Math.min(said.length(), 60)).codePoints().mapToObj(Integer::toHexString).toList()).contains(id);
            assertThat(found(query("", "", "", said, null))).contains(id);
        }
        for (ReportKind kind : ReportKind.values()) {
            assertThat(report(kind, 7, "' OR '1' = '1")).isEmpty();
            assertThat(report(kind, 7, "")).isNotEmpty();
        }
    }

    @Test
    void takesAWildcardOnlyForTheStar() throws Exception {
        String percent = id();
        String other = id();
        store.write(List.of(arrival(percent, NOW, "100%_!a@contoso.test", "b@bank.test"), arrival(other, NOW, "100x_!a@contoso.test", "b@bank.test")));

        assertThat(found(query("", "100%_!*", "", "", null))).containsExactly(percent);
        assertThat(found(query("", "100*", "", "", null))).containsExactlyInAnyOrder(percent, other);
        assertThat(found(query("", "100%*", "", "", null))).containsExactly(percent);
        assertThat(found(query("", "%", "", "", null))).isEmpty();
    }

    @Test
    void anEventWhoseArrivalIsUnknownBeginsAMessageAndTheArrivalCompletesIt() throws Exception {
        String id = id();
        store.write(List.of(event(id, NOW, Kind.DELIVER, "bob@bank.test", "250 2.0.0 OK")));
        assertThat(message(id).orElseThrow().message().sender()).isEmpty();

        store.write(List.of(arrival(id, NOW.minusSeconds(1), "anna@contoso.test", "bob@bank.test")));

        assertThat(message(id).orElseThrow().message().sender()).isEqualTo("anna@contoso.test");
        assertThat(message(id).orElseThrow().message().status()).as("what is later counts").isEqualTo(TraceStatus.DELIVERED);
    }

    @Test
    void anOlderEventThatComesLateChangesNoStatus() throws Exception {
        String id = id();
        store.write(List.of(arrival(id, NOW, "anna@contoso.test", "bob@bank.test"), event(id, NOW.plusSeconds(9), Kind.DELIVER, "bob@bank.test", "250 2.0.0 OK")));
        store.write(List.of(event(id, NOW.plusSeconds(5), Kind.DEFER, "bob@bank.test", "450 4.0.0 Later")));

        assertThat(message(id).orElseThrow().message().status()).isEqualTo(TraceStatus.DELIVERED);
    }

    @Test
    void deletesWhatIsTooOldAndKeepsTheReports() throws Exception {
        String old = id();
        String young = id();
        Instant then = NOW.minus(Duration.ofDays(11));
        store.write(List.of(arrival(old, then, "anna@contoso.test", "bob@bank.test"), event(old, then, Kind.DELIVER, "bob@bank.test", "250 2.0.0 OK"),
            arrival(young, NOW, "anna@contoso.test", "bob@bank.test")));

        while (store.prune(TraceSettings.DEFAULT, NOW)) {
            // until there is nothing more
        }

        assertThat(message(old)).isEmpty();
        assertThat(message(young)).isPresent();
        assertThat(rows("trace_event")).isEqualTo(1);
        assertThat(rows("trace_recipient")).isEqualTo(1);
        assertThat(amount(report(ReportKind.VOLUME, 90, "Bank out"), "delivered")).isEqualTo(1);
        assertThat(amount(report(ReportKind.VOLUME, 7, ""), "messages")).isEqualTo(1);
        assertThat(amount(report(ReportKind.VOLUME, 90, ""), "messages")).isEqualTo(2);
    }

    @Test
    void forgetsReportsAfterNinetyDays() throws Exception {
        store.write(List.of(arrival(id(), NOW.minus(Duration.ofDays(90)), "anna@contoso.test"), arrival(id(), NOW.minus(Duration.ofDays(89)), "anna@contoso.test")));

        store.prune(TraceSettings.DEFAULT, NOW);

        assertThat(rows("trace_message")).isZero();
        assertThat(amount(report(ReportKind.VOLUME, 90, ""), "messages")).isEqualTo(1);
    }

    @Test
    void deletesTheOldestWhenThereIsTooMuch() throws Exception {
        TraceSettings small = new TraceSettings(true, TraceSettings.DEFAULT_KEEP, TraceSettings.LEAST_SIZE, Optional.empty());
        String reason = "r".repeat(500);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            List<TraceNote> notes = new ArrayList<>();
            for (int j = 0; j < 500; j++) {
                String id = id();
                ids.add(id);
                Instant at = NOW.plusSeconds(i * 500L + j);
                notes.add(TraceEvent.of(id, at, Kind.ROUTE, "bob@bank.test", "Bank out", reason));
            }
            store.write(notes);
            while (!store.makeRoom(small, NOW)) {
                // until there is room
            }
            assertThat(store.total()).isLessThanOrEqualTo(small.maximumSize());
        }

        assertThat(rows("trace_event")).isLessThan(ids.size()).isGreaterThan(ids.size() / 2 - 8_000);
        assertThat(message(ids.get(0))).isEmpty();
        assertThat(message(ids.get(ids.size() - 1))).isPresent();
        System.out.println(getClass().getSimpleName() + ": " + rows("trace_event") + " of " + ids.size() + " messages left, " + store.total() + " octets counted");
    }

    @Test
    void countsForReports() throws Exception {
        String id = id();
        TraceTls old = new TraceTls("TLSv1", "SOME", false);
        store.write(List.of(arrival(id, NOW, "anna@contoso.test", "bob@bank.test"),
            new TraceNote.Arrival(id(), NOW, "<1@x>", "eve@elsewhere.test", List.of(), 1, "Devices", "", TraceTls.NONE),
            new TraceNote.Stranger(NOW, "Devices", "elsewhere.test", "<1@x>"), new TraceNote.Stranger(NOW, "Devices", "ELSEWHERE.test", "<2@x>"),
            new TraceNote.Arrival(id(), NOW, "<2@x>", "eva@ELSEWHERE.test", List.of(), 1, "Devices", "", old),
            event(id, NOW, Kind.ATTEMPT, "", "250 2.0.0 OK"), event(id, NOW, Kind.DELIVER, "bob@bank.test", "250 2.0.0 OK"),
            event(id, NOW, Kind.DEFER, "bob@bank.test", "450 4.2.1 Try later"), event(id, NOW, Kind.FAIL, "bob@bank.test", "550 5.1.1 Who?"),
            event(id, NOW, Kind.FAIL, "bob@bank.test", "550 5.1.1 Nobody"), new TraceNote.Refusal(NOW, "Partner in", "550 5.7.51", "not its certificate")));
        store.write(List.of(new TraceNote.Arrival(id(), NOW, "<3@x>", "eve@elsewhere.test", List.of(), 1, "Devices", "", TraceTls.NONE),
            new TraceNote.Stranger(NOW, "Devices", "elsewhere.test", "<3@x>")));

        assertThat(report(ReportKind.VOLUME, 1, "")).extracting(ReportCount::direction, ReportCount::connector, ReportCount::item, ReportCount::amount).containsExactlyInAnyOrder(
            row("inbound", "Devices", "messages", 4), row("inbound", "Partner in", "refused", 1), row("outbound", "Bank out", "messages", 1),
            row("outbound", "Bank out", "delivered", 1), row("outbound", "Bank out", "deferred", 1), row("outbound", "Bank out", "failed", 2));
        assertThat(report(ReportKind.TLS, 1, "devices")).extracting(ReportCount::direction, ReportCount::connector, ReportCount::item, ReportCount::amount).containsExactlyInAnyOrder(
            row("inbound", "Devices", "TLS 1.3", 1), row("inbound", "Devices", "TLS 1.0", 1), row("inbound", "Devices", "No TLS", 2), row("inbound", "Devices", "Forced TLS", 1));
        assertThat(report(ReportKind.FAILURES, 1, "")).extracting(ReportCount::connector, ReportCount::item, ReportCount::amount, ReportCount::samples).containsExactlyInAnyOrder(
            tuple("Bank out", "450 4.2.1", 1L, List.of("450 4.2.1 Try later")),
            tuple("Bank out", "550 5.1.1", 2L, List.of("550 5.1.1 Who?", "550 5.1.1 Nobody")),
            tuple("Partner in", "550 5.7.51", 1L, List.of("not its certificate")));
        assertThat(report(ReportKind.NON_ACCEPTED_DOMAINS, 1, "")).containsExactly(
            new ReportCount(Optional.empty(), "inbound", "Devices", "elsewhere.test", 3, List.of("<1@x>", "<2@x>", "<3@x>")));
    }

    @Test
    void countsNoMoreDomainsOfADayThanThereIsRoomFor() throws Exception {
        for (int i = 0; i < 5; i++) {
            List<TraceNote> notes = new ArrayList<>();
            for (int j = 0; j < 500; j++) {
                notes.add(new TraceNote.Stranger(NOW, "Devices", "d" + i + "-" + j + ".test", ""));
            }
            store.write(notes);
        }

        List<ReportCount> counts = report(ReportKind.NON_ACCEPTED_DOMAINS, 1, "");
        assertThat(counts).hasSize(DayCounts.MOST_ITEMS + 1);
        assertThat(amount(counts, DayCounts.OTHERS)).isEqualTo(500);
        assertThat(counts.stream().mapToLong(ReportCount::amount).sum()).isEqualTo(2_500);
    }

    @Test
    void severalNodesWriteAboutTheSameMessageAtOnce() throws Exception {
        List<String> ids = IntStream.range(0, 50).mapToObj(i -> id()).toList();
        try (TraceStore other = new TraceStore(sharing(database))) {
            List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
            Thread one = new Thread(() -> write(store, ids, "one", failures));
            Thread two = new Thread(() -> write(other, ids.stream().sorted(Comparator.reverseOrder()).toList(), "two", failures));
            one.start();
            two.start();
            one.join();
            two.join();

            assertThat(failures).isEmpty();
            assertThat(ids).allSatisfy(id -> assertThat(message(id).orElseThrow().steps()).hasSize(4));
            assertThat(amount(report(ReportKind.VOLUME, 1, ""), "deferred")).isEqualTo(200);
        }
    }

    @Test
    void keepsWhoTheClientHasShownThatItIs() throws Exception {
        String id = id();
        store.write(List.of(new TraceNote.Arrival(id, NOW, "<1@x>", "anna@contoso.test", List.of("bob@bank.test"), 7, "Devices", "192.0.2.7", TraceTls.NONE, "logged in as anna",
            "listener=mx&login=anna")));

        TracedMessage.WithSteps found = message(id).orElseThrow();

        assertThat(found.message().clientFacts()).isEqualTo("listener=mx&login=anna");
        assertThat(found.steps()).singleElement().satisfies(step -> assertThat(step.reason()).isEqualTo("7 octets; logged in as anna"));
    }

    @Test
    void bringsTablesOfTheFirstVersionUpToDate() throws Exception {
        String before = id();
        store.write(List.of(arrival(before, NOW, "anna@contoso.test")));
        try (Connection connection = database.open(); Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE trace_message DROP COLUMN client_facts");
            statement.execute("UPDATE trace_schema SET version = 1");
        }

        try (TraceStore newer = new TraceStore(sharing(database))) {
            String after = id();
            newer.write(List.of(new TraceNote.Arrival(after, NOW, "<1@x>", "anna@contoso.test", List.of(), 7, "Devices", "192.0.2.7", TraceTls.NONE, "", "listener=mx")));

            assertThat(message(before).orElseThrow().message().clientFacts()).isEmpty();
            assertThat(message(after).orElseThrow().message().clientFacts()).isEqualTo("listener=mx");
        }
    }

    @Test
    void refusesTablesOfANewerVersion() throws Exception {
        store.write(List.of(arrival(id(), NOW, "anna@contoso.test")));
        try (Connection connection = database.open(); Statement statement = connection.createStatement()) {
            statement.execute("UPDATE trace_schema SET version = 99");
        }

        assertThatThrownBy(() -> new TraceStore(database).open()).isInstanceOf(SQLException.class).hasMessageContaining("version 99 (expected: at most 2");
    }

    /** Another way to the same tables. */
    TraceDatabase sharing(TraceDatabase known) {
        return known::open;
    }

    private static void write(TraceStore to, List<String> ids, String who, List<Throwable> failures) {
        try {
            for (int round = 0; round < 2; round++) {
                List<TraceNote> notes = new ArrayList<>();
                for (String id : ids) {
                    notes.add(event(id, NOW, Kind.DEFER, "bob@bank.test", "450 4.2.1 " + who));
                }
                for (int attempt = 0;; attempt++) {
                    try {
                        to.write(notes);
                        break;
                    } catch (SQLException e) {
                        if (attempt == 50) {
                            throw e;
                        }
                    }
                }
            }
        } catch (SQLException | RuntimeException e) {
            failures.add(e);
        }
    }

    private static Tuple row(String direction, String connector, String item, long amount) {
        return tuple(direction, connector, item, amount);
    }

    private static long amount(List<ReportCount> counts, String item) {
        return counts.stream().filter(count -> count.item().equals(item)).mapToLong(ReportCount::amount).sum();
    }

    private static TraceQuery query(String messageId, String sender, String recipient, String connector, @Nullable TraceStatus status) {
        return new TraceQuery(messageId, sender, recipient, connector, Optional.ofNullable(status), Optional.empty(), Optional.empty(), 0, 1_000);
    }

    private List<String> found(TraceQuery query) throws SQLException {
        return page(query).messages().stream().map(TracedMessage::id).toList();
    }

    private TracedMessage.Page page(TraceQuery query) throws SQLException {
        try (Connection connection = store.open()) {
            return new TraceSearch(connection).find(query);
        }
    }

    private Optional<TracedMessage.WithSteps> message(String id) throws SQLException {
        try (Connection connection = store.open()) {
            return new TraceSearch(connection).message(id);
        }
    }

    private List<ReportCount> report(ReportKind kind, int days, String connector) throws SQLException {
        try (Connection connection = store.open()) {
            return TraceReports.read(connection, kind, DayCounts.day(NOW.toEpochMilli()) - days + 1, connector);
        }
    }

    private int rows(String table) throws SQLException {
        try (Connection connection = store.open(); Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
        }
    }
}
