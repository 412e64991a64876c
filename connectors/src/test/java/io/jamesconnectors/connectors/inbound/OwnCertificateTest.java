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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Fingerprint;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.TrustSource;

/** Own mail that is identified by a client certificate. */
class OwnCertificateTest {
    private static final Fingerprint PIN = new Fingerprint(Fingerprint.Subject.PUBLIC_KEY, "a".repeat(64));

    private static Rules organisation(String names) {
        return Rules.accepting("contoso.com").add("Servers", ConnectorType.ORGANIZATION, it -> it.certificate(certificate(names)));
    }

    private static Decision relay(Rules rules, Request connection) {
        return rules.decide(connection.mail("a@contoso.com").rcptOutside());
    }

    @Test
    void relaysForTheNullSenderOfACertificateInAnAcceptedDomain() {
        Decision decision = organisation("*.contoso.com").decide(from("198.51.100.1").certificate("mail.contoso.com").mail("<>").rcptOutside());
        assertThat(decision.verdict()).isEqualTo(Verdict.GRANT_RELAY);
        assertThat(decision.identifiedBy().orElseThrow().asString()).isEqualTo("certificate:*.contoso.com");
        assertThat(decision.reasons()).extracting("code").containsExactly("own-mail");
    }

    @Test
    void takesAWildcardForProvedByAnAcceptedDomainBelowIt() {
        Rules rules = Rules.accepting("branch.fabrikam.com").add("Servers", ConnectorType.ORGANIZATION, it -> it.certificate(certificate("*.fabrikam.com, *.other.example")));
        assertThat(rules.decide(from("198.51.100.1").certificate("mx.fabrikam.com").mail("<>").rcptOutside()).verdict()).isEqualTo(Verdict.GRANT_RELAY);
        assertThat(rules.decide(from("198.51.100.1").certificate("mx.other.example").mail("<>").rcptOutside()).verdict()).isEqualTo(Verdict.REFUSE);
    }

    @Test
    void takesNoWildcardForProvedBelowWhichAnybodyHasAName() {
        Rules rules = Rules.accepting("contoso.com").add("Servers", ConnectorType.ORGANIZATION, it -> it.certificate(certificate("*.com")));
        assertThat(rules.decide(from("198.51.100.1").certificate("evil.com").mail("<>").rcptOutside()).verdict()).isEqualTo(Verdict.REFUSE);
    }

    @Test
    void doesNotTakeAnExactNameForProvedByTheDomainAboveIt() {
        assertThat(organisation("mail.contoso.com").decide(from("198.51.100.1").certificate("mail.contoso.com").mail("<>").rcptOutside()).decidedBy().code())
            .isEqualTo("sender-without-domain");
    }

    @Test
    void takesAnExactNameForProvedByADomainWithItsSubdomains() {
        Rules rules = Rules.accepting().withSubdomains("contoso.com")
            .add("Servers", ConnectorType.ORGANIZATION, it -> it.certificate(certificate("mail.contoso.com")));
        assertThat(rules.decide(from("198.51.100.1").certificate("mail.contoso.com").mail("<>").rcptOutside()).verdict()).isEqualTo(Verdict.GRANT_RELAY);
    }

    @Test
    void prefersTheExactNameToTheWildcard() {
        Rules rules = Rules.accepting("contoso.com", "mail.contoso.com")
            .add("Tenant A", ConnectorType.ORGANIZATION, it -> it.certificate(certificate("*.contoso.com")))
            .add("Tenant B", ConnectorType.ORGANIZATION, it -> it.certificate(certificate("mail.contoso.com")));
        Decision decision = relay(rules, from("198.51.100.1").certificate("mail.contoso.com"));
        assertThat(decision.connector()).contains(ConnectorName.parse("Tenant B"));
        assertThat(decision.reasons()).extracting("code").containsExactly("own-mail", "less-specific");
    }

    @Test
    void prefersTheLongerOfTwoNamesOfOneCertificate() {
        Rules rules = Rules.accepting("contoso.com")
            .add("Short", ConnectorType.ORGANIZATION, it -> it.certificate(certificate("a.contoso.com")))
            .add("Wild", ConnectorType.ORGANIZATION, it -> it.certificate(certificate("*.very.long.contoso.com")))
            .add("Long", ConnectorType.ORGANIZATION, it -> it.certificate(certificate("longer.contoso.com")));
        Decision decision = relay(rules, from("198.51.100.1").certificate("x.very.long.contoso.com", "a.contoso.com", "longer.contoso.com"));
        assertThat(decision.reasons()).extracting(reason -> reason.connector().orElseThrow().asString()).containsExactly("Long", "Short", "Wild");
    }

    @Test
    void takesTheNameThatTheConnectorListsFirstOfTwoEqualOnes() {
        assertThat(relay(organisation("*.x.contoso.com, *.a.contoso.com"), from("198.51.100.1").certificate("m.a.contoso.com", "m.x.contoso.com"))
            .identifiedBy().orElseThrow().asString()).isEqualTo("certificate:*.x.contoso.com");
    }

    @Test
    void prefersTheCertificateToTheAddress() {
        Rules rules = Rules.accepting("contoso.com").organization("Devices", "192.0.2.7")
            .add("Servers", ConnectorType.ORGANIZATION, it -> it.certificate(certificate("*.contoso.com")));
        assertThat(relay(rules, from("192.0.2.7").certificate("mail.contoso.com")).connector()).contains(ConnectorName.parse("Servers"));
    }

    @Test
    void goesToTheNextClaimWhereTheSecondProofIsMissing() {
        Rules rules = Rules.accepting("contoso.com", "branch.contoso.com")
            .add("Branch", ConnectorType.ORGANIZATION, it -> it.senderIPAddresses(List.of(Cidr.parse("192.0.2.7")))
                .associatedAcceptedDomains(List.of(DomainName.parse("branch.contoso.com"))))
            .organization("All", "192.0.2.0/24");
        Decision decision = relay(rules, from("192.0.2.7"));
        assertThat(decision.connector()).contains(ConnectorName.parse("All"));
        assertThat(decision.reasons()).extracting("code").containsExactly("own-mail", "sender-not-accepted");
    }

    @Test
    void doesNotTakeAWildcardCertificateForAnExactName() {
        assertThat(relay(organisation("mail.contoso.com"), from("198.51.100.1").certificate("*.contoso.com")).verdict()).isEqualTo(Verdict.REFUSE);
        assertThat(relay(organisation("*.contoso.com"), from("198.51.100.1").certificate("*.contoso.com")).verdict()).isEqualTo(Verdict.GRANT_RELAY);
        assertThat(relay(organisation("*.contoso.com"), from("198.51.100.1").certificate("contoso.com")).verdict()).isEqualTo(Verdict.REFUSE);
    }

    @ParameterizedTest
    @EnumSource(value = Trust.class, names = {"TRUSTED", "PENDING"}, mode = EnumSource.Mode.EXCLUDE)
    void grantsNothingToACertificateThatIsNotTrusted(Trust trust) {
        Decision decision = relay(organisation("*.contoso.com"), from("198.51.100.1").certificate(trust, "mail.contoso.com"));
        assertThat(decision.reply()).contains(SmtpReply.RELAY_DENIED);
        assertThat(decision.reasons()).extracting("code").containsExactly("not-own-mail", trust.code());
    }

    @Test
    void asksToComeAgainWhileTheStatusIsNotKnown() {
        Decision decision = relay(organisation("*.contoso.com"), from("198.51.100.1").certificate(Trust.PENDING, "mail.contoso.com"));
        assertThat(decision.reply()).contains(SmtpReply.CERTIFICATE_STATUS_PENDING);
        assertThat(decision.reply().orElseThrow()).hasToString("451 4.7.5 Certificate status not known yet, try again later");
        assertThat(decision.reasons()).extracting("code").containsExactly("certificate-status-pending");
    }

    @Test
    void takesMailForUsWhileTheStatusIsNotKnown() {
        Decision decision = organisation("*.contoso.com").decide(from("198.51.100.1").certificate(Trust.PENDING, "mail.contoso.com").mail("a@contoso.com"));
        assertThat(decision.verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(decision.connector()).isEmpty();
    }

    @Test
    void refusesAtOnceWhatNoAnswerAboutTheStatusCouldHelp() {
        Rules rules = organisation("gw.vendor.example");
        assertThat(rules.decide(from("198.51.100.1").certificate(Trust.PENDING, "gw.vendor.example").mail("a@fabrikam.com").rcptOutside()).reply())
            .contains(SmtpReply.RELAY_DENIED);
    }

    @Test
    void relaysByAddressWhileTheStatusIsNotKnown() {
        Rules rules = organisation("*.contoso.com").organization("Devices", "192.0.2.0/24");
        Decision decision = relay(rules, from("192.0.2.7").certificate(Trust.PENDING, "mail.contoso.com"));
        assertThat(decision.connector()).contains(ConnectorName.parse("Devices"));
        assertThat(decision.reasons()).extracting("code").containsExactly("own-mail", "certificate-status-pending");
    }

    @Test
    void wantsACertificateForClientsUnlessServerUseIsAllowed() {
        CertificateFacts forServers = presented("cn=issuer", Set.of(), false);
        assertThat(relay(pinned(Optional.empty(), Set.of(), false), from("198.51.100.1").certificate(forServers)).reasons())
            .extracting("code").containsExactly("not-own-mail", "certificate-wrong-use");
        assertThat(relay(pinned(Optional.empty(), Set.of(), true), from("198.51.100.1").certificate(forServers)).verdict()).isEqualTo(Verdict.GRANT_RELAY);
    }

    @Test
    void wantsTheIssuerThatIsGiven() {
        Rules rules = pinned(Optional.of("cn=issuer"), Set.of(), false);
        assertThat(relay(rules, from("198.51.100.1").certificate(presented("cn=issuer", Set.of(), true))).verdict()).isEqualTo(Verdict.GRANT_RELAY);
        assertThat(relay(rules, from("198.51.100.1").certificate(presented("cn=other", Set.of(), true))).reasons())
            .extracting("code").containsExactly("not-own-mail", "certificate-issuer");
    }

    @Test
    void wantsOneOfTheFingerprintsThatAreGiven() {
        Fingerprint other = new Fingerprint(Fingerprint.Subject.CERTIFICATE, "a".repeat(64));
        Rules rules = pinned(Optional.empty(), Set.of(PIN), false);
        assertThat(relay(rules, from("198.51.100.1").certificate(presented("cn=issuer", Set.of(other, PIN), true))).verdict()).isEqualTo(Verdict.GRANT_RELAY);
        assertThat(relay(rules, from("198.51.100.1").certificate(presented("cn=issuer", Set.of(other), true))).reasons())
            .extracting("code").containsExactly("not-own-mail", "certificate-fingerprint");
    }

    @Test
    void identifiesOnlyOnItsListeners() {
        Rules rules = Rules.accepting("contoso.com")
            .add("Devices", ConnectorType.ORGANIZATION, it -> it.listeners(Set.of("devices")).senderIPAddresses(List.of(Cidr.parse("192.0.2.0/24"))));
        assertThat(relay(rules, from("192.0.2.7").listener("devices")).verdict()).isEqualTo(Verdict.GRANT_RELAY);
        assertThat(relay(rules, from("192.0.2.7").listener("mx")).reasons()).extracting("code").containsExactly("not-own-mail", "other-listener");
    }

    @Test
    void identifiesOnlyOverTheVersionOfTlsThatIsRequired() {
        Rules rules = Rules.accepting("contoso.com").organization("Devices", "192.0.2.0/24", "requireTls");
        assertThat(relay(rules, from("192.0.2.7").tls(TlsVersion.TLS_1_2)).verdict()).isEqualTo(Verdict.GRANT_RELAY);
        assertThat(relay(rules, from("192.0.2.7").tls(TlsVersion.TLS_1_1)).reasons()).extracting("code").containsExactly("not-own-mail", "tls-too-old");
    }

    @Test
    void givesMailFromASharedAddressToTheConnectorWhoseDomainsItIsFrom() {
        Rules rules = Rules.accepting("a.example", "b.example");
        for (String tenant : List.of("a.example", "b.example")) {
            rules.add("Tenant " + tenant, ConnectorType.ORGANIZATION, it -> it.senderIPAddresses(List.of(Cidr.parse("192.0.2.7")))
                .associatedAcceptedDomains(List.of(DomainName.parse(tenant))));
        }
        assertThat(rules.decide(from("192.0.2.7").mail("x@b.example").rcptOutside()).connector()).contains(ConnectorName.parse("Tenant b.example"));
        assertThat(rules.decide(from("192.0.2.7").mail("x@c.example").rcptOutside()).reply()).contains(SmtpReply.RELAY_DENIED);
    }

    @Test
    void collectsNoMoreThanSoManyReasonsHoweverManyConnectorsCompete() {
        Rules rules = Rules.accepting("contoso.com");
        for (int i = 0; i < 5_000; i++) {
            rules.add("Servers " + i, ConnectorType.ORGANIZATION, it -> it.certificate(certificate("*.contoso.com")).senderIPAddresses(List.of(Cidr.parse("192.0.2.7"))));
        }
        Decision decision = relay(rules, from("192.0.2.7").certificate(Trust.EXPIRED, "mail.contoso.com"));
        assertThat(decision.verdict()).isEqualTo(Verdict.GRANT_RELAY);
        assertThat(decision.reasons()).hasSize(Notes.MOST + 1);
    }

    private static Rules pinned(Optional<String> issuer, Set<Fingerprint> fingerprints, boolean serverUse) {
        return Rules.accepting("contoso.com").add("Servers", ConnectorType.ORGANIZATION, it -> it.certificate(Optional.of(new SenderCertificate(
            List.of(DomainPattern.parse("mail.contoso.com")), issuer, fingerprints, serverUse, TrustSource.JAVA))));
    }

    private static CertificateFacts presented(String issuer, Set<Fingerprint> fingerprints, boolean forClients) {
        return new CertificateFacts(List.of(new CertificateName(DomainName.parse("mail.contoso.com"), false)), issuer, fingerprints, forClients, true,
            Map.of(TrustSource.JAVA, Trust.TRUSTED));
    }
}
