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
package io.jamesconnectors.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnhancedCodeTest {

    @Test
    void readsWhatItPrints() {
        assertThat(EnhancedCode.parse("5.7.64")).isEqualTo(new EnhancedCode(5, 7, 64)).hasToString("5.7.64");
        assertThat(EnhancedCode.parse("4.7.500")).isEqualTo(new EnhancedCode(4, 7, 500));
        assertThat(EnhancedCode.parse("2.0.0")).isEqualTo(new EnhancedCode(2, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5.7", "5.7.64.1", "3.0.0", "5.1000.0", "5.7.x", " 5.7.64", "5,7,64", "٥.٧.٦"})
    void refusesAnythingElse(String text) {
        assertThat(EnhancedCode.tryParse(text)).isEmpty();
        assertThatThrownBy(() -> EnhancedCode.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesPartsOutOfRange() {
        assertThatThrownBy(() -> new EnhancedCode(1, 0, 0)).hasMessageContaining("expected: 2, 4 or 5");
        assertThatThrownBy(() -> new EnhancedCode(5, 0, 1000)).hasMessageContaining("0 to 999");
        assertThatThrownBy(() -> new EnhancedCode(5, -1, 0)).hasMessageContaining("0 to 999");
    }
}
