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
import static io.jamesconnectors.trace.store.Notes.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.TraceSettings;
import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.trace.TraceNote;
import io.jamesconnectors.trace.TraceTls;

class TraceJournalTest {
    private static final TraceJournal.Passwords NO_PASSWORDS = source -> {
        throw new IOException("no password here");
    };

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final MutableClock clock = MutableClock.at(NOW);

    @Test
    void writesAndFinds() throws Exception {
        try (TraceJournal journal = TraceJournal.start(folder, NO_PASSWORDS, TraceSettings.DEFAULT, clock)) {
            journal.note(arrival(id(), NOW, "anna@contoso.test", "bob@bank.test"));
            Notes.await("it is written", () -> journal.health().written() == 1);

            assertThat(journal.find(TraceQuery.ALL).total()).isEqualTo(1);
            assertThat(journal.health().state()).isEqualTo(TraceHealth.State.OK);
            Notes.await("the oldest is known", () -> journal.health().oldest().filter(NOW::equals).isPresent());
            assertThat(journal.report(ReportKind.VOLUME, 1, "")).hasSize(1);
            assertThatThrownBy(() -> journal.report(ReportKind.VOLUME, 91, "")).hasMessageContaining("expected: 1 to 90");
        }
    }

    @Test
    void nobodyElseMayReadTheFile() throws Exception {
        Path directory = folder.resolve("trace");
        try (TraceJournal journal = TraceJournal.start(directory, NO_PASSWORDS, TraceSettings.DEFAULT, clock)) {
            journal.note(arrival(id(), NOW, "anna@contoso.test"));
            Notes.await("it is written", () -> journal.health().written() == 1);
        }
        assertThat(Files.getPosixFilePermissions(directory)).hasSize(3).allMatch(permission -> permission.name().startsWith("OWNER"));
        assertThat(folder.resolve("trace/trace.trace.db")).doesNotExist();
    }

    @Test
    void whatIsInHandIsWrittenWhenItCloses() throws Exception {
        TraceJournal journal = TraceJournal.start(folder, NO_PASSWORDS, TraceSettings.DEFAULT, clock);
        for (int i = 0; i < 3_000; i++) {
            journal.note(arrival(id(), NOW, "anna@contoso.test", "bob@bank.test"));
        }
        journal.close();
        journal.note(arrival(id(), NOW, "late@contoso.test"));

        assertThat(journal.health().written()).isEqualTo(3_000);
        assertThat(journal.health().state()).isEqualTo(TraceHealth.State.OFF);
        assertThatThrownBy(() -> journal.find(TraceQuery.ALL)).isInstanceOf(TraceUnavailable.class);
        try (TraceJournal next = TraceJournal.start(folder, NO_PASSWORDS, TraceSettings.DEFAULT, clock)) {
            Notes.await("it has begun", () -> total(next) == 3_000);
        }
    }

    @Test
    void aFullDiskCostsTracesOnlyAndIsOverWhenThereIsRoomAgain() throws Exception {
        LimitedDisk.mount();
        try (TraceJournal journal = journal(settings -> new EmbeddedDatabase(folder, LimitedDisk.SCHEME), new NoteQueue(100, 1 << 20))) {
            journal.note(arrival(id(), NOW, "before@contoso.test"));
            Notes.await("the first is written", () -> journal.health().written() == 1);

            LimitedDisk.fill(true);
            Notes.await("it fails", () -> {
                for (int i = 0; i < 20; i++) {
                    journal.note(arrival(id(), NOW, "x".repeat(300) + "@contoso.test", "bob@bank.test"));
                }
                return journal.health().state() == TraceHealth.State.FAILING && journal.health().dropped() > 0;
            });
            assertThat(LimitedDisk.refused()).isPositive();
            assertThat(journal.health().lastFailure()).isPresent();
            LimitedDisk.fill(false);

            Notes.await("it has recovered", () -> journal.health().state() == TraceHealth.State.DEGRADED && journal.health().waiting() == 0);
            long written = journal.health().written();
            journal.note(arrival(id(), NOW, "after@contoso.test"));
            Notes.await("more is written", () -> journal.health().written() > written);
            assertThat(journal.find(new TraceQuery("", "after@contoso.test", "", "", Optional.empty(), Optional.empty(), Optional.empty(), 0, 10)).total()).isEqualTo(1);
            assertThat(folder.resolve("trace.mv.db.broken")).as("a full disk breaks no file").doesNotExist();
            clock.advance(Duration.ofHours(2));
            Notes.await("all is well again", () -> journal.health().state() == TraceHealth.State.OK);
        }
    }

    @Test
    void aStoreThatHangsBlocksNobody() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        TraceDatabase slow = new EmbeddedDatabase(folder);
        TraceJournal journal = journal(settings -> () -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
            return slow.open();
        }, new NoteQueue(100, 1 << 20));
        try {
            for (int i = 0; i < 5_000; i++) {
                journal.note(arrival(id(), NOW, "anna@contoso.test", "bob@bank.test"));
            }
            assertThat(journal.health().dropped()).isGreaterThanOrEqualTo(5_000 - 100 - 4_000);
            assertThat(journal.health().state()).isEqualTo(TraceHealth.State.DEGRADED);
        } finally {
            answer.countDown();
            journal.close();
        }
        assertThat(journal.health().written() + journal.health().dropped()).isEqualTo(5_000);
    }

    @Test
    void aQueueOfLongNotesTakesNoMoreMemoryThanItMay() {
        NoteQueue queue = new NoteQueue(1_000, 10_000);
        for (int i = 0; i < 50; i++) {
            queue.offer(new TraceNote.Refusal(NOW, "", "", "x".repeat(1_000)));
        }
        assertThat(queue.size()).isEqualTo(10);
        assertThat(queue.lost()).isEqualTo(40);
    }

    @Test
    void aDatabaseThatThrowsAnythingIsAFailure() throws Exception {
        AtomicBoolean bad = new AtomicBoolean(true);
        TraceDatabase good = new EmbeddedDatabase(folder);
        try (TraceJournal journal = journal(settings -> () -> {
            if (bad.get()) {
                throw new NoClassDefFoundError("a/driver");
            }
            return good.open();
        }, new NoteQueue(100, 1 << 20))) {
            journal.note(arrival(id(), NOW, "anna@contoso.test"));
            Notes.await("it fails", () -> journal.health().state() == TraceHealth.State.FAILING);
            bad.set(false);
            Notes.await("it is written", () -> journal.health().written() == 1);
        }
    }

    @Test
    void aFileThatAnotherProcessHasOpenIsWaitedFor() throws Exception {
        Path held = folder.resolve("trace.mv.db");
        try (TraceJournal first = TraceJournal.start(folder, NO_PASSWORDS, TraceSettings.DEFAULT, clock)) {
            first.note(arrival(id(), NOW, "anna@contoso.test"));
            Notes.await("it is written", () -> first.health().written() == 1);
        }
        TraceJournal journal;
        try (var channel = FileChannel.open(held, StandardOpenOption.WRITE); var lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            journal = journal(settings -> new EmbeddedDatabase(folder), new NoteQueue(100, 1 << 20));
            journal.note(arrival(id(), NOW, "bob@contoso.test"));
            Notes.await("it fails", () -> journal.health().state() == TraceHealth.State.FAILING);
        }
        try (journal) {
            Notes.await("it is written", () -> journal.health().written() == 1);
            assertThat(journal.find(TraceQuery.ALL).total()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "empty", "cut", "begin", "noise", "text"})
    void aDamagedFileIsReadOrSetAsideAndNeverInTheWay(String damage) throws Exception {
        try (TraceJournal journal = TraceJournal.start(folder, NO_PASSWORDS, TraceSettings.DEFAULT, clock)) {
            for (int i = 0; i < 2_000; i++) {
                journal.note(arrival(id(), NOW, "anna@contoso.test", "bob@bank.test"));
            }
            Notes.await("all is written", () -> journal.health().written() == 2_000);
        }
        Path file = folder.resolve("trace.mv.db");
        damage(file, damage);

        try (TraceJournal journal = journal(settings -> new EmbeddedDatabase(folder), new NoteQueue(1_000, 1 << 20))) {
            journal.note(arrival(id(), NOW, "after@contoso.test"));
            Notes.await("it is written", () -> journal.health().written() == 1);
            assertThat(journal.find(new TraceQuery("", "after@contoso.test", "", "", Optional.empty(), Optional.empty(), Optional.empty(), 0, 10)).total()).isEqualTo(1);
        }
        System.out.println("damage=" + damage + " set_aside=" + Files.exists(folder.resolve("trace.mv.db.broken")));
    }

    @Test
    void changesToAnotherDatabaseAndOffWhileItRuns() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("elsewhere");
        try (TraceJournal journal = TraceJournal.start(folder.resolve("own"), NO_PASSWORDS, TraceSettings.DEFAULT, clock)) {
            journal.note(arrival(id(), NOW, "one@contoso.test"));
            Notes.await("it is written", () -> journal.health().written() == 1);

            journal.use(new TraceSettings(true, TraceSettings.DEFAULT_KEEP, TraceSettings.LEAST_SIZE, Optional.of(new TraceSettings.Database(url, "", Optional.empty()))));
            journal.note(arrival(id(), NOW, "two@contoso.test"));
            Notes.await("it is written", () -> journal.health().written() == 2);
            assertThat(journal.find(TraceQuery.ALL).messages()).extracting(TracedMessage::sender).contains("two@contoso.test");

            journal.use(new TraceSettings(false, TraceSettings.DEFAULT_KEEP, TraceSettings.LEAST_SIZE, Optional.empty()));
            journal.note(arrival(id(), NOW, "three@contoso.test"));
            assertThat(journal.health().state()).isEqualTo(TraceHealth.State.OFF);
            Notes.await("it is closed", () -> unavailable(journal));
            assertThat(journal.health().written()).isEqualTo(2);
        }
    }

    @Test
    void noteNeverThrowsForAnyText() {
        try (TraceJournal journal = TraceJournal.start(folder, NO_PASSWORDS, TraceSettings.DEFAULT, clock)) {
            journal.note(new TraceNote.Arrival("", NOW, "", "", List.of(), -1, "", "", TraceTls.NONE));
            Notes.await("it is written", () -> journal.health().written() == 1);
        }
    }

    private TraceJournal journal(Function<TraceSettings, TraceDatabase> databases, NoteQueue queue) {
        return new TraceJournal(databases, TraceSettings.DEFAULT, clock, queue, Duration.ofMillis(20));
    }

    private static boolean unavailable(TraceJournal journal) {
        try {
            journal.find(TraceQuery.ALL);
            return false;
        } catch (TraceUnavailable e) {
            return true;
        }
    }

    private static int total(TraceJournal journal) {
        try {
            return journal.find(TraceQuery.ALL).total();
        } catch (TraceUnavailable e) {
            return -1;
        }
    }

    private static void damage(Path file, String how) throws IOException {
        byte[] octets = Files.readAllBytes(file);
        Random random = new Random(1);
        switch (how) {
            case "garbage" -> random.nextBytes(octets);
            case "empty" -> octets = new byte[0];
            case "cut" -> octets = Arrays.copyOf(octets, octets.length / 2);
            case "begin" -> Arrays.fill(octets, 0, 8_192, (byte) 0);
            case "noise" -> {
                for (int i = 0; i < 2_000; i++) {
                    octets[random.nextInt(octets.length)] ^= 0x55;
                }
            }
            default -> octets = "this is no database\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        }
        Files.write(file, octets);
    }
}
