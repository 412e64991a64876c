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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.CertificateName;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.TlsFacts;
import io.jamesconnectors.connectors.inbound.Trust;
import io.jamesconnectors.connectors.inbound.Verdict;

/**
 * The table of ADR 10: what becomes, at this server, of mail from here, there, the outside and a partner to each of them. Which connector it belongs to, and
 * where it goes.
 * With the MX at Microsoft, the mail of outside and partner that reaches this server comes from the tenant.
 */
class SixteenDirectionsTest {
    private static final DomainName OURS = DomainName.parse("contoso.com");

    @ParameterizedTest
    @CsvSource({
        "here,    here,    '-: here'",
        "here,    there,   '-: To Office 365 as theo@contoso.mail.onmicrosoft.com'",
        "here,    outside, '-: mx'",
        "here,    partner, '-: Bank out'",
        "there,   here,    'From Office 365: here'",
        "there,   there,   'From Office 365: 554 5.4.14'",
        "there,   outside, 'From Office 365: mx'",
        "there,   partner, 'From Office 365: Bank out'",
        "outside, here,    '-: here'",
        "outside, there,   '-: To Office 365 as theo@contoso.mail.onmicrosoft.com'",
        "outside, outside, '550 5.7.64'",
        "outside, partner, '550 5.7.64'",
        "partner, here,    'Bank in: here'",
        "partner, there,   'Bank in: To Office 365 as theo@contoso.mail.onmicrosoft.com'",
        "partner, outside, '550 5.7.64'",
        "partner, partner, '550 5.7.64'"})
    void withTheMxHere(String from, String to, String becomes) {
        assertThat(path(site("contoso.com"), from, recipient(to), false)).isEqualTo(becomes);
    }

    @ParameterizedTest
    @CsvSource({
        "here,    here,    '-: here'",
        "here,    there,   '-: To Office 365 as theo@contoso.mail.onmicrosoft.com'",
        "here,    outside, '-: mx'",
        "here,    partner, '-: Bank out'",
        "there,   here,    'From Office 365: here'",
        "there,   there,   'From Office 365: 554 5.4.14'",
        "there,   outside, 'From Office 365: mx'",
        "there,   partner, 'From Office 365: Bank out'",
        "outside, here,    'From Office 365: here'",
        "outside, there,   'From Office 365: 554 5.4.14'",
        "partner, here,    'From Office 365: here'",
        "partner, there,   'From Office 365: 554 5.4.14'"})
    void withTheMxAtMicrosoft(String from, String to, String becomes) {
        assertThat(path(site("contoso.com"), from, recipient(to), true)).isEqualTo(becomes);
    }

    @ParameterizedTest
    @CsvSource({
        "here,    here,    '-: here'",
        "here,    there,   '-: To Office 365 as theo@contoso.mail.onmicrosoft.com'",
        "here,    outside, '-: To Office 365'",
        "here,    partner, '-: Bank out'",
        "there,   here,    'From Office 365: here'",
        "there,   there,   'From Office 365: 554 5.4.14'",
        "there,   outside, 'From Office 365: mx'",
        "there,   partner, 'From Office 365: Bank out'",
        "outside, here,    '-: here'",
        "outside, there,   '-: To Office 365 as theo@contoso.mail.onmicrosoft.com'",
        "outside, outside, '550 5.7.64'",
        "outside, partner, '550 5.7.64'",
        "partner, here,    'Bank in: here'",
        "partner, there,   'Bank in: To Office 365 as theo@contoso.mail.onmicrosoft.com'",
        "partner, outside, '550 5.7.64'",
        "partner, partner, '550 5.7.64'"})
    void withCentralisedTransport(String from, String to, String becomes) {
        assertThat(path(site("*"), from, recipient(to), false)).isEqualTo(becomes);
    }

    private static String recipient(String to) {
        return switch (to) {
            case "here" -> "hanna@contoso.com";
            case "there" -> "theo@contoso.com";
            case "outside" -> "olga@elsewhere.org";
            default -> "paul@bank.example";
        };
    }

    private static Connectors site(String recipientDomains) {
        InboundConnector bank = InboundConnector.of(ConnectorName.parse("Bank in"), ConnectorType.PARTNER)
            .senderDomains(List.of(DomainPattern.parse("bank.example")))
            .senderIPAddresses(List.of(Cidr.parse("192.0.2.7"))).restrictDomainsToIPAddresses(true).build();
        InboundConnector tenant = InboundConnector.of(ConnectorName.parse("From Office 365"), ConnectorType.OFFICE365)
            .certificate(Optional.of(SenderCertificate.named(List.of(DomainPattern.parse("mail.protection.outlook.com"))))).build();
        return Site.empty().internalRelay("contoso.com").inbound(bank).inbound(tenant)
            .outbound("To Office 365", ConnectorType.OFFICE365, new HybridOptions(Optional.of(DomainName.parse("contoso.mail.onmicrosoft.com")), true, false),
                recipientDomains)
            .outbound("Bank out", ConnectorType.PARTNER, "bank.example").connectors();
    }

    private static String path(Connectors connectors, String from, String recipient, boolean throughTheTenant) {
        Optional<DomainName> recipientDomain = DomainName.tryParse(recipient.substring(recipient.indexOf('@') + 1));
        Decision decision = InboundRules.of(connectors).decide(facts(from, recipientDomain, throughTheTenant));
        if (decision.verdict() == Verdict.REFUSE) {
            return decision.reply().orElseThrow().toString().substring(0, 10);
        }
        LocalLookup local = recipient.startsWith("hanna") ? LocalLookup.KNOWN : LocalLookup.UNKNOWN;
        RecipientPlace place = PlaceRules.of(connectors)
            .decide(new PlaceFacts(recipient, senderDomain(from), local, RoutingLookup.NOT_FOUND, decision.connector(), Crossings.NONE));
        return decision.connector().map(ConnectorName::asString).orElse("-") + ": " + (place instanceof RecipientPlace.OtherSide there
            ? there.connector().name() + " as " + there.envelopeRecipient() : PlaceRulesTest.word(place));
    }

    private static ConnectionFacts facts(String from, Optional<DomainName> recipientDomain, boolean throughTheTenant) {
        boolean tenant = from.equals("there") || throughTheTenant && !from.equals("here");
        Optional<CertificateFacts> certificate = tenant
            ? Optional.of(new CertificateFacts(List.of(new CertificateName(DomainName.parse("mail.protection.outlook.com"), false)), "cn=issuer", Set.of(),
                true, true,
                Map.of(TrustSource.JAVA, Trust.TRUSTED)))
            : Optional.empty();
        return new ConnectionFacts("smtp", InetAddresses.forString(tenant ? "40.92.0.1" : from.equals("partner") ? "192.0.2.7" : "198.51.100.1"),
            Optional.of(new TlsFacts(TlsVersion.TLS_1_3, "TLS_AES_128_GCM_SHA256", certificate)), from.equals("here") ? Optional.of("hanna")
                : Optional.empty(), senderDomain(from),
            tenant ? OriginatorOrg.of(OURS) : OriginatorOrg.NONE, OriginatorOrg.NOT_YET, recipientDomain, recipientDomain.filter(OURS::equals).isPresent(),
                from.equals("here"));
    }

    private static Optional<DomainName> senderDomain(String from) {
        return Optional.of(from.equals("outside") ? DomainName.parse("elsewhere.org") : from.equals("partner") ? DomainName.parse("bank.example") : OURS);
    }
}
