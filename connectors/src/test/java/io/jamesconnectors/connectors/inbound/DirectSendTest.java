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

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;

/** Mail in our name from someone whom no connector stands for. */
class DirectSendTest {
    private static final List<DomainPattern> OURS = List.of(DomainPattern.parse("contoso.com"));
    private final Rules rules = Rules.accepting("contoso.com").rejectDirectSend();
    private final Request stranger = from("198.51.100.1").mail("a@contoso.com");

    @Test
    void refusesOurDomainFromAStranger() {
        Decision decision = rules.decide(stranger);
        assertThat(decision.reply().orElseThrow().toString()).startsWith("550 5.7.68 Direct Send not allowed");
        assertThat(decision.decidedBy().code()).isEqualTo("direct-send");
        assertThat(decision.connector()).isEmpty();
    }

    @Test
    void takesItWhereDirectSendIsNotRejected() {
        assertThat(Rules.accepting("contoso.com").decide(stranger).verdict()).isEqualTo(Verdict.ORDINARY);
    }

    @Test
    void leavesOtherSendersAndTheNullSenderAlone() {
        assertThat(rules.decide(from("198.51.100.1").mail("a@fabrikam.com")).verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(rules.decide(from("198.51.100.1").mail("<>")).verdict()).isEqualTo(Verdict.ORDINARY);
    }

    @Test
    void countsSubdomainsOnlyWhereTheyAreAccepted() {
        Request subdomain = from("198.51.100.1").mail("a@sub.contoso.com");
        assertThat(rules.decide(subdomain).verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(Rules.accepting().withSubdomains("contoso.com").rejectDirectSend().decide(subdomain).reply()).contains(SmtpReply.DIRECT_SEND_REJECTED);
    }

    @Test
    void takesItFromThoseWhoLoggedInAndThoseWhomTheServerRelaysFor() {
        assertThat(rules.decide(stranger.login("bob")).verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(rules.decide(stranger.serverRelays()).verdict()).isEqualTo(Verdict.ORDINARY);
    }

    @Test
    void takesItFromOurOwnDevices() {
        assertThat(rules.organization("Devices", "198.51.100.0/24").decide(stranger).verdict()).isEqualTo(Verdict.GRANT_RELAY);
    }

    @Test
    void takesItFromAPartnerThatIsKnownByAddressOrCertificate() {
        assertThat(rules.partner("Newsletter", "contoso.com", "198.51.100.0/24").decide(stranger).verdict()).isEqualTo(Verdict.ORDINARY);
        rules.add("Mailings", ConnectorType.PARTNER, it -> it.senderDomains(OURS).certificate(certificate("mailings.example")));
        assertThat(rules.decide(from("203.0.113.1").certificate("mailings.example").mail("a@contoso.com")).verdict()).isEqualTo(Verdict.ORDINARY);
        assertThat(rules.decide(from("203.0.113.1").mail("a@contoso.com")).reply()).contains(SmtpReply.DIRECT_SEND_REJECTED);
    }

    @Test
    void refusesItFromAPartnerThatIsKnownByItsDomainAlone() {
        assertThat(rules.partner("Everyone", "*", "").decide(stranger).reply()).contains(SmtpReply.DIRECT_SEND_REJECTED);
        assertThat(rules.partner("Secured", "contoso.com", "", "requireTls").decide(stranger.tls()).reply()).contains(SmtpReply.DIRECT_SEND_REJECTED);
    }

    @Test
    void takesItWhereALessSpecificPartnerIsKnownByAddress() {
        Rules both = rules.partner("By domain", "contoso.com", "").partner("By address", "*", "198.51.100.0/24");
        assertThat(both.decide(stranger).verdict()).isEqualTo(Verdict.ORDINARY);
    }

    @Test
    void refusesAnotherTenantsMailInOurName() {
        rules.publishing("exchangeOnline", "40.92.0.0/15").add("Tenant", ConnectorType.OFFICE365, it -> it.publishedAddresses(List.of("exchangeOnline")));
        Request microsoft = from("40.92.0.1").mail("a@contoso.com");
        assertThat(rules.decide(microsoft.xoorg(OriginatorOrg.of(DomainName.parse("fabrikam.com")))).reply()).contains(SmtpReply.DIRECT_SEND_REJECTED);
        assertThat(rules.decide(microsoft).verdict()).isEqualTo(Verdict.AWAIT_MESSAGE);
    }

    @Test
    void refusesItFromAConnectorThatIsConfinedToOtherDomains() {
        rules.add("Branch", ConnectorType.ORGANIZATION, it -> it.senderIPAddresses(List.of(Cidr.parse("198.51.100.0/24")))
            .associatedAcceptedDomains(List.of(DomainName.parse("branch.contoso.com"))));
        assertThat(rules.decide(stranger).reply()).contains(SmtpReply.DIRECT_SEND_REJECTED);
    }

    @Test
    void asksToComeAgainWhileTheStatusOfACertificateThatCouldStandForItIsNotKnown() {
        rules.add("Servers", ConnectorType.ORGANIZATION, it -> it.certificate(certificate("*.contoso.com")));
        rules.add("Mailings", ConnectorType.PARTNER, it -> it.senderDomains(OURS).certificate(certificate("mailings.example")));
        for (String name : List.of("mail.contoso.com", "mailings.example")) {
            Decision decision = rules.decide(from("203.0.113.1").certificate(Trust.PENDING, name).mail("a@contoso.com"));
            assertThat(decision.reply()).contains(SmtpReply.CERTIFICATE_STATUS_PENDING);
            assertThat(decision.decidedBy().code()).isEqualTo("certificate-status-pending");
        }
    }
}
