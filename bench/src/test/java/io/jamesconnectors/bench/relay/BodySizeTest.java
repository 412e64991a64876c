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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodySizeTest {

    @ParameterizedTest
    @CsvSource({"900, 900, 900 B", "4k, 4000, 4 KB", "10K, 10000, 10 KB", "5m, 5000000, 5 MB", "1500k, 1500000, 1500 KB"})
    void readsAndPrintsSizes(String text, int octets, String printed) {
        assertThat(BodySize.parse(text)).isEqualTo(new BodySize(octets)).hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "k", "-4k", "4g", "4 k", "31m", "999999m", "1234567", "4.5m"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> BodySize.parse(text)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("size: ").hasMessageContaining("expected: ");
    }

    @Test
    void sendsFewerLargeMessages() {
        assertThat(new BodySize(10_000).batch(5_000)).isEqualTo(5_000);
        assertThat(new BodySize(5_000_000).batch(5_000)).isEqualTo(60);
        assertThat(new BodySize(30_000_000).batch(1)).isEqualTo(1);
    }
}
