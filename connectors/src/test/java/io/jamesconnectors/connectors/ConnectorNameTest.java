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

class ConnectorNameTest {

    @Test
    void keepsTheSpellingButComparesWithoutCase() {
        ConnectorName name = ConnectorName.parse(" ContosoBank out ");
        assertThat(name.asString()).isEqualTo("ContosoBank out");
        assertThat(name).isEqualTo(ConnectorName.parse("CONTOSOBANK OUT")).hasSameHashCodeAs(ConnectorName.parse("contosobank OUT"));
        assertThat(name).isEqualByComparingTo(ConnectorName.parse("contosobank out"));
    }

    @Test
    void hasOneTo64Characters() {
        assertThat(ConnectorName.parse("x".repeat(64)).asString()).hasSize(64);
        assertThatThrownBy(() -> ConnectorName.parse("x".repeat(65))).hasMessageContaining("65 characters");
        assertThatThrownBy(() -> ConnectorName.parse("  ")).hasMessageContaining("0 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\tb", "a\u0000b", "a\u0085b", "a\u2028b", "a\u202eb", "a\u200bb", "a\ud800b"})
    void refusesCharactersThatForgeOrHide(String text) {
        assertThatThrownBy(() -> ConnectorName.parse(text)).hasMessageContaining("control character");
    }
}
