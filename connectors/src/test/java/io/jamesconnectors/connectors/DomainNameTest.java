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

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {

    @ParameterizedTest
    @CsvSource({
        "Contoso.COM, contoso.com",
        "contoso.com., contoso.com",
        "' contoso.com ', contoso.com",
        "bücher.example, xn--bcher-kva.example",
        "BÜCHER.example, xn--bcher-kva.example",
        "mail_1.contoso.com, mail_1.contoso.com",
        "localhost, localhost",
        "3com.com, 3com.com"})
    void readsOneCanonicalSpelling(String text, String canonical) {
        assertThat(DomainName.parse(text).asString()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", ".a", "a..", "-a.com", "a-.com", "a b.com", "a@b.com", "*.a.com", "a/b", "a\r\nb.com", "a\u0000.com", "[10.0.0.1]"})
    void refusesWhatIsNoDomain(String text) {
        assertThatThrownBy(() -> DomainName.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("domain: ");
        assertThat(DomainName.tryParse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stra\u00dfe.de", "STRA\u1e9eE.de", "\u03c0\u03cc\u03bb\u03b9\u03c2.gr", "a\u200db.test", "a\u200cb.test"})
    void charactersThatMeanTwoDomainsAreRefused(String text) {
        assertThatThrownBy(() -> DomainName.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("IDNA 2008");
        assertThat(DomainName.tryParse(text)).isEmpty();
        assertThat(DomainName.parse("xn--strae-oqa.de").asString()).isEqualTo("xn--strae-oqa.de");
    }

    @Test
    void refusesAnAddress() {
        assertThatThrownBy(() -> DomainName.parse("192.0.2.1")).hasMessageContaining("ends in a number");
    }

    @Test
    void refusesALabelOf64Characters() {
        assertThat(DomainName.parse("a".repeat(63) + ".com").asString()).hasSize(67);
        assertThatThrownBy(() -> DomainName.parse("a".repeat(64) + ".com")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesMoreThan253Characters() {
        String label = "a".repeat(49) + ".";
        assertThat(DomainName.parse(label.repeat(5) + "abc").asString()).hasSize(253);
        assertThatThrownBy(() -> DomainName.parse(label.repeat(5) + "abcd")).hasMessageContaining("254 characters");
    }

    @Test
    void refusesASpellingThatIsNotCanonical() {
        assertThatThrownBy(() -> new DomainName("Contoso.com")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysNothingThatCouldForgeALogLine() {
        assertThatThrownBy(() -> DomainName.parse("a\nb\u0085c\u202ed\u2028e.com"))
            .message().doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]").startsWith("domain: 'a?b?c?d?e.com'");
    }

    @Test
    void liesBelowItsAncestorsOnly() {
        DomainName contoso = DomainName.parse("contoso.com");
        assertThat(DomainName.parse("a.b.contoso.com").isBelow(contoso)).isTrue();
        assertThat(contoso.isBelow(contoso)).isFalse();
        assertThat(contoso.isOrIsBelow(contoso)).isTrue();
        assertThat(DomainName.parse("notcontoso.com").isOrIsBelow(contoso)).isFalse();
        assertThat(DomainName.parse("com").isOrIsBelow(contoso)).isFalse();
    }

    @Test
    void hasAParentUntilASingleLabelRemains() {
        assertThat(DomainName.parse("a.b.com").parent()).contains(DomainName.parse("b.com"));
        assertThat(DomainName.parse("com").parent()).isEmpty();
    }

    @Test
    void takesAnyTextWithoutBreaking() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        String alphabet = "aZ0-_.*@ \r\n\0\u0130\u00df\u3002\u212a\u200d\u202e\ud83d\ude00\ud800xn--";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            DomainName.tryParse(text.toString()).ifPresent(domain -> {
                assertThat(domain.asString()).as("seed %d, text %s", seed, text).matches("[a-z0-9_.-]{1,253}");
                assertThat(DomainName.parse(domain.asString())).as("seed %d, text %s", seed, text).isEqualTo(domain);
            });
        }
    }
}
