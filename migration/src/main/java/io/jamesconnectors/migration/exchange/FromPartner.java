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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.EnhancedFiltering;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.InboundConnectorBuilder;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.migration.Plain;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/** {@code Get-InboundConnector} of type Partner: our inbound connector from the same partner. */
final class FromPartner {
    private FromPartner() {
    }

    static InboundConnector connector(CmdletObject object, ConnectorName name) throws Unreadable {
        Report.Of report = object.report();
        report.carried("ConnectorType", "type=\"partner\", inbound as there");
        InboundConnectorBuilder builder = InboundConnector.of(name, ConnectorType.PARTNER)
            .enabled(enabled(object))
            .comment(comment(object))
            .senderDomains(patterns(object, "SenderDomains", "senderDomains"))
            .requireTls(object.flag("RequireTls", true))
            .associatedAcceptedDomains(associated(object))
            .enhancedFiltering(filtering(object));
        report.carried("RequireTls", "requireTls");
        restrictions(object, builder);
        if (object.flag("CloudServicesMailEnabled", false)) {
            report.dropped("CloudServicesMailEnabled", "headers of Exchange are believed from our own tenant only");
        }
        if (object.flag("TreatMessagesAsInternal", false)) {
            report.dropped("TreatMessagesAsInternal", "never of a partner");
        }
        return builder.build();
    }

    private static void restrictions(CmdletObject object, InboundConnectorBuilder builder) throws Unreadable {
        Report.Of report = object.report();
        boolean byAddress = object.flag("RestrictDomainsToIPAddresses", false);
        boolean byCertificate = object.flag("RestrictDomainsToCertificate", false);
        builder.restrictDomainsToIPAddresses(byAddress).restrictDomainsToCertificate(byCertificate);
        report.carried("RestrictDomainsToIPAddresses", "restrictDomainsToIPAddresses");
        report.carried("RestrictDomainsToCertificate", "restrictDomainsToCertificate");
        if (byAddress) {
            builder.senderIPAddresses(blocks(object, "SenderIPAddresses"));
            report.carried("SenderIPAddresses", "senderIPAddresses");
        } else if (object.isSet("SenderIPAddresses")) {
            report.dropped("SenderIPAddresses", "acts on nothing without RestrictDomainsToIPAddresses");
        }
        if (byCertificate) {
            List<DomainPattern> names = patterns(object, "TlsSenderCertificateName", "tlsSenderCertificateName");
            builder.certificate(names.isEmpty() ? Optional.empty() : Optional.of(SenderCertificate.named(names)));
        } else if (object.isSet("TlsSenderCertificateName")) {
            report.dropped("TlsSenderCertificateName", "acts on nothing without RestrictDomainsToCertificate");
        }
    }

    private static EnhancedFiltering filtering(CmdletObject object) throws Unreadable {
        Report.Of report = object.report();
        boolean last = object.flag("EFSkipLastIP", false);
        List<Cidr> hops = last ? List.of() : blocks(object, "EFSkipIPs");
        Set<String> users = new LinkedHashSet<>();
        for (String user : object.list("EFUsers")) {
            if (!user.matches("[!-~&&[^\"(),:;<>@\\[\\]\\\\$]]{1,64}@[A-Za-z0-9.-]{1,253}")) {
                throw object.fault("EFUsers", "holds '" + Plain.shown(user) + "' (expected: mail addresses)");
            }
            users.add(user.toLowerCase(Locale.ROOT));
        }
        report.carried("EFSkipLastIP", "efSkipLastIP");
        if (last && object.isSet("EFSkipIPs")) {
            report.dropped("EFSkipIPs", "acts on nothing with EFSkipLastIP");
        } else {
            report.carried("EFSkipIPs", "efSkipIPs");
        }
        if (!users.isEmpty() && !last && hops.isEmpty()) {
            report.dropped("EFUsers", "acts on nothing without EFSkipLastIP or EFSkipIPs");
            return EnhancedFiltering.OFF;
        }
        report.carried("EFUsers", "efUsers");
        return new EnhancedFiltering(last, hops, users);
    }

    private static List<DomainName> associated(CmdletObject object) throws Unreadable {
        List<DomainName> domains = new ArrayList<>();
        for (String text : object.list("AssociatedAcceptedDomains")) {
            domains.add(object.parsed("AssociatedAcceptedDomains", text, Addresses::domain));
        }
        object.report().carried("AssociatedAcceptedDomains", "associatedAcceptedDomains");
        return domains.stream().distinct().toList();
    }

    static boolean enabled(CmdletObject object) throws Unreadable {
        object.report().carried("Enabled", "enabled");
        return object.flag("Enabled", true);
    }

    static String comment(CmdletObject object) throws Unreadable {
        String comment = object.words("Comment");
        String plain = Plain.comment(comment);
        if (comment.equals(plain)) {
            object.report().carried("Comment", "comment");
        } else {
            object.report().changed("Comment", "comment, on one line of at most 1024 characters");
        }
        return plain;
    }

    /** Domains with or without wildcard; their cost has no effect in Exchange Online. */
    static List<DomainPattern> patterns(CmdletObject object, String property, String option) throws Unreadable {
        LinkedHashSet<DomainPattern> patterns = new LinkedHashSet<>();
        boolean costs = false;
        for (String text : object.list(property)) {
            patterns.add(object.parsed(property, text, Addresses::pattern));
            costs |= object.parsed(property, text, Addresses.Space::parse).cost() != 1;
        }
        if (costs) {
            object.report().changed(property, option + "; the costs behind the domains have no effect, and are left out");
        } else {
            object.report().carried(property, option);
        }
        return List.copyOf(patterns);
    }

    static List<Cidr> blocks(CmdletObject object, String property) throws Unreadable {
        LinkedHashSet<Cidr> blocks = new LinkedHashSet<>();
        for (String text : object.list(property)) {
            blocks.addAll(object.parsed(property, text, Addresses::blocks));
        }
        return List.copyOf(blocks);
    }
}
