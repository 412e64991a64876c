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
package io.jamesconnectors.connectors.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.hybrid.RoutingTable.UnusableLine;

class RoutingTableTest {

    @Test
    void saysWhoLivesThereAndHowTheyAreCalled() throws UnusableLine {
        RoutingTable table = RoutingTable.parse("""
            # moved in November
            Alice@Contoso.com   alice@contoso.mail.onmicrosoft.com  # the first

            bob@contoso.com\t
            c#d@contoso.com
            """);

        assertThat(table.size()).isEqualTo(3);
        assertThat(table.find("ALICE@contoso.com")).isEqualTo(RoutingLookup.at("alice@contoso.mail.onmicrosoft.com"));
        assertThat(table.find("bob@contoso.com")).isEqualTo(RoutingLookup.THERE);
        assertThat(table.find("c#d@contoso.com")).isEqualTo(RoutingLookup.THERE);
        assertThat(table.find("carol@contoso.com")).isEqualTo(RoutingLookup.NOT_FOUND);
        assertThat(table.find("no address")).isEqualTo(RoutingLookup.NOT_FOUND);
        assertThat(table.domains()).containsOnlyKeys(DomainName.parse("contoso.com")).containsValue(Set.of(DomainName.parse("contoso.mail.onmicrosoft.com")));
    }

    @Test
    void takesAnyLineEnd() throws UnusableLine {
        assertThat(RoutingTable.parse("a@contoso.com\r\nb@contoso.com\n\nc@contoso.com").size()).isEqualTo(3);
        assertThat(RoutingTable.parse("").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"a b c, 3 words", "alice, no mail address", "a@contoso.com bob, no mail address", "a@contoso.com ->, no mail address",
        "@contoso.com, no mail address", "A@Contoso.COM, stands in a line before"})
    void oneBadLineSpoilsTheTable(String line, String fault) {
        assertThatThrownBy(() -> RoutingTable.parse("a@contoso.com\n# comment\n" + line + "\nb@contoso.com"))
            .isInstanceOfSatisfying(UnusableLine.class, unusable -> {
            assertThat(unusable.line()).isEqualTo(3);
            assertThat(unusable).hasMessageStartingWith("line 3: ").hasMessageContaining(fault).hasMessageContaining("(expected: ");
        });
    }

    @Test
    void isBounded() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= RoutingTable.MAX_ADDRESSES; i++) {
            text.append('a').append(i).append("@x.test\n");
        }

        assertThatThrownBy(() -> RoutingTable.parse(text.toString())).isInstanceOf(UnusableLine.class).hasMessageContaining("more than 1000000 addresses");
    }

    @Test
    void anyTextIsATableOrHasABadLine() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        String[] pieces = {"a@x.test", "b@y.test", "\n", "\n", " ", "\t", "#", "@", "\r", "\u0000", "\u00e4", "\"q q\"@x.test", "->", ".", "a@[1.2.3.4]"};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                RoutingTable table = RoutingTable.parse(text.toString());
                assertThat(table.size()).as("seed %d", seed).isLessThanOrEqualTo(text.length());
            } catch (UnusableLine e) {
                assertThat(e.line()).as("seed %d: %s", seed, text).isBetween(1, text.length() + 1);
            }
        }
    }

    @Test
    void theFirstSourceThatKnowsAnswersAndOneThatCantBeAskedEndsTheSearch() {
        RoutingSource first = address -> address.equals("a@x.test") ? RoutingLookup.THERE : RoutingLookup.NOT_FOUND;
        RoutingSource second = address -> address.equals("b@x.test") ? RoutingLookup.UNAVAILABLE : RoutingLookup.NOT_FOUND;
        RoutingSource third = address -> RoutingLookup.at("c@y.test");
        RoutingSource all = RoutingSource.firstOf(List.of(first, second, third));

        assertThat(all.find("a@x.test")).isEqualTo(RoutingLookup.THERE);
        assertThat(all.find("b@x.test")).isEqualTo(RoutingLookup.UNAVAILABLE);
        assertThat(all.find("c@x.test")).isEqualTo(RoutingLookup.at("c@y.test"));
        assertThat(RoutingSource.firstOf(List.of()).find("a@x.test")).isEqualTo(RoutingLookup.NOT_FOUND);
    }
}
