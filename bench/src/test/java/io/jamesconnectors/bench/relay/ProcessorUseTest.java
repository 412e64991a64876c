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

class ProcessorUseTest {

    @Test
    void countsAllButIdleAndWaitingAsBusy() {
        assertThat(ProcessorUse.busySeconds("cpu  100 20 30 99999 88888 4 5 6 77 77")).isEqualTo(1.65);
    }

    @Test
    void refusesAnotherLine() {
        assertThatThrownBy(() -> ProcessorUse.busySeconds("cpu0 1 2 3 4 5 6 7 8")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProcessorUse.busySeconds("cpu 1 2 3")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesToOthersWhatIsNeitherTheRelaysNorOurs() {
        ProcessorUse used = new ProcessorUse(12, 5, 40).since(new ProcessorUse(10, 4, 36));

        assertThat(used).isEqualTo(new ProcessorUse(2, 1, 4));
        assertThat(used.others()).isEqualTo(1);
        assertThat(new ProcessorUse(2, 1, 2.99).others()).isZero();
    }
}
