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

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EightBitScanTest {

    private static EightBitScan scan(byte[] message, int step) {
        EightBitScan scan = new EightBitScan();
        for (int at = 0; at < message.length; at += step) {
            int length = Math.min(step, message.length - at);
            byte[] block = new byte[length + 3];
            System.arraycopy(message, at, block, 0, length);
            block[length] = -1;
            scan.add(block, length);
        }
        return scan;
    }

    @ParameterizedTest
    @CsvSource({"Subject: a, false", "Subject: \u00e9, true", "'', false", "a\u00e9, true", "\u00e9aaaa, true"})
    void findsTheEighthBitWhereverTheBlocksEnd(String message, boolean eightBit) {
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        for (int step = 1; step < 5; step++) {
            assertThat(scan(octets, step).needsEightBitMime()).isEqualTo(eightBit);
        }
    }
}
