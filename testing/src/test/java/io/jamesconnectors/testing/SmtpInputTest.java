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
package io.jamesconnectors.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

class SmtpInputTest {
    private static final long SEED = Long.getLong("smtp.input.seed", 20_261_122L);
    private static final String ALPHABET = "a..\r\n";

    @Test
    void givesBackWhatWasStuffedHoweverItArrives() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            String content = text(random) + "\r\n";
            SmtpInput input = new SmtpInput(inPieces(stuffed(content) + ".\r\nNOOP\r\n", random));
            SmtpInput.Content taken = new SmtpInput.Content(1_000_000);

            input.content(taken);

            assertThat(new String(taken.kept(), StandardCharsets.ISO_8859_1)).as("seed %d, round %d", SEED, round).isEqualTo(content);
            assertThat(taken.size()).isEqualTo(content.length());
            assertThat(taken.bareLineFeeds()).as("seed %d, round %d", SEED, round).isEqualTo(content.replace("\r\n", "").chars().filter(c -> c == '\n').count());
            assertThat(input.line()).isEqualTo("NOOP");
        }
    }

    @Test
    void takesChunksAsTheyAre() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 5_000; round++) {
            String content = text(random);
            SmtpInput input = new SmtpInput(inPieces(content + "NOOP\r\n", random));
            SmtpInput.Content taken = new SmtpInput.Content(1_000_000);

            input.chunk(content.length(), taken);

            assertThat(new String(taken.kept(), StandardCharsets.ISO_8859_1)).as("seed %d, round %d", SEED, round).isEqualTo(content);
            assertThat(input.line()).isEqualTo("NOOP");
        }
    }

    @Test
    void countsAllAndKeepsTheBeginning() throws IOException {
        SmtpInput.Content taken = new SmtpInput.Content(10_000);

        new SmtpInput(new ByteArrayInputStream(("0123456789\r\n".repeat(100_000) + ".\r\n").getBytes(StandardCharsets.US_ASCII))).content(taken);

        assertThat(taken.size()).isEqualTo(1_200_000);
        assertThat(new String(taken.kept(), StandardCharsets.US_ASCII)).hasSize(10_000).isEqualTo("0123456789\r\n".repeat(834).substring(0, 10_000));
    }

    @Test
    void saysThatTheClientIsGone() {
        SmtpInput input = new SmtpInput(new ByteArrayInputStream("half a mess".getBytes(StandardCharsets.US_ASCII)));

        assertThatThrownBy(() -> input.content(new SmtpInput.Content(100))).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> input.chunk(1, new SmtpInput.Content(100))).isInstanceOf(EOFException.class);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(40); length > 0; length--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** RFC 5321 §4.5.2: a line begins behind CRLF only. */
    private static String stuffed(String content) {
        String lines = content.replace("\r\n.", "\r\n..");
        return lines.startsWith(".") ? "." + lines : lines;
    }

    /** A stream that gives a few bytes at a time. */
    private static InputStream inPieces(String text, Random random) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(5)));
            }
        };
    }
}
