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
package io.jamesconnectors.migration.exchange;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.migration.Report;

/** Connectors between this server and the tenant, seen from the tenant. */
final class Tenant {
    private Tenant() {
    }

    /** Our inbound connector from the tenant is its outbound connector to us. */
    static Cmdlets sendsHere(InboundConnector connector, List<String> domains, Report.Of about) {
        about.changed("type", "ConnectorType OnPremises, outbound: the tenant sends to this server");
        return Cmdlets.outbound(connector.name().asString(), about)
            .set("ConnectorType", "'OnPremises'").set("Enabled", PowerShell.flag(connector.enabled())).set("Comment", PowerShell.text(connector.comment()))
            .set("RecipientDomains", PowerShell.list(domains)).set("UseMXRecord", "$false").set("SmartHosts", "$SmartHosts")
            .set("TlsSettings", "'DomainValidation'").set("TlsDomain", "$TlsDomain")
            .set("CloudServicesMailEnabled", PowerShell.flag(connector.cloudServicesMailEnabled()));
    }

    /** Our outbound connector to the tenant is its inbound connector from us. */
    static Cmdlets takesFromHere(OutboundConnector connector, Report.Of about, Function<ClientCertificate, Optional<String>> certificateName) {
        Optional<SendingOption> option = connector.submission().option();
        Optional<ClientCertificate> certificate = connector.tlsOptions().clientCertificate();
        List<Cidr> addresses = connector.seenFrom().stream().filter(address -> address.getAddress().length == 4).map(Cidr::of).toList();
        List<InetAddress> lost = connector.seenFrom().stream().filter(address -> address.getAddress().length != 4).toList();
        List<DomainPattern> senders = connector.addressSpace().senderDomains();
        about.changed("type", "ConnectorType OnPremises, inbound: the tenant takes mail from this server");
        Cmdlets cmdlets = Cmdlets.inbound(connector.name().asString(), about)
            .set("ConnectorType", "'OnPremises'").set("Enabled", PowerShell.flag(connector.enabled() && !connector.testMode())).set("Comment",
                PowerShell.text(connector.comment()))
            .set("SenderDomains", PowerShell.list(senders.isEmpty() ? List.of("*") : senders.stream().map(DomainPattern::asString).toList()))
            .set("RequireTls", PowerShell.flag(connector.tlsSettings().isAtLeast(TlsSettings.ENCRYPTION_ONLY)))
            .set("CloudServicesMailEnabled", PowerShell.flag(connector.hybrid().cloudServicesMailEnabled()))
            .set("SenderIPAddresses", PowerShell.list(addresses.stream().map(Cidr::toString).toList()))
            .refuses(option.filter(SendingOption.CLIENT_SUBMISSION::equals).isPresent(), "option",
                "clientSubmission logs in to a mailbox: the tenant needs no connector")
            .refuses(option.filter(SendingOption.DIRECT_SEND::equals).isPresent(), "option", "directSend is ordinary mail to the tenant: it needs no connector")
            .refuses(certificate.isEmpty() && addresses.isEmpty(), "clientCertificate",
                "the tenant could not recognise this server: add a clientCertificate or a staticAddress (IPv4)")
            .lacks(!lost.isEmpty(), "staticAddress", "IPv4 only");
        certificate.ifPresent(known -> cmdlets.set("TlsSenderCertificateName", certificateName.apply(known).map(PowerShell::text).orElse("$CertificateName")));
        return cmdlets;
    }
}
