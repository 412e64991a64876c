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
package io.jamesconnectors.testing.office365;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.jamesconnectors.testing.SmtpDialogue;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

@Timeout(120)
class MxEndpointTest {
    private static final String NO_RELAY = "550 5.7.64 TenantAttribution; Relay Access Denied";
    private static final TestCertificate GATEWAY = Office.CA.client("gateway.contoso.com");

    @Test
    void takesMailForItsOwnMailboxesFromAnyoneInClear() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.plain(office.simulator.mx())) {
            assertThat(send(client, "", "printer@contoso.com")).startsWith("250 2.6.0 ");
            assertThat(send(client, "device@contoso.com", "printer@contoso.com")).startsWith("250 2.6.0 ");
            assertThat(client.say("VRFY x")).startsWith("500 ");

            assertThat(office.simulator.record().messages()).extracting(taken -> taken.connector().isPresent()).containsExactly(false, false);
        }
    }

    @Test
    void refusesUnknownRecipientsAndStrangersForStrangers() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.plain(office.simulator.mx())) {
            office.contoso.internalRelay("split.contoso.com").internalRelayWithSubDomains("fabrikam.com");
            assertThat(send(client, "x@example.com", "nobody@contoso.com")).startsWith("550 5.4.1 Recipient address rejected: Access denied");
            assertThat(send(client, "x@example.com", "nobody@split.contoso.com")).startsWith("250 ");
            assertThat(send(client, "x@example.com", "nobody@a.b.fabrikam.com")).startsWith("250 ");
            assertThat(send(client, "x@example.com", "a@example.org")).isEqualTo("550 5.4.1 Relay Access Denied");
        }
    }

    @Test
    void relaysForACertificateOfAnAcceptedDomain() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.securedMx(GATEWAY)) {
            assertThat(send(client, "device@contoso.com", "a@fabrikam.com")).isEqualTo(NO_RELAY);
            office.contoso.connector(InboundConnector.ownServersByCertificate("Relay", "*.contoso.com"));
            assertThat(send(client, "device@contoso.com", "a@fabrikam.com", "printer@contoso.com")).startsWith("250 2.6.0 ");
            assertThat(send(client, "", "a@fabrikam.com")).startsWith("250 2.6.0 ");
            assertThat(send(client, "x@example.com", "a@fabrikam.com")).startsWith("250 2.6.0 ");

            assertThat(office.simulator.record().messages()).extracting(taken -> taken.connector().orElse("")).containsOnly("Relay");
        }
    }

    @Test
    void relaysForAnAddressOnlyWithASenderOfAnAcceptedDomain() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.plain(office.simulator.mx())) {
            office.contoso.connector(InboundConnector.ownServersByAddress("Elsewhere", "192.0.2.0/24", "198.51.100.7"));
            assertThat(send(client, "device@contoso.com", "a@fabrikam.com")).isEqualTo(NO_RELAY);
            office.contoso.connector(InboundConnector.ownServersByAddress("Here", "127.0.0.0/24"));
            assertThat(send(client, "device@contoso.com", "a@fabrikam.com")).startsWith("250 2.6.0 ");
            assertThat(send(client, "x@example.com", "a@fabrikam.com")).isEqualTo(NO_RELAY);
            assertThat(send(client, "", "a@fabrikam.com")).isEqualTo(NO_RELAY);
            assertThat(send(client, "", "printer@contoso.com")).startsWith("250 2.6.0 ");
        }
    }

    @Test
    void canRefuseRelayingAtRcpt() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.plain(office.simulator.mx())) {
            client.say("MAIL FROM:<device@contoso.com>");
            assertThat(client.say("RCPT TO:<a@fabrikam.com>")).startsWith("250 ");
            office.simulator.mxSwitches().relayRefusedAt(Phase.RCPT);
            assertThat(client.say("RCPT TO:<b@fabrikam.com>")).isEqualTo(NO_RELAY);
        }
    }

    @Test
    void countsNoCertificateThatIsNotTrustedOrNotSentWhole() throws Exception {
        TestCa intermediate = Office.CA.intermediate("Test Intermediate");
        TestCertificate whole = intermediate.client("gateway.contoso.com");
        List<TestCertificate> worthless = List.of(TestCa.create().client("gateway.contoso.com"),
            Office.CA.issue().dnsNames("gateway.contoso.com").selfSigned().done(), Office.CA.issue().dnsNames("gateway.contoso.com").expired().done(),
            whole.sentAs(whole.chain().subList(0, 1)), Office.CA.client("gateway.fabrikam.com"));
        try (Office office = new Office()) {
            office.contoso.connector(InboundConnector.ownServersByCertificate("Relay", "gateway.contoso.com"));
            for (TestCertificate certificate : worthless) {
                try (SmtpDialogue client = office.securedMx(certificate)) {
                    assertThat(send(client, "device@contoso.com", "a@fabrikam.com")).isEqualTo(NO_RELAY);
                }
            }
            try (SmtpDialogue client = office.securedMx(whole)) {
                assertThat(send(client, "device@contoso.com", "a@fabrikam.com")).startsWith("250 2.6.0 ");
            }
        }
    }

    @Test
    void servesClientsThatShowNoCertificate() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.plain(office.simulator.mx())) {
            client.say("STARTTLS");
            client.startTls(SmtpDialogue.trusting(Office.CA));
            client.say("EHLO device");

            assertThat(send(client, "device@contoso.com", "printer@contoso.com")).startsWith("250 ");
            assertThat(office.simulator.record().messages().get(0).message().tlsProtocol()).contains("TLSv1.3");
        }
    }

    @Test
    void takesMailOfAPartnerOnlyAsTheConnectorDemands() throws Exception {
        try (Office office = new Office(); SmtpDialogue clear = office.plain(office.simulator.mx()); SmtpDialogue other = office.securedMx(GATEWAY);
                SmtpDialogue partner = office.securedMx(Office.CA.client("mail.bank.example"))) {
            office.contoso.connector(InboundConnector.partnerByCertificate("Bank", "*.bank.example", "mail.bank.example"));

            assertThat(send(clear, "a@bank.example", "printer@contoso.com")).isEqualTo("530 5.7.0 Must issue a STARTTLS command first");
            assertThat(send(other, "a@sub.bank.example", "printer@contoso.com")).startsWith("550 5.7.51 TenantInboundAttribution; ");
            assertThat(send(other, "a@example.com", "printer@contoso.com")).startsWith("250 ");
            assertThat(send(partner, "a@bank.example", "printer@contoso.com")).startsWith("250 ");
            assertThat(office.simulator.record().messages()).extracting(taken -> taken.connector().orElse("")).containsExactly("", "Bank");
        }
    }

    @Test
    void neverLetsAnAllowingConnectorLiftARestriction() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.plain(office.simulator.mx())) {
            office.contoso.connector(new InboundConnector("Allowed", false, Optional.empty(), List.of(), List.of("bank.example"), false, false, false));
            assertThat(send(client, "a@bank.example", "printer@contoso.com")).startsWith("250 ");
            office.contoso.connector(InboundConnector.partnerByAddress("Restricted", "*", "192.0.2.1"));
            assertThat(send(client, "a@bank.example", "printer@contoso.com")).startsWith("550 5.7.51 ");
            office.contoso.connector(InboundConnector.partnerByAddress("Here", "*", "127.0.0.1"));
            assertThat(send(client, "a@bank.example", "printer@contoso.com")).startsWith("250 ");
        }
    }

    @Test
    void refusesDirectSendWhereTheTenantDoes() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.plain(office.simulator.mx())) {
            office.contoso.rejectDirectSend(true);
            assertThat(send(client, "device@contoso.com", "printer@contoso.com")).startsWith("550 5.7.68 TenantInboundAttribution; Direct Send not allowed");
            assertThat(send(client, "x@example.com", "printer@contoso.com")).startsWith("250 ");
            office.contoso.connector(InboundConnector.partnerByAddress("Devices", "contoso.com", "127.0.0.1"));
            assertThat(send(client, "device@contoso.com", "printer@contoso.com")).startsWith("250 ");
        }
    }

    @Test
    void throttlesWhenToldTo() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.plain(office.simulator.mx())) {
            office.simulator.mxSwitches().messagesPerMinute(2);
            for (int i = 0; i < 2; i++) {
                assertThat(send(client, "", "printer@contoso.com")).startsWith("250 ");
            }
            assertThat(send(client, "", "printer@contoso.com")).startsWith("451 4.7.500 Server busy");
            office.clock.advance(Duration.ofMinutes(1));
            assertThat(send(client, "", "printer@contoso.com")).startsWith("250 ");
            office.simulator.mx().throttleNext(1);
            assertThat(send(client, "", "printer@contoso.com")).startsWith("451 4.7.500 ");

            assertThat(office.simulator.record().throttlingReplies()).isEqualTo(2);
        }
    }

    private static String send(SmtpDialogue client, String sender, String... recipients) throws IOException {
        return Office.send(client, sender, "From: <" + sender + ">", recipients);
    }
}
