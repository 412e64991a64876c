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
package io.jamesconnectors.smtp.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EightBitScanTest {

    private static EightBitScan scan(byte[] message, int step) {
        EightBitScan scan = new EightBitScan();
        for (int at = 0; at < message.length; at += step) {
            int length = Math.min(step, message.length - at);
            byte[] block = new byte[length + 3];
            System.arraycopy(message, at, block, 0, length);
            scan.add(block, length);
        }
        return scan;
    }

    @ParameterizedTest
    @CsvSource({"Subject: aNNa, false, false", "Subject: aRNRNé, true, false", "Subject: éRNRNa, true, true", "Subject: éRNNa, true, true", "Subject: aNé: xRNRN, true, true",
        "Subject: aRRé, true, false", "'', false, false", "éa, true, true"})
    void tellsHeaderFromBody(String message, boolean eightBit, boolean utf8) {
        byte[] octets = message.replace('R', '\r').replace('N', '\n').getBytes(StandardCharsets.UTF_8);
        for (int step = 1; step < 5; step++) {
            assertThat(scan(octets, step).needsEightBitMime()).isEqualTo(eightBit);
            assertThat(scan(octets, step).needsSmtpUtf8()).isEqualTo(utf8);
        }
    }

    @Test
    void aHeaderIsUtf8WhenJavaSaysSo() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int[] octets = {'a', 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff};
        for (int round = 0; round < 50_000; round++) {
            byte[] header = new byte[1 + random.nextInt(6)];
            boolean eightBit = false;
            for (int i = 0; i < header.length; i++) {
                header[i] = (byte) octets[random.nextInt(octets.length)];
                eightBit |= header[i] < 0;
            }
            boolean valid = true;
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header));
            } catch (CharacterCodingException e) {
                valid = false;
            }
            assertThat(scan(header, 2).needsSmtpUtf8()).as("seed " + seed).isEqualTo(eightBit && valid);
        }
    }
}
