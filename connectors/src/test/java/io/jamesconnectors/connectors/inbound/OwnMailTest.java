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

import static io.jamesconnectors.connectors.inbound.Request.from;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;

/** The relay truth table: the rows where the connection matches by address, or by nothing. */
class OwnMailTest {
    private static final Rules RULES = Rules.accepting("contoso.com").organization("Devices", "192.0.2.0/24, 2001:db8:5::/64");

    @Test
    void relaysForAnAcceptedSenderFromAListedAddress() {
        Decision decision = RULES.decide(from("192.0.2.7").mail("scanner@contoso.com").rcptOutside());
        assertThat(decision.verdict()).isEqualTo(Verdict.GRANT_RELAY);
        assertThat(decision.connector()).contains(ConnectorName.parse("Devices"));
        assertThat(decision.identifiedBy()).contains(new Identification.ByAddress(Cidr.parse("192.0.2.0/24")));
        assertThat(decision.identifiedBy().orElseThrow().asString()).isEqualTo("address:192.0.2.0/24");
        assertThat(decision.decidedBy().code()).isEqualTo("own-mail");
    }

    @Test
    void relaysFromAnIpv6Address() {
        assertThat(RULES.decide(from("2001:db8:5::9").mail("scanner@contoso.com").rcptOutside()).verdict()).isEqualTo(Verdict.GRANT_RELAY);
        assertThat(RULES.decide(from("2001:db8:5:1::9").mail("scanner@contoso.com").rcptOutside()).verdict()).isEqualTo(Verdict.REFUSE);
    }

    @Test
    void refusesToRelayForAnotherSenderFromAListedAddress() {
        Decision decision = RULES.decide(from("192.0.2.7").mail("someone@fabrikam.com").rcptOutside());
        assertThat(decision.reply()).contains(SmtpReply.RELAY_DENIED);
        assertThat(decision.connector()).contains(ConnectorName.parse("Devices"));
        assertThat(decision.decidedBy().code()).isEqualTo("sender-not-accepted");
    }

    @Test
    void refusesToRelayForASubdomainThatIsNotAccepted() {
        assertThat(RULES.decide(from("192.0.2.7").mail("a@sub.contoso.com").rcptOutside()).verdict()).isEqualTo(Verdict.REFUSE);
    }

    @Test
    void refusesToRelayForTheNullSenderFromAListedAddress() {
        Decision decision = RULES.decide(from("192.0.2.7").mail("<>").rcptOutside());
        assertThat(decision.reply()).contains(SmtpReply.RELAY_DENIED);
        assertThat(decision.decidedBy().code()).isEqualTo("sender-without-domain");
    }

    @Test
    void treatsAnotherSenderToOurRecipientAsIncoming() {
        Decision decision = RULES.decide(from("192.0.2.7").mail("someone@fabrikam.com"));
        assertThat(decision.verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(decision.connector()).isEmpty();
        assertThat(decision.reasons()).extracting("code").containsExactly("no-partner", "sender-not-accepted");
    }

    @Test
    void treatsTheNullSenderToOurRecipientAsIncoming() {
        assertThat(RULES.decide(from("192.0.2.7").mail("<>")).verdict()).isEqualTo(Verdict.ORDINARY);
    }

    @Test
    void refusesToRelayForAnAcceptedSenderFromElsewhere() {
        Decision decision = RULES.decide(from("198.51.100.1").mail("scanner@contoso.com").rcptOutside());
        assertThat(decision.reply()).contains(SmtpReply.RELAY_DENIED);
        assertThat(decision.reply().orElseThrow()).hasToString("550 5.7.64 Relay access denied");
        assertThat(decision.connector()).isEmpty();
        assertThat(decision.decidedBy().code()).isEqualTo("not-own-mail");
    }

    @Test
    void acceptsMailForOurRecipientsFromElsewhere() {
        assertThat(RULES.decide(from("198.51.100.1").mail("scanner@contoso.com")).verdict()).isEqualTo(Verdict.ORDINARY);
    }

    @Test
    void leavesOutsideRecipientsOfLoggedInClientsToTheServer() {
        Decision decision = RULES.decide(from("198.51.100.1").login("bob").mail("bob@fabrikam.com").rcptOutside());
        assertThat(decision.verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(decision.decidedBy().code()).isEqualTo("logged-in");
    }

    @Test
    void leavesOutsideRecipientsOfClientsThatTheServerRelaysForToTheServer() {
        Decision decision = RULES.decide(from("198.51.100.1").serverRelays().mail("bob@fabrikam.com").rcptOutside());
        assertThat(decision.verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(decision.decidedBy().code()).isEqualTo("server-relays");
    }

    @Test
    void namesTheConnectorOfOwnMailEvenWhereTheServerRelaysAnyway() {
        Decision decision = RULES.decide(from("192.0.2.7").serverRelays().mail("bob@contoso.com").rcptOutside());
        assertThat(decision.verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(decision.connector()).contains(ConnectorName.parse("Devices"));
    }

    @Test
    void identifiesByTheLongestPrefix() {
        Rules rules = Rules.accepting("contoso.com").organization("Wide", "10.0.0.0/8").organization("Narrow", "10.1.2.0/24").organization("Middle", "10.1.0.0/16");
        Decision decision = rules.decide(from("10.1.2.3").mail("a@contoso.com").rcptOutside());
        assertThat(decision.connector()).contains(ConnectorName.parse("Narrow"));
        assertThat(decision.reasons()).extracting(reason -> reason.connector().map(ConnectorName::asString).orElse("") + " " + reason.code())
            .containsExactly("Narrow own-mail", "Middle less-specific", "Wide less-specific");
    }

    @Test
    void passesOverAConnectorThatRequiresTlsOnAConnectionInClear() {
        Rules rules = Rules.accepting("contoso.com").organization("Secure", "192.0.2.0/24", "requireTls");
        assertThat(rules.decide(from("192.0.2.7").tls().mail("a@contoso.com").rcptOutside()).verdict()).isEqualTo(Verdict.GRANT_RELAY);
        Decision inClear = rules.decide(from("192.0.2.7").mail("a@contoso.com").rcptOutside());
        assertThat(inClear.reply()).contains(SmtpReply.RELAY_DENIED);
        assertThat(inClear.reasons()).extracting("code").containsExactly("not-own-mail", "tls-missing");
    }

    @Test
    void letsAShorterPrefixIdentifyWhereTheLongerOneRequiresTls() {
        Rules rules = Rules.accepting("contoso.com").organization("Secure", "192.0.2.0/24", "requireTls").organization("Legacy", "192.0.0.0/16");
        assertThat(rules.decide(from("192.0.2.7").mail("a@contoso.com").rcptOutside()).connector()).contains(ConnectorName.parse("Legacy"));
        assertThat(rules.decide(from("192.0.2.7").tls().mail("a@contoso.com").rcptOutside()).connector()).contains(ConnectorName.parse("Secure"));
    }

    @Test
    void ignoresASwitchedOffConnector() {
        Rules rules = Rules.accepting("contoso.com").organization("Off", "192.0.2.0/24", "disabled");
        Decision decision = rules.decide(from("192.0.2.7").mail("a@contoso.com").rcptOutside());
        assertThat(decision.verdict()).isEqualTo(Verdict.REFUSE);
        assertThat(decision.reasons()).extracting("code").containsExactly("not-own-mail", "switched-off");
    }

    @Test
    void relaysForNobodyWithoutConnectors() {
        assertThat(Rules.accepting().decide(from("127.0.0.1").mail("a@contoso.com").rcptOutside()).reply()).contains(SmtpReply.RELAY_DENIED);
        assertThat(Rules.accepting().decide(from("127.0.0.1").mail("a@contoso.com")).verdict()).isEqualTo(Verdict.ORDINARY);
    }
}
