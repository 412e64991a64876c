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
package io.jamesconnectors.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.testing.TestCa;

class DnsIdentityTest {

    @ParameterizedTest(name = "{0} is presented to {1}: {2}")
    @CsvSource({
        "mail.contoso.com,        mail.contoso.com,      true",
        "MAIL.Contoso.COM,        mail.contoso.com,      true",
        "contoso.com,             contoso.com,           true",
        "localhost,               localhost,             true",
        "contoso.com,             mail.contoso.com,      false",
        "mail.contoso.com,        contoso.com,           false",
        "xmail.contoso.com,       mail.contoso.com,      false",
        "mail.contoso.com.evil.example, mail.contoso.com, false",
        "*.contoso.com,           mail.contoso.com,      true",
        "*.contoso.com,           a.mail.contoso.com,    false",
        "*.contoso.com,           contoso.com,           false",
        "*.contoso.com,           mailcontoso.com,       false",
        "*.contoso.co.uk,         mail.contoso.co.uk,    true",
        "xn--bcher-kva.example,   xn--bcher-kva.example, true",
        "*.example.com,           xn--bcher-kva.example.com, true"
    })
    void comparesNamesAsRfc9525Says(String presented, String reference, boolean expected) {
        assertThat(DnsIdentity.parse(presented).orElseThrow().matches(DomainName.parse(reference))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", ".", "*", "*.", "*.com", "*.*", "*.*.com", "m*.contoso.com", "*m.contoso.com", "m*l.contoso.com", "mail.*.contoso.com", "mail.contoso.*",
        "**.contoso.com", "*contoso.com", "*..contoso.com", ".contoso.com", "contoso.com.", "*.contoso.com.", "contoso..com",
        " contoso.com", "contoso.com ", "conto so.com", "contoso.com\0", "contoso.com\0.evil.example", "\0contoso.com", "contoso.com\r\n", "contoso\t.com",
        "bücher.example", "ＣＯＮＴＯＳＯ.com", "contoso\u3002com", "İ.contoso.com", "xn--*.contoso.com", "-a.contoso.com", "a-.contoso.com",
        "https://contoso.com", "user@contoso.com", "contoso.com:25", "[192.0.2.1]", "2001:db8::1",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.contoso.com"
    })
    void cannotUse(String presented) {
        assertThat(DnsIdentity.parse(presented)).isEmpty();
    }

    @ParameterizedTest(name = "tlsDomain {1} is met by {0}: {2}")
    @CsvSource({
        "mail.contoso.com,    mail.contoso.com,   true",
        "*.contoso.com,       mail.contoso.com,   true",
        "mail.contoso.com,    contoso.com,        false",
        "*.contoso.com,       contoso.com,        false",
        "*.contoso.com,       *.contoso.com,      true",
        "mail.contoso.com,    *.contoso.com,      true",
        "a.b.contoso.com,     *.contoso.com,      true",
        "*.b.contoso.com,     *.contoso.com,      true",
        "contoso.com,         *.contoso.com,      false",
        "*.contoso.com,       *.mail.contoso.com, false",
        "mailcontoso.com,     *.contoso.com,      false",
        "*.fabrikam.com,      *.contoso.com,      false",
        "contoso.com,         *,                  false",
        "*.contoso.com,       *,                  false"
    })
    void meetsTlsDomain(String presented, String wanted, boolean expected) {
        assertThat(DnsIdentity.parse(presented).orElseThrow().meets(DomainPattern.parse(wanted))).isEqualTo(expected);
    }

    @Test
    void readsTheNamesOfACertificateInOrderEachOnce() {
        TestCa ca = TestCa.create();

        assertThat(DnsIdentity.of(ca.server("B.contoso.com", "*.contoso.com", "b.contoso.com", "bad\0.contoso.com").certificate()))
            .extracting(DnsIdentity::asString).containsExactly("b.contoso.com", "*.contoso.com");
    }

    @Test
    void neverReadsTheCommonName() {
        assertThat(DnsIdentity.of(TestCa.create().issue().commonName("mail.contoso.com").done().certificate())).isEmpty();
    }

    @Test
    void refusesAWildcardOverATopLevelDomain() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DnsIdentity(DomainName.parse("com"), true))
            .withMessage("wildcard: *.com (expected: two labels or more after the asterisk)");
    }

    @Test
    void neverThrowsAndNeverMatchesWhatItDoesNotSpell() {
        long seed = Long.getLong("seed", 1);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String alphabet = "abcom.*-_\0 \r\nAé\u3002\u0130";
        DomainName reference = DomainName.parse("a.b.com");
        for (int i = 0; i < 100_000; i++) {
            StringBuilder presented = new StringBuilder();
            random.ints(random.nextInt(12), 0, alphabet.length()).forEach(at -> presented.append(alphabet.charAt(at)));
            String text = presented.toString();
            Optional<DnsIdentity> identity = DnsIdentity.parse(text);
            boolean matches = identity.isPresent() && identity.get().matches(reference);
            String lower = text.toLowerCase(Locale.ROOT);

            assertThat(matches).as("seed %d, presented '%s'", seed, text).isEqualTo(lower.equals("a.b.com") || lower.equals("*.b.com"));
            identity.ifPresent(found -> assertThat(found.asString()).as("seed %d", seed).isEqualTo(lower));
        }
    }
}
