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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.migration.Plain;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/** {@code Get-SendConnector} of an Exchange Server: an outbound connector of the server that takes its place; one for each cost of its address spaces. */
final class SendConnector {
    /** By their numbers in Exchange. */
    private static final List<String> MECHANISMS = List.of("None", "", "BasicAuth", "", "BasicAuthRequireTLS", "", "", "", "ExchangeServer", "", "", "", "", "", "",
        "", "ExternalAuthoritative");
    private static final List<String> MICROSOFT = List.of(".protection.outlook.com", ".onmicrosoft.com", ".mx.microsoft", "smtp.office365.com");

    private final CmdletObject object;
    private final Report.Of report;

    private SendConnector(CmdletObject object) {
        this.object = object;
        this.report = object.report();
    }

    static List<OutboundConnector> connectors(CmdletObject object, Plain names) throws Unreadable {
        return new SendConnector(object).carry(names);
    }

    private List<OutboundConnector> carry(Plain names) throws Unreadable {
        Map<Integer, List<DomainPattern>> spaces = spaces();
        if (spaces.isEmpty()) {
            report.dropped("Name", "the connector has no address space of type SMTP");
            return List.of();
        }
        ConnectorName name = ExchangeImport.named(object, names);
        int port = object.parsed("Port", object.text("Port"), text -> Amounts.number(text, 65_535)).filter(number -> number > 0).orElse(SmartHost.DEFAULT_PORT);
        report.carried("Port", "the port of smartHosts or useMxRecord");
        boolean mx = object.flag("DNSRoutingEnabled", !object.isSet("SmartHosts"));
        report.carried("DNSRoutingEnabled", "useMxRecord");
        Route route = ToPartner.route(object, mx, port);
        ToPartner.Floor floor = floor(route);
        boolean crossPremises = object.flag("CloudServicesMailEnabled", false);
        ConnectorType type = type(route, floor, spaces, crossPremises);
        if (crossPremises && type == ConnectorType.PARTNER) {
            report.dropped("CloudServicesMailEnabled", "only to our own tenant and servers");
        } else {
            report.carried("CloudServicesMailEnabled", "cloudServicesMailEnabled");
        }
        boolean enabled = FromPartner.enabled(object);
        String comment = FromPartner.comment(object);
        List<InetAddress> sources = sources();
        ConnectionLimits limits = limits();
        List<OutboundConnector> connectors = new ArrayList<>();
        for (Map.Entry<Integer, List<DomainPattern>> space : spaces.entrySet()) {
            ConnectorName own = connectors.isEmpty() ? name : names.name(name.asString() + ", cost " + space.getKey());
            connectors.add(new OutboundConnector(own, type, enabled, comment, new AddressSpace(space.getValue(), false, List.of(), space.getKey()), false,
                false, route,
                floor.settings(), floor.names(), Optional.empty(), TlsOptions.DEFAULT, Submission.NONE, sources, limits, Pace.UNLIMITED, RetrySchedule.DEFAULT,
                new HybridOptions(Optional.empty(), crossPremises && type != ConnectorType.PARTNER, false)));
        }
        return connectors;
    }

    /** The domains by their cost. */
    private Map<Integer, List<DomainPattern>> spaces() throws Unreadable {
        Map<Integer, List<DomainPattern>> spaces = new TreeMap<>();
        boolean others = false;
        for (String text : object.list("AddressSpaces")) {
            Addresses.Space space = object.parsed("AddressSpaces", text, Addresses.Space::parse);
            others |= !space.isMail();
            if (space.isMail()) {
                DomainPattern pattern = object.parsed("AddressSpaces", text, Addresses::pattern);
                List<DomainPattern> sameCost = spaces.computeIfAbsent(space.cost(), cost -> new ArrayList<>());
                if (!sameCost.contains(pattern)) {
                    sameCost.add(pattern);
                }
            }
        }
        if (others) {
            report.changed("AddressSpaces", "recipientDomains and cost; those of other types than SMTP are left out");
        } else if (spaces.size() > 1) {
            report.changed("AddressSpaces", "recipientDomains and cost, in " + spaces.size() + " connectors, since a connector has one cost");
        } else {
            report.carried("AddressSpaces", "recipientDomains and cost");
        }
        return spaces;
    }

    private ToPartner.Floor floor(Route route) throws Unreadable {
        boolean required = object.flag("RequireTLS", false);
        boolean mutual = object.flag("DomainSecureEnabled", false);
        TlsSettings level = ToPartner.level(object, "TlsAuthLevel");
        report.carried("RequireTLS", "tlsSettings, at least EncryptionOnly");
        if (required && level == TlsSettings.OPPORTUNISTIC) {
            level = TlsSettings.ENCRYPTION_ONLY;
        }
        if (mutual) {
            level = TlsSettings.DOMAIN_VALIDATION;
            report.changed("DomainSecureEnabled", "tlsSettings DomainValidation; for the other half, our own certificate, add <clientCertificate>");
        }
        if (object.flag("IgnoreSTARTTLS", false)) {
            report.changed("IgnoreSTARTTLS", "TLS is used where it is offered; this server never ignores it");
        }
        String auth = mechanism();
        if (auth.startsWith("BasicAuth")) {
            report.dropped("SmartHostAuthMechanism", "the login needs a password, which Exchange does not print: add <credentials> by hand");
            level = level == TlsSettings.OPPORTUNISTIC && auth.equals("BasicAuthRequireTLS") ? TlsSettings.ENCRYPTION_ONLY : level;
        } else if (!auth.equals("None")) {
            report.dropped("SmartHostAuthMechanism", "a way for Exchange Servers to trust each other");
        }
        List<DomainPattern> names = FromPartner.patterns(object, "TlsDomain", "tlsDomain");
        if (!names.isEmpty() && level != TlsSettings.DOMAIN_VALIDATION) {
            report.changed("TlsDomain", "left out: it acts with DomainValidation only");
        }
        return ToPartner.named(level, names, route);
    }

    /** Our own tenant by its names; our own servers where Exchange trusts them as such; else someone else, which is the strictest. */
    private ConnectorType type(Route route, ToPartner.Floor floor, Map<Integer, List<DomainPattern>> spaces, boolean crossPremises) throws Unreadable {
        List<String> names = new ArrayList<>();
        spaces.values().forEach(patterns -> patterns.forEach(pattern -> names.add(pattern.asString())));
        floor.names().forEach(pattern -> names.add(pattern.asString()));
        if (route instanceof Route.SmartHosts hosts) {
            hosts.hosts().forEach(host -> names.add(host.host()));
        }
        if (crossPremises || names.stream().anyMatch(name -> MICROSOFT.stream().anyMatch(name::endsWith))) {
            report.changed("ConnectorType", "type=\"office365\", by the names of its hosts or domains");
            return ConnectorType.OFFICE365;
        }
        if (Set.of("ExchangeServer", "ExternalAuthoritative").contains(mechanism())) {
            report.changed("ConnectorType", "type=\"organization\", since the smart host is trusted as an own server");
            return ConnectorType.ORGANIZATION;
        }
        report.changed("ConnectorType", "type=\"partner\", the strictest: Exchange does not say whose the hosts are");
        return ConnectorType.PARTNER;
    }

    private String mechanism() throws Unreadable {
        return object.word("SmartHostAuthMechanism", MECHANISMS).orElse(MECHANISMS.get(0));
    }

    private List<InetAddress> sources() throws Unreadable {
        List<InetAddress> sources = new ArrayList<>();
        for (String text : object.list("SourceIPAddress")) {
            InetAddress address = object.parsed("SourceIPAddress", text, InetAddresses::forString);
            if (!address.isAnyLocalAddress()) {
                sources.add(address);
            }
        }
        report.carried("SourceIPAddress", "sourceAddress");
        return sources;
    }

    private ConnectionLimits limits() throws Unreadable {
        ConnectionLimits usual = ConnectionLimits.DEFAULT;
        int messages = object.parsed("SmtpMaxMessagesPerConnection", object.text("SmtpMaxMessagesPerConnection"), text -> Amounts.number(text, 100_000))
            .filter(number -> number > 0).orElse(usual.maxMessagesPerConnection());
        report.carried("SmtpMaxMessagesPerConnection", "limits maxMessagesPerConnection");
        Optional<Duration> idle = object.parsed("ConnectionInactivityTimeOut", object.text("ConnectionInactivityTimeOut"), Amounts::time);
        report.carried("ConnectionInactivityTimeOut", "limits idleTimeout");
        return new ConnectionLimits(usual.maxConnections(), messages, usual.maxConnectionLifetime(), idle.orElse(usual.idleTimeout()));
    }
}
