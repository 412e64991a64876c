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

import java.util.List;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.InboundLimits;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.RevocationCheck;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.migration.Report;

/** Connectors of partners, which are the same at the tenant: it exchanges mail with them itself. */
final class Partners {
    private static final DomainPattern EVERYBODY = new DomainPattern.Any();
    private static final String IPV4 = "IPv4 only, in blocks of /24 to /32";

    private Partners() {
    }

    static Cmdlets inbound(InboundConnector connector, Report.Of about) {
        Cmdlets cmdlets = Cmdlets.inbound(connector.name().asString(), about)
            .set("ConnectorType", "'Partner'").set("Enabled", PowerShell.flag(connector.enabled())).set("Comment", PowerShell.text(connector.comment()))
            .set("SenderDomains", patterns(connector.senderDomains()))
            .set("RequireTls", PowerShell.flag(connector.requireTls()))
            .set("RestrictDomainsToIPAddresses", PowerShell.flag(connector.restrictDomainsToIPAddresses()))
            .set("RestrictDomainsToCertificate", PowerShell.flag(connector.restrictDomainsToCertificate()))
            .set("AssociatedAcceptedDomains", PowerShell.list(connector.associatedAcceptedDomains().stream().map(DomainName::asString).toList()))
            .refuses(connector.restricts() && connector.senderDomains().contains(EVERYBODY), "senderDomains",
                "* with a restriction would refuse all mail that reaches the tenant from the internet")
            .refuses(connector.restrictDomainsToIPAddresses() && !connector.publishedAddresses().isEmpty(), "senderIPAddresses",
                "lists of published addresses are not known there");
        if (connector.restrictDomainsToIPAddresses()) {
            cmdlets.set("SenderIPAddresses", PowerShell.list(connector.senderIPAddresses().stream().map(Cidr::toString).toList()))
                .refuses(!connector.senderIPAddresses().stream().allMatch(Partners::isAcceptable), "senderIPAddresses", IPV4);
        }
        if (connector.restrictDomainsToCertificate()) {
            certificate(connector, cmdlets);
        }
        filtering(connector, cmdlets);
        return cmdlets.lacks(!connector.listeners().isEmpty(), "listeners", "there is one listener for all")
            .lacks(!connector.limits().equals(InboundLimits.NONE), "limits", "Microsoft has its own");
    }

    private static void certificate(InboundConnector connector, Cmdlets cmdlets) {
        List<DomainPattern> names = connector.certificate().map(SenderCertificate::names).orElse(List.of());
        cmdlets.set("TlsSenderCertificateName", PowerShell.text(names.isEmpty() ? "" : names.get(0).asString()))
            .refuses(names.size() != 1, "tlsSenderCertificateName", "one name only");
        connector.certificate().ifPresent(certificate -> cmdlets
            .refuses(certificate.issuer().isPresent() || !certificate.fingerprints().isEmpty(), "tlsSenderCertificate",
                "issuers and fingerprints are not compared there")
            .lacks(certificate.trust().trustedCertificates().isPresent(), "trustedCertificates", "public authorities only")
            .lacks(certificate.trust().revocation() != RevocationCheck.NONE, "revocationCheck", "Microsoft decides"));
    }

    private static void filtering(InboundConnector connector, Cmdlets cmdlets) {
        cmdlets.set("EFSkipLastIP", PowerShell.flag(connector.enhancedFiltering().skipLastIP()))
            .set("EFSkipIPs", PowerShell.list(connector.enhancedFiltering().skipIPs().stream().filter(block -> !block.isIpv6()).map(Cidr::toString).toList()))
            .set("EFUsers", PowerShell.list(connector.enhancedFiltering().users().stream().sorted().toList()))
            .lacks(connector.enhancedFiltering().skipIPs().stream().anyMatch(Cidr::isIpv6), "efSkipIPs", "IPv4 only");
    }

    static Cmdlets outbound(OutboundConnector connector, Report.Of about) {
        boolean mx = connector.route() instanceof Route.MxRecords;
        List<SmartHost> hosts = connector.route() instanceof Route.SmartHosts smart ? smart.hosts() : List.of();
        Cmdlets cmdlets = Cmdlets.outbound(connector.name().asString(), about)
            .set("ConnectorType", "'Partner'").set("Enabled", PowerShell.flag(connector.enabled())).set("Comment", PowerShell.text(connector.comment()))
            .set("RecipientDomains", patterns(connector.recipientDomains()))
            .set("IsTransportRuleScoped", PowerShell.flag(connector.isTransportRuleScoped())).set("TestMode", PowerShell.flag(connector.testMode()))
            .set("UseMXRecord", PowerShell.flag(mx)).set("SmartHosts", PowerShell.list(hosts.stream().map(SmartHost::host).toList()))
            .set("TlsSettings", connector.tlsSettings() == TlsSettings.OPPORTUNISTIC ? "$null" : "'" + connector.tlsSettings().word() + "'")
            .refuses(connector.route() instanceof Route.MxRecords records && records.port() != SmartHost.DEFAULT_PORT
                || hosts.stream().anyMatch(host -> host.port() != SmartHost.DEFAULT_PORT), "port", "port 25 only")
            .refuses(hosts.stream().anyMatch(host -> host.host().indexOf(':') >= 0), "smartHosts", "IPv4 only")
            .refuses(!connector.addressSpace().senderDomains().isEmpty(), "senderDomains", "outbound connectors hold for all senders")
            .refuses(!connector.submission().mailboxes().isEmpty(), "credentials", "no login");
        if (connector.tlsSettings() == TlsSettings.DOMAIN_VALIDATION) {
            cmdlets.set("TlsDomain", connector.tlsDomain().isEmpty() ? "$null" : PowerShell.text(connector.tlsDomain().get(0).asString()))
                .refuses(connector.tlsDomain().size() > 1, "tlsDomain", "one name only")
                .refuses(connector.tlsDomain().isEmpty() && !connector.recipientDomains().stream().allMatch(DomainPattern.Exactly.class::isInstance),
                    "tlsDomain",
                    "has to be said where there are wildcards");
        }
        return cmdlets.lacks(connector.tlsOptions().clientCertificate().isPresent(), "clientCertificate", "Microsoft shows its own")
            .lacks(connector.trustedCertificates().isPresent(), "trustedCertificates", "public authorities only")
            .lacks(connector.addressSpace().cost() != 1, "cost", "without effect there");
    }

    private static String patterns(List<DomainPattern> patterns) {
        return PowerShell.list(patterns.stream().map(DomainPattern::asString).toList());
    }

    static boolean isAcceptable(Cidr block) {
        return !block.isIpv6() && block.prefixLength() >= 24;
    }
}
