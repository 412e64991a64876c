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
package io.jamesconnectors.connectors.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.LegacyListener;

class LegacyListenersTest {
    private final InboundRules rules = InboundRules.of(Rules.accepting("contoso.com")
        .organization("Devices", "192.0.2.0/24, 2001:db8::/32")
        .legacyListener("legacy", "192.0.2.128/28, 2001:db8:7::/64").connectors());

    @Test
    void turnsAwayWhoeverIsOutsideOfItsNetworks() {
        assertThat(rules.turnAway("legacy", InetAddresses.forString("192.0.2.127"))).get().satisfies(decision -> {
            assertThat(decision.verdict()).isEqualTo(Verdict.REFUSE);
            assertThat(decision.reply()).get().hasToString("554 5.7.1 Access denied");
            assertThat(decision.decidedBy().code()).isEqualTo("outside-legacy-networks");
        });
        assertThat(rules.turnAway("legacy", InetAddresses.forString("2001:db8:8::1"))).isPresent();
    }

    @Test
    void servesItsNetworks() {
        assertThat(rules.turnAway("legacy", InetAddresses.forString("192.0.2.128"))).isEmpty();
        assertThat(rules.turnAway("legacy", InetAddresses.forString("::ffff:192.0.2.143"))).isEmpty();
        assertThat(rules.turnAway("legacy", InetAddresses.forString("2001:db8:7::9"))).isEmpty();
    }

    @Test
    void leavesOtherListenersAlone() {
        assertThat(rules.isLegacy("legacy")).isTrue();
        assertThat(rules.isLegacy("LEGACY")).as("upper and lower case matter").isFalse();
        assertThat(rules.turnAway("smtp", InetAddresses.forString("198.51.100.1"))).isEmpty();
    }

    @Test
    void decidesEachRecipientLikewiseWhateverTheClientCouldProve() {
        Request inside = Request.from("192.0.2.130").listener("legacy").mail("scanner@contoso.com").rcptOutside();
        Request outside = Request.from("192.0.2.1").listener("legacy").mail("scanner@contoso.com").rcptOutside();

        assertThat(rules.decide(inside.facts()).verdict()).isEqualTo(Verdict.GRANT_RELAY);
        assertThat(rules.decide(outside.facts()).reply()).contains(SmtpReply.ACCESS_DENIED);
        assertThat(rules.decide(outside.login("scanner").facts()).reply()).contains(SmtpReply.ACCESS_DENIED);
        assertThat(rules.decide(outside.serverRelays().facts()).reply()).contains(SmtpReply.ACCESS_DENIED);
        assertThat(rules.decide(outside.listener("smtp").facts()).verdict()).isEqualTo(Verdict.GRANT_RELAY);
    }

    @Test
    void isNoneWithoutNetworks() {
        assertThatThrownBy(() -> new LegacyListener("legacy", List.of())).isInstanceOf(IllegalArgumentException.class)
            .hasMessage("networks of the legacy listener legacy: none (expected: at least one)");
    }
}
