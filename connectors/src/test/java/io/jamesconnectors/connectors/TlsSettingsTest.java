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

import org.junit.jupiter.api.Test;

class TlsSettingsTest {

    @Test
    void growsFromOpportunisticToDomainValidation() {
        assertThat(TlsSettings.values()).isSorted().containsExactly(
            TlsSettings.OPPORTUNISTIC, TlsSettings.ENCRYPTION_ONLY, TlsSettings.CERTIFICATE_VALIDATION, TlsSettings.DOMAIN_VALIDATION);
    }

    @Test
    void comparesByStrength() {
        assertThat(TlsSettings.CERTIFICATE_VALIDATION.isAtLeast(TlsSettings.ENCRYPTION_ONLY)).isTrue();
        assertThat(TlsSettings.CERTIFICATE_VALIDATION.isAtLeast(TlsSettings.CERTIFICATE_VALIDATION)).isTrue();
        assertThat(TlsSettings.CERTIFICATE_VALIDATION.isAtLeast(TlsSettings.DOMAIN_VALIDATION)).isFalse();
    }
}
