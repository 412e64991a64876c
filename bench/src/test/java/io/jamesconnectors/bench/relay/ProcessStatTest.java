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
package io.jamesconnectors.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessStatTest {
    private static final String REST = " S 4172 4173 4173 0 -1 4194560 2129 34893 0 12 301 205 17 23 20 0 1 0 2276 43917312 1280 18446744073709551615";

    @Test
    void readsParentAndProcessorTime() {
        assertThat(ProcessStat.parse("4173 (master)" + REST)).isEqualTo(new ProcessStat(4173, 4172, 506, 40));
    }

    @Test
    void isNotMisledByTheNameOfAProgram() {
        assertThat(ProcessStat.parse("7 (a) S 1 (b (c) d)" + REST)).isEqualTo(new ProcessStat(7, 4172, 506, 40));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4173", "4173 (master", "4173 (master) S 1 2 3", ") 4173 ("})
    void saysWhatItCannotRead(String line) {
        assertThatThrownBy(() -> ProcessStat.parse(line)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("/proc/PID/stat: ");
    }
}
