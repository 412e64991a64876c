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

import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.TlsSettings;

/**
 * What holds in an outbound connector where the file says nothing.
 *
 * @param option its sending option; empty for none
 * @param port of smart hosts
 * @param hosts the smart hosts, where there is a usual one
 * @param floor less than this must be written down: an unset choice never weakens security. Direct send is the exception, as Microsoft describes it
 * @param limits of connections; with mailboxes, of each
 * @param pace with mailboxes, of each
 */
record OutboundDefaults(Optional<SendingOption> option, int port, List<SmartHost> hosts, TlsSettings floor, ConnectionLimits limits, Pace pace) {
    /** Where clients submit; the other clouds of Microsoft have other hosts. */
    static final SmartHost SUBMISSION_HOST = new SmartHost("smtp.office365.com", 587);
    /** Microsoft's limits of a mailbox ("SMTP AUTH client submission"): 3 connections, 30 messages a minute, 10,000 recipients a day. */
    static final int MAILBOX_CONNECTIONS = 3;
    static final Pace MAILBOX_PACE = new Pace(30, 0, 0, 0, 0, 10_000);

    private static final ConnectionLimits MAILBOX_LIMITS = new ConnectionLimits(MAILBOX_CONNECTIONS, ConnectionLimits.DEFAULT.maxMessagesPerConnection(),
        ConnectionLimits.DEFAULT.maxConnectionLifetime(), ConnectionLimits.DEFAULT.idleTimeout());
    private static final String MX_ENDPOINTS = ".mail.protection.";
    private static final String NEW_MX_ENDPOINTS = ".mx.microsoft";

    /** Those of an option; {@code elsewhere} when the logins say that it is another cloud than the worldwide one. */
    static OutboundDefaults of(Optional<SendingOption> option, boolean elsewhere) {
        if (option.isEmpty()) {
            return new OutboundDefaults(option, SmartHost.DEFAULT_PORT, List.of(), TlsSettings.usual(option), ConnectionLimits.DEFAULT, Pace.UNLIMITED);
        }
        return switch (option.get()) {
            case CLIENT_SUBMISSION -> new OutboundDefaults(option, SUBMISSION_HOST.port(), elsewhere ? List.of() : List.of(SUBMISSION_HOST),
                TlsSettings.usual(option), MAILBOX_LIMITS, MAILBOX_PACE);
            case DIRECT_SEND -> new OutboundDefaults(option, SmartHost.DEFAULT_PORT, List.of(), TlsSettings.usual(option), ConnectionLimits.DEFAULT, Pace.UNLIMITED);
            case SMTP_RELAY -> new OutboundDefaults(option, SmartHost.DEFAULT_PORT, List.of(), TlsSettings.usual(option), ConnectionLimits.DEFAULT, Pace.UNLIMITED);
        };
    }

    /**
     * The names in the certificates of the smart hosts, with an option: those that Microsoft's endpoints have in common, else the hosts' own. Empty without an
     * option, and where a host is an address.
     */
    List<DomainPattern> tlsDomain(Route route) {
        if (option.isEmpty() || !(route instanceof Route.SmartHosts smartHosts)) {
            return List.of();
        }
        List<Optional<DomainPattern>> names = smartHosts.hosts().stream().map(host -> DomainName.tryParse(host.host()).map(OutboundDefaults::certificateName)).toList();
        return names.stream().allMatch(Optional::isPresent) ? names.stream().flatMap(Optional::stream).distinct().toList() : List.of();
    }

    private static DomainPattern certificateName(DomainName host) {
        String name = host.asString();
        int endpoint = name.indexOf(MX_ENDPOINTS);
        if (endpoint > 0) {
            return new DomainPattern.WithSubdomains(DomainName.parse(name.substring(endpoint + 1)));
        }
        return name.endsWith(NEW_MX_ENDPOINTS) ? new DomainPattern.WithSubdomains(DomainName.parse(NEW_MX_ENDPOINTS.substring(1))) : new DomainPattern.Exactly(host);
    }
}
