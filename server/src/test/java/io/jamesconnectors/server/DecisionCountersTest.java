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
package io.jamesconnectors.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.connectors.ConnectorName;

class DecisionCountersTest {

    @ParameterizedTest
    @CsvSource({"Devices, devices", "From Office 365, from_20office_20365",
        "a.b, a_2eb", "a_b, a_5fb", "Zürich, z_c3_bcrich", "none, none_", "None, none_", "-, -"})
    void namesConnectorsInLettersThatEveryRegistryTakes(String connector, String encoded) {
        assertThat(DecisionCounters.encoded(ConnectorName.parse(connector))).isEqualTo(encoded);
    }
}
