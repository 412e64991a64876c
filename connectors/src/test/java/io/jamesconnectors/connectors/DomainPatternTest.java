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

class DomainPatternTest {

    @Test
    void coversOneDomainWithoutItsSubdomains() {
        DomainPattern pattern = DomainPattern.parse("Contoso.com");
        assertThat(pattern.covers(DomainName.parse("contoso.com"))).isTrue();
        assertThat(pattern.covers(DomainName.parse("mail.contoso.com"))).isFalse();
        assertThat(pattern.asString()).isEqualTo("contoso.com");
    }

    @Test
    void coversADomainAndAllBelowItByAWildcard() {
        DomainPattern pattern = DomainPattern.parse("*.contoso.com");
        assertThat(pattern.covers(DomainName.parse("contoso.com"))).isTrue();
        assertThat(pattern.covers(DomainName.parse("a.b.contoso.com"))).isTrue();
        assertThat(pattern.covers(DomainName.parse("evilcontoso.com"))).isFalse();
        assertThat(pattern.asString()).isEqualTo("*.contoso.com");
    }

    @Test
    void coversEverythingByAStar() {
        assertThat(DomainPattern.parse(" * ").covers(DomainName.parse("anything.example"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*.", "**.com", "a.*.com", "mail.*", "*contoso.com", "*.*.com", "* .com"})
    void refusesAWildcardAnywhereElse(String text) {
        assertThatThrownBy(() -> DomainPattern.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
