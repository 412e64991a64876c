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
import static io.jamesconnectors.connectors.inbound.Rules.certificate;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;

/** Mail from Office 365: all its customers share its certificate and addresses, so what tells our tenant is who Microsoft says it is. */
class TenantProofTest {
    private static final String MICROSOFT = "mail.protection.outlook.com";
    private static final OriginatorOrg OURS = OriginatorOrg.of(DomainName.parse("contoso.com"));
    private static final OriginatorOrg FOREIGN = OriginatorOrg.of(DomainName.parse("fabrikam.com"));

    private final Rules rules = Rules.accepting("contoso.com").publishing("exchangeOnline", "40.92.0.0/15, 2a01:111:f400::/48")
        .add("Tenant", ConnectorType.OFFICE365, it -> it.certificate(certificate(MICROSOFT)).publishedAddresses(List.of("exchangeOnline")));
    private final Request published = from("40.93.1.2");
    private final Request certified = from("198.51.100.1").certificate(MICROSOFT);

    @Test
    void relaysForOurTenantByXoorgWhateverMailFromSays() {
        for (Request connection : List.of(published, certified)) {
            Decision decision = rules.decide(connection.mail("<>").xoorg(OURS).rcptOutside());
            assertThat(decision.verdict()).isEqualTo(Verdict.GRANT_RELAY);
            assertThat(decision.decidedBy().code()).isEqualTo("tenant-proof-xoorg");
        }
    }

    @Test
    void identifiesByTheCertificateBeforeThePublishedRanges() {
        assertThat(rules.decide(published.certificate(MICROSOFT).xoorg(OURS).rcptOutside()).identifiedBy().orElseThrow().asString())
            .isEqualTo("certificate:" + MICROSOFT);
        assertThat(rules.decide(published.xoorg(OURS).rcptOutside()).identifiedBy())
            .contains(new Identification.ByAddress(Cidr.parse("40.92.0.0/15"), Optional.of("exchangeOnline")));
    }

    @Test
    void refusesAnotherTenantThatWritesOurDomainIntoMailFrom() {
        for (OriginatorOrg said : List.of(FOREIGN, OriginatorOrg.UNUSABLE)) {
            Decision decision = rules.decide(published.mail("a@contoso.com").xoorg(said).rcptOutside());
            assertThat(decision.reply()).contains(SmtpReply.RELAY_DENIED);
            assertThat(decision.decidedBy().code()).isEqualTo("tenant-foreign");
            assertThat(decision.connector()).contains(ConnectorName.parse("Tenant"));
        }
    }

    @Test
    void letsTheHeaderChangeNothingWhereXoorgHasSpoken() {
        assertThat(rules.decide(published.mail("a@contoso.com").xoorg(OURS).header(FOREIGN).rcptOutside()).verdict()).isEqualTo(Verdict.GRANT_RELAY);
        assertThat(rules.decide(published.mail("a@contoso.com").xoorg(FOREIGN).header(OURS).rcptOutside()).verdict()).isEqualTo(Verdict.REFUSE);
    }

    @Test
    void waitsForTheHeaderWhereXoorgSaysNothing() {
        for (String sender : List.of("a@contoso.com", "a@fabrikam.com", "<>")) {
            Decision decision = rules.decide(published.mail(sender).rcptOutside());
            assertThat(decision.verdict()).isEqualTo(Verdict.AWAIT_MESSAGE);
            assertThat(decision.decidedBy().code()).isEqualTo("tenant-awaited");
            assertThat(decision.connector()).contains(ConnectorName.parse("Tenant"));
        }
        assertThat(rules.decide(published.mail("a@fabrikam.com")).verdict()).isEqualTo(Verdict.AWAIT_MESSAGE);
    }

    @Test
    void decidesByTheHeader() {
        Request awaited = published.mail("a@contoso.com").rcptOutside();
        assertThat(rules.decide(awaited.header(OURS)).decidedBy().code()).isEqualTo("tenant-proof-header");
        assertThat(rules.decide(awaited.header(FOREIGN)).reply()).contains(SmtpReply.RELAY_DENIED);
        assertThat(rules.decide(awaited.header(OriginatorOrg.UNUSABLE)).decidedBy().code()).isEqualTo("tenant-foreign");
        assertThat(rules.decide(published.mail("<>").rcptOutside().header(OURS)).verdict()).isEqualTo(Verdict.GRANT_RELAY);
    }

    @Test
    void fallsBackOnMailFromWhereTheHeaderSaysNothing() {
        assertThat(rules.decide(published.mail("a@contoso.com").rcptOutside().header(OriginatorOrg.NONE)).decidedBy().code()).isEqualTo("tenant-proof-sender");
        for (String sender : List.of("a@fabrikam.com", "<>")) {
            Decision decision = rules.decide(published.mail(sender).rcptOutside().header(OriginatorOrg.NONE));
            assertThat(decision.reply()).contains(SmtpReply.RELAY_DENIED);
            assertThat(decision.decidedBy().code()).isEqualTo("tenant-unproven");
        }
    }

    @Test
    void doesNotTakeTheNameOfACertificateForATenantsProof() {
        Rules own = Rules.accepting("contoso.com").add("Tenant", ConnectorType.OFFICE365, it -> it.certificate(certificate("*.contoso.com")));
        assertThat(own.decide(from("198.51.100.1").certificate("mail.contoso.com").mail("<>").rcptOutside().header(OriginatorOrg.NONE)).verdict())
            .isEqualTo(Verdict.REFUSE);
    }

    @Test
    void doesNotHearXoorgFromAnAddressThatTheConnectorListsItself() {
        Rules listed = Rules.accepting("contoso.com").add("Tenant", ConnectorType.OFFICE365, it -> it.senderIPAddresses(List.of(Cidr.parse("192.0.2.0/24"))));
        assertThat(listed.decide(from("192.0.2.7").mail("a@fabrikam.com").xoorg(OURS).header(OriginatorOrg.NONE).rcptOutside()).verdict()).isEqualTo(Verdict.REFUSE);
        assertThat(listed.decide(from("192.0.2.7").mail("a@contoso.com").xoorg(FOREIGN).header(OriginatorOrg.NONE).rcptOutside()).verdict())
            .isEqualTo(Verdict.GRANT_RELAY);
    }

    @Test
    void hearsXoorgFromMicrosoftEvenWhereTheConnectorListsThoseAddressesItselfToo() {
        Rules both = Rules.accepting("contoso.com").publishing("exchangeOnline", "40.92.0.0/15").add("Tenant", ConnectorType.OFFICE365,
            it -> it.senderIPAddresses(List.of(Cidr.parse("40.92.0.0/15"))).publishedAddresses(List.of("exchangeOnline")));
        assertThat(both.decide(published.mail("a@contoso.com").xoorg(FOREIGN).header(OriginatorOrg.NONE).rcptOutside()).verdict()).isEqualTo(Verdict.REFUSE);
    }

    @Test
    void ignoresXoorgFromStrangers() {
        assertThat(rules.decide(from("198.51.100.1").mail("a@contoso.com").xoorg(OURS).rcptOutside()).decidedBy().code()).isEqualTo("not-own-mail");
    }

    @Test
    void treatsAnotherTenantsMailToUsAsIncoming() {
        Decision decision = rules.decide(published.mail("a@fabrikam.com").xoorg(FOREIGN));
        assertThat(decision.verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(decision.connector()).isEmpty();
        assertThat(decision.reasons()).extracting("code").containsExactly("no-partner", "tenant-foreign");
    }

    @Test
    void leavesClientsWhomTheServerRelaysForToItAtOnce() {
        Decision decision = rules.decide(published.serverRelays().mail("a@contoso.com").rcptOutside());
        assertThat(decision.verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(decision.connector()).isEmpty();
        assertThat(rules.decide(published.serverRelays().xoorg(OURS).rcptOutside()).connector()).contains(ConnectorName.parse("Tenant"));
    }

    @Test
    void asksToComeAgainWhereTheHeaderMayProveWhatACertificateOfUnknownStatusClaims() {
        assertThat(rules.decide(from("198.51.100.1").certificate(Trust.PENDING, MICROSOFT).mail("a@contoso.com").rcptOutside()).reply())
            .contains(SmtpReply.CERTIFICATE_STATUS_PENDING);
    }

    @Test
    void believesOnlyTheAssociatedDomains() {
        Rules confined = Rules.accepting("contoso.com", "branch.example").publishing("exchangeOnline", "40.92.0.0/15").add("Tenant", ConnectorType.OFFICE365,
            it -> it.publishedAddresses(List.of("exchangeOnline")).associatedAcceptedDomains(List.of(DomainName.parse("branch.example"))));
        assertThat(confined.decide(published.xoorg(OURS).rcptOutside()).decidedBy().code()).isEqualTo("tenant-foreign");
        assertThat(confined.decide(published.xoorg(OriginatorOrg.of(DomainName.parse("branch.example"))).rcptOutside()).verdict()).isEqualTo(Verdict.GRANT_RELAY);
    }

    @Test
    void prefersABlockOfItsOwnToAPublishedOneOfTheSameLength() {
        Rules both = Rules.accepting("contoso.com").publishing("exchangeOnline", "40.92.0.0/15")
            .add("Tenant", ConnectorType.OFFICE365, it -> it.publishedAddresses(List.of("exchangeOnline")))
            .organization("Listed", "40.92.0.0/15");
        assertThat(both.decide(published.mail("a@contoso.com").rcptOutside()).connector()).contains(ConnectorName.parse("Listed"));
    }

    @Test
    void offersXoorgToMicrosoftOnly() {
        assertThat(offers(published)).isTrue();
        assertThat(offers(certified)).isTrue();
        assertThat(offers(from("198.51.100.1"))).isFalse();
        assertThat(offers(from("198.51.100.1").certificate(Trust.UNTRUSTED, MICROSOFT))).isFalse();
        assertThat(offers(from("198.51.100.1").certificate(Trust.PENDING, MICROSOFT))).isFalse();
        assertThat(offers(from("198.51.100.1").certificate("mail.example"))).isFalse();
    }

    @Test
    void offersXoorgOnlyWhereTheConnectorHoldsAndOverTheTlsThatItRequires() {
        InboundRules scoped = Rules.accepting("contoso.com").publishing("exchangeOnline", "40.92.0.0/15").add("Tenant", ConnectorType.OFFICE365,
            it -> it.publishedAddresses(List.of("exchangeOnline")).listeners(Set.of("mx")).requireTls(true)).rules();
        assertThat(scoped.offersXoorg("mx", InetAddresses.forString("40.92.0.1"), published.tls().facts().tls())).isTrue();
        assertThat(scoped.offersXoorg("mx", InetAddresses.forString("40.92.0.1"), Optional.empty())).isFalse();
        assertThat(scoped.offersXoorg("submission", InetAddresses.forString("40.92.0.1"), published.tls().facts().tls())).isFalse();
    }

    private boolean offers(Request request) {
        return rules.rules().offersXoorg("smtp", request.facts().clientAddress(), request.facts().tls());
    }
}
