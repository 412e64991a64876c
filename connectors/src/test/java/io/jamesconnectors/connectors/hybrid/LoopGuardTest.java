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
package io.jamesconnectors.connectors.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.header.HeaderBlock;
import io.jamesconnectors.connectors.header.HeaderEdit;

class LoopGuardTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String MESSAGE = "Received: by here\r\nreceived: by there\r\nSubject: s\r\n\r\nReceived: body\r\n";

    private final LoopGuard guard = LoopGuard.of(Keys.of("ours"));

    @Test
    void countsOneMoreEachTime() {
        String message = MESSAGE;
        for (int crossing = 0; crossing < 6; crossing++) {
            Crossings before = read(message);
            assertThat(before).isEqualTo(new Crossings(crossing, 2, false));
            message = edited(guard.counting(before, NOW), message);
        }
        assertThat(message).containsOnlyOnce(LoopGuard.FIELD).endsWith(MESSAGE);
    }

    @Test
    void theHighestCountThatIsOursHolds() {
        String once = field(1);
        String thrice = field(3);

        assertThat(read(once + thrice + once + MESSAGE).count()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "n=4", "n=4; t=1795341600", "n=4; t=1795341600; h=", "n=4; t=1795341600; h=AAAAAAAAAAAAAAAAAAAAAA",
        "n=4; t=99999999999999999999; h=AAAAAAAAAAAAAAAAAAAAAA", ""})
    void whatAStrangerWritesCountsForNothing(String value) {
        assertThat(read(LoopGuard.FIELD + ": " + value + "\r\n" + MESSAGE).count()).isZero();
        assertThat(read(LoopGuard.FIELD + ": " + value + "\r\n" + field(2) + MESSAGE).count()).isEqualTo(2);
    }

    @Test
    void noChangedCharacterIsBelieved() {
        Random random = new Random(Long.getLong("seed", 1));
        String field = field(1);
        int start = LoopGuard.FIELD.length() + 2;
        for (int i = start; i < field.length() - 2; i++) {
            char other = "abcXYZ0189-_=;".charAt(random.nextInt(14));
            String changed = field.substring(0, i) + other + field.substring(i + 1);
            boolean sameBits = i == field.length() - 3; // the last digit of base 64 holds four bits that say nothing
            if (other != field.charAt(i) && !sameBits) {
                assertThat(read(changed + MESSAGE).count()).as("%s", changed).isZero();
            }
        }
    }

    @Test
    void anotherServersCountIsAStrangers() {
        HeaderEdit theirs = LoopGuard.of(Keys.of("theirs")).counting(new Crossings(8, 0, false), NOW);

        assertThat(read(edited(theirs, MESSAGE)).count()).isZero();
    }

    @Test
    void aCountOutlivesItsKeyAsLongAsThatIsKnown() {
        String message = edited(guard.counting(Crossings.NONE, NOW), MESSAGE);

        assertThat(LoopGuard.of(Keys.of("new", "ours")).read(header(message), NOW).count()).isEqualTo(1);
    }

    @Test
    void aCountHoldsForTwoWeeksAndNotFromTheFuture() {
        Optional<HeaderBlock> header = header(field(1) + MESSAGE);

        assertThat(guard.read(header, NOW.plus(LoopGuard.VALIDITY).minusSeconds(1)).count()).isEqualTo(1);
        assertThat(guard.read(header, NOW.plus(LoopGuard.VALIDITY)).count()).isZero();
        assertThat(guard.read(header, NOW.minus(Duration.ofMinutes(59))).count()).isEqualTo(1);
        assertThat(guard.read(header, NOW.minus(Duration.ofHours(2))).count()).isZero();
    }

    @Test
    void aHeaderThatIsTooLargeTellsNothing() {
        assertThat(guard.read(Optional.empty(), NOW)).isEqualTo(new Crossings(0, 0, true));
    }

    @Test
    void thousandsOfForgedFieldsHideNoneOfOurs() {
        assertThat(read((LoopGuard.FIELD + ": n=9; t=1795341600; h=AAAAAAAAAAAAAAAAAAAAAA\r\n").repeat(3_000) + field(3) + MESSAGE).count()).isEqualTo(3);
    }

    private String field(int count) {
        return edited(guard.counting(new Crossings(count - 1, 0, false), NOW), "");
    }

    private Crossings read(String message) {
        return guard.read(header(message), NOW);
    }

    private static Optional<HeaderBlock> header(String message) {
        try {
            return HeaderBlock.read(new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String edited(HeaderEdit edit, String message) {
        try {
            return new String(edit.in(new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1))).readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
