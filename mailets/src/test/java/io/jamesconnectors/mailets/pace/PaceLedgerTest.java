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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.Pace;

class PaceLedgerTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Pace TEN_A_DAY = new Pace(0, 0, 10, 0, 0, 0);
    private static final Pace A_THOUSAND_A_DAY = new Pace(0, 0, 1_000, 0, 0, 0);

    private final Path file;

    PaceLedgerTest(@TempDir Path directory) {
        this.file = directory.resolve("var").resolve("connector-pace.txt");
    }

    @Test
    void grantsNoSecondDailyQuotaAfterACleanRestart() throws IOException {
        PaceLedger ledger = new PaceLedger(file);
        send(ledger, 10, TEN_A_DAY, START);
        ledger.close();

        assertThat(new PaceLedger(file).letOut("connector-a", TEN_A_DAY, 1, START.plusSeconds(60))).isGreaterThan(Duration.ofHours(23));
    }

    @Test
    void countsExactlyAfterACleanRestart() throws IOException {
        PaceLedger ledger = new PaceLedger(file);
        send(ledger, 4, TEN_A_DAY, START);
        ledger.close();

        PaceLedger next = new PaceLedger(file);
        send(next, 6, TEN_A_DAY, START.plusSeconds(60));
        assertThat(next.letOut("connector-a", TEN_A_DAY, 1, START.plusSeconds(61))).isPositive();
    }

    /** Without a clean end at most a hundredth of the limit counts too much, and nothing too little. */
    @Test
    void neverCountsTooLittleAfterACrash() throws IOException {
        for (int sent = 1; sent < 1_000; sent += 37) {
            Files.deleteIfExists(file);
            PaceLedger crashed = new PaceLedger(file);
            for (int i = 0; i < sent; i++) {
                assertThat(crashed.letOut("connector-a", A_THOUSAND_A_DAY, 1, START.plusSeconds(i * 7L))).isZero();
            }
            PaceLedger next = new PaceLedger(file);
            Instant later = START.plusSeconds(sent * 7L);
            int more = 0;
            while (next.letOut("connector-a", A_THOUSAND_A_DAY, 1, later).isZero()) {
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
        assertThat(ledger.letOut("connector-a", less, 1, START)).isPositive();
        Pace more = new Pace(0, 0, 9, 0, 0, 0);
        assertThat(ledger.letOut("connector-a", more, 1, START)).isZero();
        assertThat(ledger.letOut("connector-a", more, 1, START)).isPositive();
    }

    @Test
    void keepsConnectorsApart() throws IOException {
        PaceLedger ledger = new PaceLedger(file);
        send(ledger, 10, TEN_A_DAY, START);
        assertThat(ledger.letOut("connector-b", TEN_A_DAY, 1, START)).isZero();
    }

    @Test
    void remembersConnectorsThatHaveSentNothingSinceTheRestart() throws IOException {
        PaceLedger first = new PaceLedger(file);
        send(first, 10, TEN_A_DAY, START);
        first.close();
        PaceLedger second = new PaceLedger(file);
        assertThat(second.letOut("connector-b", TEN_A_DAY, 1, START)).isZero();
        second.close();

        assertThat(new PaceLedger(file).letOut("connector-a", TEN_A_DAY, 1, START)).isPositive();
    }

    @Test
    void letsNothingOutThatItCanNotWriteDown() throws IOException {
        PaceLedger ledger = new PaceLedger(file);
        Files.createFile(file.getParent());

        assertThatIOException().isThrownBy(() -> ledger.letOut("connector-a", TEN_A_DAY, 1, START));
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
        assertThat(ledger.letOut("connector-a", Pace.UNLIMITED, 1, START)).isZero();
        ledger.close();
        assertThat(file).doesNotExist();
    }

    private static void send(PaceLedger ledger, int messages, Pace limits, Instant now) throws IOException {
        for (int i = 0; i < messages; i++) {
            assertThat(ledger.letOut("connector-a", limits, 1, now)).isZero();
        }
    }
}
