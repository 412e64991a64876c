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
package io.jamesconnectors.mailets.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.WarmUp;

class PaceLedgerTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Pace TEN_A_DAY = new Pace(0, 0, 10, 0, 0, 0);
    private static final Pace A_THOUSAND_A_DAY = new Pace(0, 0, 1_000, 0, 0, 0);

    /** Two messages on the first day, three on the second. */
    private static final List<Allowance> WARM_UP = List.of(new Allowance("connector-a", Pace.UNLIMITED, Optional.of(new WarmUp(LocalDate.parse("2026-11-22"), List.of(2L, 3L)))));

    private final Path file;

    PaceLedgerTest(@TempDir Path directory) {
        this.file = directory.resolve("var").resolve("connector-pace.txt");
    }

    @Test
    void grantsNoSecondDailyQuotaAfterACleanRestart() throws IOException {
        PaceLedger ledger = new PaceLedger(file);
        send(ledger, 10, TEN_A_DAY, START);
        ledger.close();

        assertThat(new PaceLedger(file).letOut(a(TEN_A_DAY), 1, START.plusSeconds(60))).isGreaterThan(Duration.ofHours(23));
    }

    @Test
    void countsExactlyAfterACleanRestart() throws IOException {
        PaceLedger ledger = new PaceLedger(file);
        send(ledger, 4, TEN_A_DAY, START);
        ledger.close();

        PaceLedger next = new PaceLedger(file);
        send(next, 6, TEN_A_DAY, START.plusSeconds(60));
        assertThat(next.letOut(a(TEN_A_DAY), 1, START.plusSeconds(61))).isPositive();
    }

    /** Without a clean end at most a hundredth of the limit counts too much, and nothing too little. */
    @Test
    void neverCountsTooLittleAfterACrash() throws IOException {
        for (int sent = 1; sent < 1_000; sent += 37) {
            Files.deleteIfExists(file);
            PaceLedger crashed = new PaceLedger(file);
            for (int i = 0; i < sent; i++) {
                assertThat(crashed.letOut(a(A_THOUSAND_A_DAY), 1, START.plusSeconds(i * 7L))).isZero();
            }
            PaceLedger next = new PaceLedger(file);
            Instant later = START.plusSeconds(sent * 7L);
            int more = 0;
            while (next.letOut(a(A_THOUSAND_A_DAY), 1, later).isZero()) {
                more++;
            }
            assertThat(sent + more).as("after %d", sent).isBetween(990, 1_000);
        }
    }

    @Test
    void forgetsWhatIsOlderThanADay() throws IOException {
        PaceLedger ledger = new PaceLedger(file);
        send(ledger, 10, TEN_A_DAY, START);
        ledger.close();

        send(new PaceLedger(file), 10, TEN_A_DAY, START.plus(Duration.ofHours(25)));
    }

    @Test
    void keepsWhatWasCountedWhenTheLimitChanges() throws IOException {
        PaceLedger ledger = new PaceLedger(file);
        send(ledger, 8, TEN_A_DAY, START);
        Pace less = new Pace(0, 0, 5, 0, 0, 0);
        assertThat(ledger.letOut(a(less), 1, START)).isPositive();
        Pace more = new Pace(0, 0, 9, 0, 0, 0);
        assertThat(ledger.letOut(a(more), 1, START)).isZero();
        assertThat(ledger.letOut(a(more), 1, START)).isPositive();
    }

    @Test
    void keepsConnectorsApart() throws IOException {
        PaceLedger ledger = new PaceLedger(file);
        send(ledger, 10, TEN_A_DAY, START);
        assertThat(ledger.letOut(b(TEN_A_DAY), 1, START)).isZero();
    }

    @Test
    void remembersConnectorsThatHaveSentNothingSinceTheRestart() throws IOException {
        PaceLedger first = new PaceLedger(file);
        send(first, 10, TEN_A_DAY, START);
        first.close();
        PaceLedger second = new PaceLedger(file);
        assertThat(second.letOut(b(TEN_A_DAY), 1, START)).isZero();
        second.close();

        assertThat(new PaceLedger(file).letOut(a(TEN_A_DAY), 1, START)).isPositive();
    }

    @Test
    void letsNothingOutThatItCanNotWriteDown() throws IOException {
        PaceLedger ledger = new PaceLedger(file);
        Files.createFile(file.getParent());

        assertThatIOException().isThrownBy(() -> ledger.letOut(a(TEN_A_DAY), 1, START));
        Files.delete(file.getParent());
        send(ledger, 10, TEN_A_DAY, START);
    }

    @Test
    void countsNothingForLinesThatCanNotBeRead() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "garbage\nconnector-a messages-day x 5\nconnector-a messages-day 99999999999999999999999 5\n\n");
        send(new PaceLedger(file), 10, TEN_A_DAY, START);
    }

    @Test
    void writesNothingForConnectorsWithoutLimits() throws IOException {
        PaceLedger ledger = new PaceLedger(file);
        assertThat(ledger.letOut(a(Pace.UNLIMITED), 1, START)).isZero();
        ledger.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void countsTheLastMinuteThroughACleanRestart() throws IOException {
        Pace threeAMinute = new Pace(3, 0, 0, 0, 0, 0);
        PaceLedger ledger = new PaceLedger(file);
        send(ledger, 2, threeAMinute, START);
        ledger.close();

        PaceLedger next = new PaceLedger(file);
        send(next, 1, threeAMinute, START.plusSeconds(5));
        assertThat(next.letOut(a(threeAMinute), 1, START.plusSeconds(5))).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(56));
    }

    @Test
    void neverCountsTooLittleOfTheLastMinuteAfterACrash() throws IOException {
        Pace threeAMinute = new Pace(3, 0, 0, 0, 0, 0);
        PaceLedger crashed = new PaceLedger(file);
        send(crashed, 1, threeAMinute, START.plusSeconds(10));
        send(crashed, 2, threeAMinute, START.plusSeconds(58));

        Duration wait = new PaceLedger(file).letOut(a(threeAMinute), 1, START.plusSeconds(59));
        assertThat(wait).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(62));
    }

    @Test
    void countsAMessageFromItsArrivalOn() throws IOException {
        Pace oneAMinute = new Pace(1, 0, 0, 0, 0, 0);
        PaceLedger ledger = new PaceLedger(file);
        send(ledger, 1, oneAMinute, START);
        ledger.arrived(a(oneAMinute), 1, START, START.plusSeconds(50));

        assertThat(ledger.letOut(a(oneAMinute), 1, START.plusSeconds(62))).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(49));
    }

    @Test
    void holdsANewAddressToTheMessagesOfItsDay() throws IOException {
        PaceLedger ledger = new PaceLedger(file);
        Instant noon = Instant.parse("2026-11-22T12:00:00Z");
        send(ledger, 2, WARM_UP, noon);

        assertThat(ledger.letOut(WARM_UP, 1, noon)).isEqualTo(Duration.ofHours(12));
        send(ledger, 3, WARM_UP, noon.plus(Duration.ofHours(12)));
        assertThat(ledger.letOut(WARM_UP, 1, noon.plus(Duration.ofHours(30)))).isEqualTo(Duration.ofHours(6));
        send(ledger, 500, WARM_UP, noon.plus(Duration.ofDays(2)));
    }

    @Test
    void holdsANewAddressToTheMessagesOfItsFirstDayBeforeThat() throws IOException {
        PaceLedger ledger = new PaceLedger(file);
        Instant earlier = Instant.parse("2026-11-01T23:59:00Z");
        send(ledger, 2, WARM_UP, earlier);

        assertThat(ledger.letOut(WARM_UP, 1, earlier)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void grantsNoSecondDayOfWarmUpAfterARestart() throws IOException {
        PaceLedger ledger = new PaceLedger(file);
        send(ledger, 2, WARM_UP, START);
        ledger.close();
        PaceLedger next = new PaceLedger(file);
        assertThat(next.letOut(WARM_UP, 1, START)).isPositive();

        send(next, 1, WARM_UP, START.plus(Duration.ofDays(1)));
        assertThat(new PaceLedger(file).letOut(WARM_UP, 3, START.plus(Duration.ofDays(1)))).as("after a crash").isZero();
    }

    @Test
    void theSmallerOfWarmUpAndLimitsHolds() throws IOException {
        List<Allowance> less = List.of(new Allowance("connector-a", new Pace(1, 0, 0, 0, 0, 0), WARM_UP.get(0).warmUp()));
        PaceLedger ledger = new PaceLedger(file);
        send(ledger, 1, less, START);
        assertThat(ledger.letOut(less, 1, START)).isLessThan(Duration.ofMinutes(2));
        send(ledger, 1, less, START.plusSeconds(62));
        assertThat(ledger.letOut(less, 1, START.plusSeconds(200))).isGreaterThan(Duration.ofHours(10));
    }

    /** Each mailbox has limits of its own; the address that they share warms up once. */
    @Test
    void mailboxesShareTheWarmUpOfTheirConnector() throws IOException {
        Allowance shared = new Allowance("connector-o", Pace.UNLIMITED, WARM_UP.get(0).warmUp());
        List<Allowance> one = List.of(new Allowance("connector-o_as_1", TEN_A_DAY, Optional.empty()), shared);
        List<Allowance> other = List.of(new Allowance("connector-o_as_2", TEN_A_DAY, Optional.empty()), shared);
        PaceLedger ledger = new PaceLedger(file);
        send(ledger, 1, one, START);
        send(ledger, 1, other, START);

        assertThat(ledger.letOut(one, 1, START)).isGreaterThan(Duration.ofHours(13));
        ledger.takeBack(other, 1, START);
        send(ledger, 1, one, START);
        send(ledger, 8, List.of(one.get(0)), START);
        assertThat(ledger.letOut(List.of(one.get(0)), 1, START)).as("nothing was counted while the warm-up held it").isPositive();
    }

    private static void send(PaceLedger ledger, int messages, List<Allowance> allowances, Instant now) throws IOException {
        for (int i = 0; i < messages; i++) {
            assertThat(ledger.letOut(allowances, 1, now)).isZero();
        }
    }

    private static void send(PaceLedger ledger, int messages, Pace limits, Instant now) throws IOException {
        for (int i = 0; i < messages; i++) {
            assertThat(ledger.letOut(a(limits), 1, now)).isZero();
        }
    }

    private static List<Allowance> a(Pace limits) {
        return List.of(new Allowance("connector-a", limits, Optional.empty()));
    }

    private static List<Allowance> b(Pace limits) {
        return List.of(new Allowance("connector-b", limits, Optional.empty()));
    }
}
