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
package io.jamesconnectors.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.IDN;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {
    private static final String ODD = "äßſ-.Ωﬁ例あaZ١ș";

    @ParameterizedTest
    @CsvSource({"a@b.test, a@b.test", "'', ''", "a@bücher.test, a@xn--bcher-kva.test", "a@BÜCHER.test, a@xn--bcher-kva.test", "'\"a@ä\"@b.test', none",
        "'\"a b\"@bücher.test', '\"a b\"@xn--bcher-kva.test'", "a@bu\u0308cher.test, a@xn--bcher-kva.test"})
    void aDomainHasAnAsciiSpelling(String address, String ascii) {
        assertThat(new MailAddress(address).inAscii().map(MailAddress::asString)).isEqualTo(ascii.equals("none") ? Optional.empty() : Optional.of(ascii));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jörg@b.test", "ä", "a@straße.test", "a@σοφός.test", "a@\u200dä.test", "a@ä_b.test", "a@-ä.test", "a@ä。test", "a@①.test", "a@[ä]", "a@ä..test", "@ä.test"})
    void whatHasNoUndisputedAsciiSpellingHasNone(String address) {
        assertThat(new MailAddress(address).inAscii()).isEmpty();
    }

    @Test
    void theAsciiSpellingMeansTheSameDomain() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder domain = new StringBuilder("x");
            for (int i = random.nextInt(10); i > 0; i--) {
                domain.appendCodePoint(random.nextInt(4) == 0 ? ODD.codePointAt(random.nextInt(ODD.length())) : 0xa1 + random.nextInt(0x2000));
            }
            MailAddress address = new MailAddress("a@" + domain);
            address.inAscii().filter(ascii -> address.isInternational()).ifPresent(ascii -> {
                assertThat(ascii.asString()).as("seed " + seed).matches("a@[!-;=?-~]+");
                assertThat(IDN.toUnicode(ascii.asString().substring(2)).codePoints().filter(Character::isUpperCase)).as("seed " + seed).isEmpty();
                assertThat(ascii.inAscii()).contains(ascii);
            });
        }
    }
}
