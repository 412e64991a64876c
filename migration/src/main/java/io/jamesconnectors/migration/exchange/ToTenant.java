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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.PublicAddress;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/**
 * {@code Get-InboundConnector} of type OnPremises: the tenant takes mail from us, so it is our outbound connector to the tenant. The tenant's own domain is the
 * smart host:
 * its MX records name the endpoint.
 */
final class ToTenant {
    /** What the certificates of Microsoft's endpoints have in common. */
    private static final List<DomainPattern> ENDPOINTS = List.of(DomainPattern.parse("*.mail.protection.outlook.com"), DomainPattern.parse("*.mx.microsoft"));

    private ToTenant() {
    }

    static OutboundConnector connector(CmdletObject object, ConnectorName name, Domains domains, int before) throws Unreadable {
        Report.Of report = object.report();
        Optional<DomainName> tenant = domains.initial().or(domains::coexistence);
        boolean enabled = FromPartner.enabled(object);
        if (tenant.isEmpty() && enabled) {
            report.changed("Enabled", "enabled=\"false\": the input does not say which domains the tenant has (add Get-AcceptedDomain, or smartHosts and "
                + "recipientDomains by hand)");
        }
        report.changed("ConnectorType", "type=\"office365\", outbound: the tenant takes mail from this server");
        boolean crossPremises = object.flag("CloudServicesMailEnabled", false);
        report.carried("CloudServicesMailEnabled", "cloudServicesMailEnabled");
        object.flag("RequireTls", false);
        report.changed("RequireTls", "tlsSettings DomainValidation, whether the tenant demands TLS or not");
        report.nothing("RestrictDomainsToIPAddresses", "without effect on connectors of type OnPremises");
        report.nothing("RestrictDomainsToCertificate", "without effect on connectors of type OnPremises");
        if (object.isSet("TlsSenderCertificateName")) {
            report.dropped("TlsSenderCertificateName", "this server must show a certificate of that name: add <clientCertificate>");
        }
        List<InetAddress> addresses = addresses(object);
        Optional<SendingOption> option = tenant.isEmpty() || addresses.isEmpty() || domains.accepted().isEmpty() ? Optional.empty()
            : Optional.of(SendingOption.SMTP_RELAY);
        Route route = tenant.<Route>map(domain -> new Route.SmartHosts(List.of(new SmartHost(domain.asString(), SmartHost.DEFAULT_PORT))))
            .orElse(new Route.MxRecords(SmartHost.DEFAULT_PORT));
        int cost = Math.min(100, before + 1);
        return new OutboundConnector(name, ConnectorType.OFFICE365, enabled && tenant.isPresent(), FromPartner.comment(object),
            new AddressSpace(recipients(domains), false, senders(object), tenant.isEmpty() ? AddressSpace.DEFAULT_COST : cost), tenant.isEmpty(), false, route,
            TlsSettings.DOMAIN_VALIDATION, ENDPOINTS, Optional.empty(), TlsOptions.DEFAULT,
            new Submission(option, List.of(), Optional.empty(), Optional.empty(), option.isEmpty() ? List.of() : addresses), List.of(),
            ConnectionLimits.DEFAULT, Pace.UNLIMITED, RetrySchedule.DEFAULT,
            new HybridOptions(tenant.isEmpty() ? Optional.empty() : domains.coexistence(), crossPremises, false));
    }

    /** All domains of the tenant: whoever of them has no mailbox here lives there. */
    private static List<DomainPattern> recipients(Domains domains) {
        List<DomainPattern> recipients = new ArrayList<>(domains.accepted().stream().map(AcceptedDomain::pattern).toList());
        domains.coexistence().ifPresent(domain -> recipients.add(new DomainPattern.Exactly(domain)));
        return domains.initial().or(domains::coexistence).isEmpty() ? List.of() : recipients;
    }

    private static List<DomainPattern> senders(CmdletObject object) throws Unreadable {
        LinkedHashSet<DomainPattern> senders = new LinkedHashSet<>(FromPartner.patterns(object, "SenderDomains",
            "senderDomains (* is everybody's mail, as if unset)"));
        List<String> associated = object.list("AssociatedAcceptedDomains");
        if (!associated.isEmpty()) {
            senders.clear();
            for (String domain : associated) {
                senders.add(object.parsed("AssociatedAcceptedDomains", domain, Addresses::pattern));
            }
            object.report().carried("AssociatedAcceptedDomains", "senderDomains: only mail of these senders goes through the connector");
        }
        return senders.stream().anyMatch(DomainPattern.Any.class::isInstance) ? List.of() : List.copyOf(senders);
    }

    /** Our public addresses, as far as they are single ones. */
    private static List<InetAddress> addresses(CmdletObject object) throws Unreadable {
        List<Cidr> blocks = FromPartner.blocks(object, "SenderIPAddresses");
        List<InetAddress> single = blocks.stream().filter(block -> block.prefixLength() == block.network().getAddress().length * 8).map(Cidr::network)
            .filter(PublicAddress::is).toList();
        if (single.size() == blocks.size()) {
            object.report().carried("SenderIPAddresses", "staticAddress, with option=\"smtpRelay\"");
        } else if (single.isEmpty()) {
            object.report().dropped("SenderIPAddresses", "staticAddress takes single public addresses, not blocks");
        } else {
            object.report().changed("SenderIPAddresses", "staticAddress, with option=\"smtpRelay\"; blocks are left out");
        }
        return single;
    }
}
