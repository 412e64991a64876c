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
package io.jamesconnectors.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderGuardTest {

    @ParameterizedTest
    @CsvSource({"0, false", "a: 0RNRN, false", "a: bRNc: 0RNRN, false", "a: bRNRN0, true", "a: bNN0, true", "a: bRR0, true", "a: bRNR0, true", "a: bRNNR0, true", "a: bR0, false", "RN0, true", "'', true"})
    void nulIsFoundInTheHeaderOnly(String message, boolean passes) {
        byte[] octets = message.replace('R', '\r').replace('N', '\n').replace('0', '\0').getBytes(StandardCharsets.US_ASCII);
        for (int step = 1; step < 4; step++) {
            HeaderGuard guard = new HeaderGuard();
            boolean passed = true;
            for (int at = 0; at < octets.length; at += step) {
                int length = Math.min(step, octets.length - at);
                byte[] block = new byte[length + 1];
                System.arraycopy(octets, at, block, 0, length);
                passed &= guard.passes(block, length);
            }
            assertThat(passed).isEqualTo(passes);
        }
    }
}
