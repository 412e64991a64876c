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
package io.jamesconnectors.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.EnhancedFiltering;
import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.LegacyListener;
import io.jamesconnectors.connectors.InboundLimits;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.TlsVersion;

class ChangesTest {
    private static final ConnectorName NAME = ConnectorName.parse("Servers");

    @Test
    void namesPublishedAddressesWhoseListHasChanged() {
        assertThat(Changes.between(published("40.92.0.0/15"), published("40.92.0.0/15")).none()).isTrue();
        assertThat(Changes.between(published("40.92.0.0/15"), published("40.92.0.0/15", "52.100.0.0/14")).asText()).isEqualTo("changed published addresses 'exchangeOnline' (addresses in the list)");
        assertThat(Changes.between(Connectors.NONE, published("40.92.0.0/15")).asText()).isEqualTo("added published addresses 'exchangeOnline'");
    }

    @Test
    void saysWhetherDirectSendIsRejectedNow() {
        Connectors rejecting = new Connectors(List.of(), true, List.of(), List.of(), List.of(), List.of());

        assertThat(Changes.between(Connectors.NONE, rejecting).asText()).isEqualTo("added rejection of direct send");
        assertThat(Changes.between(rejecting, Connectors.NONE).asText()).isEqualTo("removed rejection of direct send");
    }

    @Test
    void namesConnectorsOfWhichAnyOptionHasChanged() {
        Connectors before = inbound(InboundConnector.of(NAME, ConnectorType.ORGANIZATION).build());

        assertThat(Changes.between(before, inbound(InboundConnector.of(NAME, ConnectorType.ORGANIZATION).limits(new InboundLimits(1, 0, 0, 0)).build())).asText())
            .isEqualTo("changed inbound 'Servers' (limits)");
        assertThat(Changes.between(before, inbound(InboundConnector.of(NAME, ConnectorType.ORGANIZATION)
            .certificate(Optional.of(SenderCertificate.named(List.of(DomainPattern.parse("mail.contoso.com"))))).build())).asText()).isEqualTo("changed inbound 'Servers' (tlsSenderCertificateName)");
    }

    @Test
    void namesTheOptionsOfAnOutboundConnectorThatHaveChanged() {
        OutboundConnector before = outbound(AddressSpace.of(List.of(DomainPattern.parse("contosobank.com"))), TlsOptions.DEFAULT, List.of(), Pace.UNLIMITED);
        OutboundConnector after = outbound(new AddressSpace(List.of(DomainPattern.parse("contosobank.com")), true, List.of(DomainPattern.parse("contoso.com")), 2),
            new TlsOptions(TlsVersion.TLS_1_2, List.of(), Optional.of(new ClientCertificate(Path.of("relay.p12"), Optional.empty(), Optional.empty()))),
            List.of(InetAddresses.forString("192.0.2.1")), new Pace(1, 0, 0, 0, 0, 0));

        assertThat(Changes.between(connectors(before), connectors(after)).asText())
            .isEqualTo("changed outbound 'Servers' (allAcceptedDomains, senderDomains, cost, clientCertificate, sourceAddress, limits)");
        assertThat(Changes.between(connectors(before), connectors(before)).none()).isTrue();
    }

    @Test
    void namesTheOptionsOfAnInboundConnectorAndOfADomainThatHaveChanged() {
        Connectors before = inbound(InboundConnector.of(NAME, ConnectorType.PARTNER).senderDomains(List.of(DomainPattern.parse("bank.example"))).build());
        Connectors after = inbound(InboundConnector.of(NAME, ConnectorType.PARTNER).senderDomains(List.of(DomainPattern.parse("*.bank.example")))
            .senderIPAddresses(List.of(Cidr.parse("192.0.2.1"))).restrictDomainsToIPAddresses(true).minimumTls(Optional.of(TlsVersion.TLS_1_3)).enabled(false).build());
        assertThat(Changes.between(before, after).asText())
            .isEqualTo("changed inbound 'Servers' (enabled, senderDomains, senderIPAddresses, requireTls, restrictDomainsToIPAddresses)");

        assertThat(Changes.between(accepting(AcceptedDomain.Type.AUTHORITATIVE), accepting(AcceptedDomain.Type.INTERNAL_RELAY)).asText())
            .isEqualTo("changed accepted domain 'contoso.com' (type)");
    }

    @Test
    void saysWhetherMailGoesByMxOrToHosts() {
        OutboundConnector mx = outbound(AddressSpace.of(List.of(DomainPattern.parse("contosobank.com"))), TlsOptions.DEFAULT, List.of(), Pace.UNLIMITED);
        assertThat(Changes.between(connectors(mx), connectors(to(mx, "mx1.example"))).asText()).isEqualTo("changed outbound 'Servers' (useMxRecord, smartHosts)");
        assertThat(Changes.between(connectors(to(mx, "mx1.example")), connectors(to(mx, "mx2.example"))).asText()).isEqualTo("changed outbound 'Servers' (smartHosts)");
    }

    @Test
    void saysThatThrottlingRepliesHaveChanged() {
        assertThat(Changes.between(throttling("^450 a"), throttling("^450 b")).asText()).isEqualTo("changed throttling replies");
        assertThat(Changes.between(Connectors.NONE, throttling("^450 a")).asText()).isEqualTo("added throttling replies");
    }

    @Test
    void namesALegacyListenerWhoseNetworksHaveChanged() {
        assertThat(Changes.between(legacy("192.0.2.128/28"), legacy("192.0.2.128/29")).asText()).isEqualTo("changed legacy listener 'legacy' (networks)");
        assertThat(Changes.between(Connectors.NONE, legacy("192.0.2.128/28")).asText()).isEqualTo("added legacy listener 'legacy'");
    }

    @Test
    void namesWhatHasChangedForADomainInTwoPlaces() {
        Connectors table = new Connectors(List.of(), false, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            new Hybrid(Optional.of(new Hybrid.RoutingTableFile(Path.of("/routing.txt"), false)),
                Optional.of(new Hybrid.SenderRewriting(DomainName.parse("contoso.com"), Hybrid.SenderRewriting.DEFAULT_VALIDITY)), List.of(new SecretSource.Variable("KEY"))));

        assertThat(Changes.between(Connectors.NONE, table).asText()).isEqualTo("added routing table, sender rewriting, signing keys");
    }

    /** Whoever adds an option has to name it among the changes. */
    @Test
    void everyDifferenceHasAName() {
        assertThat(InboundConnector.class.getRecordComponents()).hasSize(17);
        assertThat(SenderCertificate.class.getRecordComponents()).hasSize(5);
        assertThat(EnhancedFiltering.class.getRecordComponents()).hasSize(3);
        assertThat(AcceptedDomain.class.getRecordComponents()).hasSize(3);
        assertThat(PublishedAddresses.class.getRecordComponents()).hasSize(4);
        assertThat(LegacyListener.class.getRecordComponents()).hasSize(2);
        assertThat(OutboundConnector.class.getRecordComponents()).hasSize(18);
        assertThat(HybridOptions.class.getRecordComponents()).hasSize(3);
        assertThat(AddressSpace.class.getRecordComponents()).hasSize(4);
        assertThat(TlsOptions.class.getRecordComponents()).hasSize(3);
        assertThat(Submission.class.getRecordComponents()).hasSize(5);
    }

    private static OutboundConnector outbound(AddressSpace space, TlsOptions tls, List<InetAddress> sources, Pace pace) {
        return new OutboundConnector(NAME, ConnectorType.ORGANIZATION, true, "", space, false, false, new OutboundConnector.Route.MxRecords(25),
            TlsSettings.CERTIFICATE_VALIDATION, List.of(), Optional.empty(), tls, Submission.NONE, sources, ConnectionLimits.DEFAULT, pace, RetrySchedule.DEFAULT);
    }

    private static OutboundConnector to(OutboundConnector other, String host) {
        return new OutboundConnector(NAME, other.type(), true, "", other.recipientDomains(), new OutboundConnector.Route.SmartHosts(List.of(new SmartHost(host, 25))),
            other.tlsSettings(), List.of(), Optional.empty(), other.limits(), other.retry());
    }

    private static Connectors accepting(AcceptedDomain.Type type) {
        return new Connectors(List.of(new AcceptedDomain(DomainName.parse("contoso.com"), type, false)), List.of(), List.of(), List.of());
    }

    private static Connectors connectors(OutboundConnector connector) {
        return new Connectors(List.of(), List.of(), List.of(connector), List.of());
    }

    private static Connectors throttling(String reply) {
        return new Connectors(List.of(), false, List.of(), List.of(), List.of(), List.of(), List.of(reply));
    }

    private static Connectors legacy(String network) {
        return new Connectors(List.of(), false, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(new LegacyListener("legacy", List.of(Cidr.parse(network)))));
    }

    private static Connectors inbound(InboundConnector connector) {
        return new Connectors(List.of(), List.of(connector), List.of(), List.of());
    }

    private static Connectors published(String... blocks) {
        return new Connectors(List.of(), false,
            List.of(new PublishedAddresses("exchangeOnline", Path.of("list.json"), Optional.empty(), Arrays.stream(blocks).map(Cidr::parse).toList())), List.of(), List.of(), List.of());
    }
}
