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
import org.junit.jupiter.params.provider.CsvSource;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

class LineEndsTest {

    private static String normalised(String... pieces) {
        LineEnds ends = new LineEnds();
        ByteBuf out = Unpooled.buffer();
        for (String piece : pieces) {
            byte[] octets = ("##" + piece + "##").getBytes(StandardCharsets.ISO_8859_1);
            ends.normalise(octets, 2, octets.length - 4, out);
        }
        ends.finish(out);
        return out.toString(StandardCharsets.ISO_8859_1).replace("\r", "R").replace("\n", "N");
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "a, aRN", "aRN, aRN", "aN, aRN", "aR, aRN", "aNRb, aRNRNbRN", "RRN, RNRN", ".N..RN, .RN..RN"})
    void everyLineEndBecomesCrlf(String message, String expected) {
        assertThat(normalised(message.replace('R', '\r').replace('N', '\n'))).isEqualTo(expected);
    }

    @Test
    void piecesMakeNoDifference() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder message = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                message.append("\r\n\r\n.ab".charAt(random.nextInt(7)));
            }
            int one = random.nextInt(message.length() + 1);
            int two = one + random.nextInt(message.length() - one + 1);
            String whole = message.toString();
            String lines = whole.replaceAll("\r\n|\r|\n", "\r\n");
            String expected = lines.isEmpty() || lines.endsWith("\r\n") ? lines : lines + "\r\n";
            assertThat(normalised(whole.substring(0, one), whole.substring(one, two), whole.substring(two))).as("seed " + seed)
                .isEqualTo(expected.replace("\r", "R").replace("\n", "N"));
        }
    }
}
