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
import java.util.Set;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnectorBuilder;
import io.jamesconnectors.connectors.TlsVersion;

/** What partner connectors demand by certificate, version of TLS, listener and recipient. */
class PartnerTermsTest {
    private static final UnaryOperator<InboundConnectorBuilder> GATEWAY = it -> it.senderDomains(List.of(DomainPattern.parse("*")))
        .certificate(certificate("*.gw.example")).restrictDomainsToCertificate(true).requireTls(true);

    private static Rules partner(UnaryOperator<InboundConnectorBuilder> options) {
        return Rules.accepting("ours.example", "branch.example").add("Partner", ConnectorType.PARTNER, options);
    }

    @Test
    void demandsTlsBeforeTheCertificate() {
        Decision decision = partner(GATEWAY).decide(from("198.51.100.1").mail("a@any.example"));
        assertThat(decision.reply()).contains(SmtpReply.STARTTLS_FIRST);
        assertThat(decision.decidedBy().code()).isEqualTo("partner-tls-missing");
    }

    @Test
    void refusesAClientWithoutTheCertificate() {
        Decision decision = partner(GATEWAY).decide(from("198.51.100.1").tls().mail("a@any.example"));
        assertThat(decision.reply()).contains(SmtpReply.PARTNER_RESTRICTED);
        assertThat(decision.reasons()).extracting("code").containsExactly("partner-certificate", "certificate-none");
    }

    @Test
    void saysWhyACertificateDoesNotCount() {
        assertThat(partner(GATEWAY).decide(from("198.51.100.1").certificate("other.example").mail("a@any.example")).reasons())
            .extracting("code").containsExactly("partner-certificate", "certificate-name");
        assertThat(partner(GATEWAY).decide(from("198.51.100.1").certificate(Trust.EXPIRED, "a.gw.example").mail("a@any.example")).reasons())
            .extracting("code").containsExactly("partner-certificate", "certificate-expired");
    }

    @Test
    void passesMailWithTheCertificate() {
        Decision decision = partner(GATEWAY).decide(from("198.51.100.1").certificate("other.example", "a.gw.example").mail("a@any.example"));
        assertThat(decision.verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(decision.connector()).contains(ConnectorName.parse("Partner"));
        assertThat(decision.identifiedBy().orElseThrow().asString()).isEqualTo("certificate:*.gw.example");
        assertThat(decision.reasons()).extracting("code").containsExactly("partner-terms-met");
    }

    @Test
    void asksToComeAgainWhileTheStatusOfTheCertificateIsNotKnown() {
        Decision decision = partner(GATEWAY).decide(from("198.51.100.1").certificate(Trust.PENDING, "a.gw.example").mail("a@any.example"));
        assertThat(decision.reply()).contains(SmtpReply.CERTIFICATE_STATUS_PENDING);
        assertThat(decision.decidedBy().code()).isEqualTo("certificate-status-pending");
    }

    @Test
    void refusesACertificateRestrictionWithoutACertificateToMeetIt() {
        Rules rules = partner(it -> it.senderDomains(List.of(DomainPattern.parse("*"))).restrictDomainsToCertificate(true));
        assertThat(rules.decide(from("198.51.100.1").certificate("a.gw.example").mail("a@any.example")).reply()).contains(SmtpReply.PARTNER_RESTRICTED);
    }

    @Test
    void demandsANewerVersionOfTls() {
        Rules rules = partner(it -> it.senderDomains(List.of(DomainPattern.parse("bank.example"))).requireTls(true));
        Decision decision = rules.decide(from("198.51.100.1").tls(TlsVersion.TLS_1_1).mail("a@bank.example"));
        assertThat(decision.reply()).contains(SmtpReply.TLS_TOO_OLD);
        assertThat(decision.decidedBy().code()).isEqualTo("partner-tls-too-old");
        assertThat(rules.decide(from("198.51.100.1").tls(TlsVersion.TLS_1_2).mail("a@bank.example")).verdict()).isEqualTo(Verdict.ORDINARY);
    }

    @Test
    void restrictsOnlyOnItsListeners() {
        Rules rules = partner(it -> GATEWAY.apply(it).listeners(Set.of("mx")));
        assertThat(rules.decide(from("198.51.100.1").listener("mx").tls().mail("a@any.example")).verdict()).isEqualTo(Verdict.REFUSE);
        Decision elsewhere = rules.decide(from("198.51.100.1").listener("submission").tls().mail("a@any.example"));
        assertThat(elsewhere.verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(elsewhere.reasons()).extracting("code").containsExactly("no-partner", "other-listener");
    }

    @Test
    void restrictsOnlyMailForItsAssociatedDomains() {
        Rules rules = partner(it -> GATEWAY.apply(it).associatedAcceptedDomains(List.of(DomainName.parse("branch.example"))));
        assertThat(rules.decide(from("198.51.100.1").tls().mail("a@any.example").rcpt("branch.example")).verdict()).isEqualTo(Verdict.REFUSE);
        assertThat(rules.decide(from("198.51.100.1").tls().mail("a@any.example").rcpt("ours.example")).reasons())
            .extracting("code").containsExactly("no-partner", "other-accepted-domain");
    }

    @Test
    void holdsMailToThePublishedRangesToo() {
        Rules rules = Rules.accepting("ours.example").publishing("exchangeOnline", "40.92.0.0/15")
            .add("Partner", ConnectorType.PARTNER, it -> it.senderDomains(List.of(DomainPattern.parse("bank.example")))
                .publishedAddresses(List.of("exchangeOnline")).restrictDomainsToIPAddresses(true));
        assertThat(rules.decide(from("40.92.0.1").mail("a@bank.example")).identifiedBy().orElseThrow().asString()).isEqualTo("address:40.92.0.0/15");
        assertThat(rules.decide(from("198.51.100.1").mail("a@bank.example")).reply()).contains(SmtpReply.PARTNER_RESTRICTED);
    }

    @Test
    void recognisesByCertificateWhereOneIsListed() {
        Rules rules = partner(it -> it.senderDomains(List.of(DomainPattern.parse("bank.example"))).certificate(certificate("mx.bank.example")));
        assertThat(rules.decide(from("198.51.100.1").certificate("mx.bank.example").mail("a@bank.example")).identifiedBy().orElseThrow().asString())
            .isEqualTo("certificate:mx.bank.example");
        assertThat(rules.decide(from("198.51.100.1").tls().mail("a@bank.example")).reasons()).extracting("code")
            .containsExactly("no-partner", "certificate-none");
    }

    @Test
    void namesTheNearestWayInOfSeveral() {
        Rules rules = partner(GATEWAY)
            .add("By address", ConnectorType.PARTNER, it -> it.senderDomains(List.of(DomainPattern.parse("*")))
                .senderIPAddresses(List.of(Cidr.parse("192.0.2.0/24"))).restrictDomainsToIPAddresses(true));
        assertThat(rules.decide(from("198.51.100.1").certificate(Trust.PENDING, "a.gw.example").mail("a@any.example")).reply())
            .contains(SmtpReply.CERTIFICATE_STATUS_PENDING);
        assertThat(rules.decide(from("192.0.2.1").certificate(Trust.PENDING, "a.gw.example").mail("a@any.example")).connector())
            .contains(ConnectorName.parse("By address"));
    }

    @Test
    void collectsNoMoreThanSoManyReasonsHoweverManyConnectorsRestrict() {
        Rules rules = partner(GATEWAY);
        for (int i = 0; i < 5_000; i++) {
            rules.add("Partner " + i, ConnectorType.PARTNER, GATEWAY);
        }
        assertThat(rules.decide(from("198.51.100.1").tls().mail("a@any.example")).reasons()).hasSize(Notes.MOST + 1);
    }
}
