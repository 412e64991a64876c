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

import io.jamesconnectors.connectors.ConnectorName;

class PartnerMailTest {
    private static final String RESTRICT = "restrictDomainsToIPAddresses";

    @Test
    void restrictsADomainAndItsSubdomainsToTheirAddresses() {
        Rules rules = Rules.accepting("ours.example").partner("Contoso", "*.contoso.com", "203.0.113.0/25", RESTRICT);
        Decision known = rules.decide(from("203.0.113.5").mail("a@sub.contoso.com"));
        assertThat(known.verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(known.connector()).contains(ConnectorName.parse("Contoso"));
        assertThat(known.identifiedBy().orElseThrow().asString()).isEqualTo("address:203.0.113.0/25");

        Decision unknown = rules.decide(from("198.51.100.1").mail("a@sub.contoso.com"));
        assertThat(unknown.reply()).contains(SmtpReply.PARTNER_RESTRICTED);
        assertThat(unknown.reply().orElseThrow().toString()).startsWith("550 5.7.51 ");
        assertThat(unknown.connector()).contains(ConnectorName.parse("Contoso"));
        assertThat(unknown.decidedBy().code()).isEqualTo("partner-address");
        assertThat(unknown.reasons()).hasSize(1);

        Decision unaffected = rules.decide(from("198.51.100.1").mail("x@other.org"));
        assertThat(unaffected.verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(unaffected.decidedBy().code()).isEqualTo("no-partner");
    }

    @Test
    void demandsTlsFirst() {
        Rules rules = Rules.accepting("ours.example").partner("Bank", "bank.example", "", "requireTls");
        Decision inClear = rules.decide(from("203.0.113.5").mail("a@bank.example"));
        assertThat(inClear.reply().orElseThrow()).hasToString("530 5.7.0 Must issue a STARTTLS command first");
        assertThat(inClear.decidedBy().code()).isEqualTo("partner-tls-missing");

        Decision secured = rules.decide(from("203.0.113.5").tls().mail("a@bank.example"));
        assertThat(secured.verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(secured.identifiedBy().orElseThrow().asString()).isEqualTo("senderDomain:bank.example");
    }

    @Test
    void asksForTlsOnlyWhereTlsAloneIsMissing() {
        Rules rules = Rules.accepting("ours.example").partner("Bank", "bank.example", "203.0.113.0/25", "requireTls", RESTRICT);
        assertThat(rules.decide(from("203.0.113.5").mail("a@bank.example")).reply()).contains(SmtpReply.STARTTLS_FIRST);
        assertThat(rules.decide(from("198.51.100.1").mail("a@bank.example")).reply()).contains(SmtpReply.PARTNER_RESTRICTED);
        assertThat(rules.decide(from("198.51.100.1").tls().mail("a@bank.example")).reply()).contains(SmtpReply.PARTNER_RESTRICTED);
        assertThat(rules.decide(from("203.0.113.5").tls().mail("a@bank.example")).verdict()).isEqualTo(Verdict.ORDINARY);
    }

    @Test
    void letsTheRestrictingConnectorWinOverTheRecognisingOne() {
        Rules rules = Rules.accepting("ours.example")
            .partner("Allow", "contoso.com", "")
            .partner("Restrict", "contoso.com", "203.0.113.0/25", RESTRICT);
        Decision refused = rules.decide(from("198.51.100.1").mail("a@contoso.com"));
        assertThat(refused.reply()).contains(SmtpReply.PARTNER_RESTRICTED);
        assertThat(refused.connector()).contains(ConnectorName.parse("Restrict"));
        assertThat(rules.decide(from("203.0.113.1").mail("a@contoso.com")).connector()).contains(ConnectorName.parse("Restrict"));
    }

    @Test
    void letsARestrictionBehindAMoreExactRecognitionWin() {
        Rules rules = Rules.accepting("ours.example")
            .partner("Allow", "contoso.com", "")
            .partner("Lockdown", "*", "203.0.113.0/25", RESTRICT);
        assertThat(rules.decide(from("198.51.100.1").mail("a@contoso.com")).reply()).contains(SmtpReply.PARTNER_RESTRICTED);
    }

    @Test
    void letsTheMostSpecificRestrictionGovern() {
        Rules rules = Rules.accepting("ours.example")
            .partner("Lockdown", "*", "203.0.113.0/25", RESTRICT)
            .partner("Bank", "bank.example", "198.51.100.0/24", RESTRICT);
        assertThat(rules.decide(from("198.51.100.1").mail("a@bank.example")).connector()).contains(ConnectorName.parse("Bank"));
        assertThat(rules.decide(from("203.0.113.1").mail("a@bank.example")).reply()).contains(SmtpReply.PARTNER_RESTRICTED);
        assertThat(rules.decide(from("203.0.113.1").mail("a@else.example")).connector()).contains(ConnectorName.parse("Lockdown"));
    }

    @Test
    void prefersTheLongerWildcard() {
        Rules rules = Rules.accepting("ours.example")
            .partner("All", "*.example", "203.0.113.0/25", RESTRICT)
            .partner("Bank", "*.bank.example", "198.51.100.0/24", RESTRICT);
        assertThat(rules.decide(from("198.51.100.1").mail("a@a.bank.example")).verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(rules.decide(from("198.51.100.1").mail("a@other.example")).verdict()).isEqualTo(Verdict.REFUSE);
    }

    @Test
    void passesMailThatMeetsAllTermsOfOneOfSeveralConnectors() {
        Rules rules = Rules.accepting("ours.example")
            .partner("By address", "bank.example", "203.0.113.0/25", RESTRICT)
            .partner("By TLS", "bank.example", "", "requireTls");
        assertThat(rules.decide(from("203.0.113.1").mail("a@bank.example")).connector()).contains(ConnectorName.parse("By address"));
        assertThat(rules.decide(from("198.51.100.1").tls().mail("a@bank.example")).connector()).contains(ConnectorName.parse("By TLS"));
        Decision neither = rules.decide(from("198.51.100.1").mail("a@bank.example"));
        assertThat(neither.reply()).contains(SmtpReply.STARTTLS_FIRST);
        assertThat(neither.reasons()).extracting(reason -> reason.connector().map(ConnectorName::asString).orElse("") + ": " + reason.code())
            .containsExactly("By TLS: partner-tls-missing", "By address: partner-address");
    }

    @Test
    void doesNotJoinTheTermsOfTwoConnectors() {
        Rules rules = Rules.accepting("ours.example")
            .partner("One", "bank.example", "203.0.113.0/25", RESTRICT, "requireTls")
            .partner("Other", "bank.example", "198.51.100.0/24", RESTRICT, "requireTls");
        assertThat(rules.decide(from("192.0.2.1").tls().mail("a@bank.example")).reply()).contains(SmtpReply.PARTNER_RESTRICTED);
        assertThat(rules.decide(from("198.51.100.1").mail("a@bank.example")).reply()).contains(SmtpReply.STARTTLS_FIRST);
    }

    @Test
    void locksTheNullSenderOutWithTheStar() {
        Rules rules = Rules.accepting("ours.example").partner("Lockdown", "*", "203.0.113.0/25", RESTRICT);
        assertThat(rules.decide(from("198.51.100.1").mail("<>")).reply()).contains(SmtpReply.PARTNER_RESTRICTED);
        assertThat(rules.decide(from("203.0.113.1").mail("<>")).verdict()).isEqualTo(Verdict.ORDINARY);
    }

    @Test
    void leavesTheNullSenderAloneWhereOnlyDomainsAreRestricted() {
        Rules rules = Rules.accepting("ours.example").partner("Bank", "*.bank.example", "203.0.113.0/25", RESTRICT);
        assertThat(rules.decide(from("198.51.100.1").mail("<>")).verdict()).isEqualTo(Verdict.ORDINARY);
    }

    @Test
    void letsOwnMailPassALockdown() {
        Rules rules = Rules.accepting("contoso.com")
            .partner("Lockdown", "*", "203.0.113.0/25", RESTRICT)
            .organization("Devices", "192.0.2.0/24");
        assertThat(rules.decide(from("192.0.2.1").mail("a@contoso.com")).verdict()).isEqualTo(Verdict.GRANT_RELAY);
        Decision foreign = rules.decide(from("192.0.2.1").mail("a@fabrikam.com"));
        assertThat(foreign.reply()).contains(SmtpReply.PARTNER_RESTRICTED);
        assertThat(foreign.reasons()).extracting("code").containsExactly("partner-address", "sender-not-accepted");
    }

    @Test
    void letsLoggedInClientsPassALockdown() {
        Rules rules = Rules.accepting("contoso.com").partner("Lockdown", "*", "203.0.113.0/25", RESTRICT);
        assertThat(rules.decide(from("192.0.2.1").login("bob").mail("bob@contoso.com")).decidedBy().code()).isEqualTo("logged-in");
    }

    @Test
    void holdsClientsThatTheServerRelaysForToTheTerms() {
        Rules rules = Rules.accepting("contoso.com").partner("Lockdown", "*", "203.0.113.0/25", RESTRICT);
        assertThat(rules.decide(from("192.0.2.1").serverRelays().mail("bob@fabrikam.com")).reply()).contains(SmtpReply.PARTNER_RESTRICTED);
    }

    @Test
    void neverGrantsRelaying() {
        Rules rules = Rules.accepting("bank.example").partner("Bank", "bank.example", "203.0.113.0/25", RESTRICT);
        assertThat(rules.decide(from("203.0.113.1").mail("a@bank.example").rcptOutside()).reply()).contains(SmtpReply.RELAY_DENIED);
    }

    @Test
    void ignoresASwitchedOffConnector() {
        Rules rules = Rules.accepting("ours.example").partner("Off", "bank.example", "203.0.113.0/25", RESTRICT, "disabled");
        Decision decision = rules.decide(from("198.51.100.1").mail("a@bank.example"));
        assertThat(decision.verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(decision.reasons()).extracting("code").containsExactly("no-partner", "switched-off");
    }

    @Test
    void recognisesByDomainWhereNoAddressesAreListed() {
        Rules rules = Rules.accepting("ours.example").partner("Wide", "*", "").partner("Exact", "bank.example", "");
        Decision decision = rules.decide(from("198.51.100.1").mail("a@bank.example"));
        assertThat(decision.connector()).contains(ConnectorName.parse("Exact"));
        assertThat(decision.reasons()).extracting("code").containsExactly("partner-recognised", "less-specific");
    }

    @Test
    void recognisesByAddressWhereAddressesAreListed() {
        Rules rules = Rules.accepting("ours.example").partner("Bank", "bank.example", "203.0.113.0/25");
        assertThat(rules.decide(from("203.0.113.1").mail("a@bank.example")).identifiedBy()).isPresent();
        Decision elsewhere = rules.decide(from("198.51.100.1").mail("a@bank.example"));
        assertThat(elsewhere.verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(elsewhere.connector()).isEmpty();
        assertThat(elsewhere.reasons()).extracting("code").containsExactly("no-partner", "other-address");
    }
}
