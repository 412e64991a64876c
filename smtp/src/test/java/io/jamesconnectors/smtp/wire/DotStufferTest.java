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
package io.jamesconnectors.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

class DotStufferTest {

    private static String stuffed(String... pieces) {
        DotStuffer stuffer = new DotStuffer();
        ByteBuf out = Unpooled.buffer();
        for (String piece : pieces) {
            byte[] bytes = ("##" + piece + "##").getBytes(StandardCharsets.ISO_8859_1);
            stuffer.stuff(bytes, 2, bytes.length - 4, out);
        }
        stuffer.finish(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    /** The same, seen as a whole and line by line. */
    private static String naive(String message) {
        String lines = message.replaceAll("\r\n|\r|\n", "\n");
        String whole = lines.isEmpty() || lines.endsWith("\n") ? lines : lines + "\n";
        return whole.replaceAll("(?md)^\\.", "..").replace("\n", "\r\n") + ".\r\n";
    }

    @Test
    void endsAMessageWithADot() {
        assertThat(stuffed("Hello\r\n")).isEqualTo("Hello\r\n.\r\n");
    }

    @Test
    void endsTheLastLineWhereThatIsMissing() {
        assertThat(stuffed("Hello")).isEqualTo("Hello\r\n.\r\n");
    }

    @Test
    void anEmptyMessageIsJustADot() {
        assertThat(stuffed("")).isEqualTo(".\r\n");
    }

    @Test
    void doublesDotsAtTheBeginningOfLines() {
        assertThat(stuffed(".\r\n..a\r\n.b.\r\n")).isEqualTo("..\r\n...a\r\n..b.\r\n.\r\n");
    }

    @Test
    void bareLineEndsBecomeWholeOnes() {
        assertThat(stuffed("a\nb\rc\r\n\r\r\n")).isEqualTo("a\r\nb\r\nc\r\n\r\n\r\n.\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n.\r\nMAIL FROM:<x>", "a\r\n.\nMAIL FROM:<x>", "a\r.\rMAIL FROM:<x>", "a\n.\nMAIL FROM:<x>", "a\r\n.\rMAIL FROM:<x>"})
    void nothingInsideAMessageEndsIt(String message) {
        assertThat(stuffed(message)).isEqualTo("a\r\n..\r\nMAIL FROM:<x>\r\n.\r\n");
    }

    @Test
    void writesTheSameInWhateverPiecesTheMessageComes() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        String alphabet = "\r\n\r\n...ab\u00e9";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder message = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                message.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            int first = random.nextInt(message.length() + 1);
            int second = first + random.nextInt(message.length() - first + 1);
            assertThat(stuffed(message.substring(0, first), message.substring(first, second), message.substring(second)))
                .as("seed " + seed).isEqualTo(naive(message.toString()));
        }
    }
}
