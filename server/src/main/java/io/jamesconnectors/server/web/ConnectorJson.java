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
package io.jamesconnectors.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.InboundLimits;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.TlsVersion;

/**
 * A connector as web administration lists it.
 *
 * @param direction {@code inbound} or {@code outbound}
 * @param type the word of the file
 * @param summary what it does, in a line; long lists are cut
 */
record ConnectorJson(String name, String direction, String type, boolean enabled, String summary) {
    private static final int SHOWN = 5;

    static ConnectorJson of(InboundConnector connector) {
        List<String> parts = new ArrayList<>();
        if (!connector.senderDomains().isEmpty()) {
            parts.add("senders " + list(connector.senderDomains().stream().map(DomainPattern::asString).toList()));
        }
        List<String> addresses = Stream.concat(connector.senderIPAddresses().stream().map(Cidr::toString), connector.publishedAddresses().stream()).toList();
        if (!addresses.isEmpty()) {
            parts.add((connector.restrictDomainsToIPAddresses() ? "only from " : "from ") + list(addresses));
        }
        connector.certificate().ifPresent(certificate -> parts.add((connector.restrictDomainsToCertificate() ? "only with certificate " : "certificate ")
            + list(certificate.names().stream().map(DomainPattern::asString).toList())));
        connector.minimumTls().ifPresent(version -> parts.add("only over TLS" + (version == TlsVersion.TLS_1_2 ? "" : " from " + version.word())));
        if (!connector.listeners().isEmpty()) {
            parts.add("at " + list(connector.listeners().stream().sorted().toList()));
        }
        if (!connector.associatedAcceptedDomains().isEmpty()) {
            parts.add("accepted domains " + list(connector.associatedAcceptedDomains().stream().map(DomainName::asString).toList()));
        }
        if (connector.cloudServicesMailEnabled()) {
            parts.add("cloud services mail");
        }
        if (connector.treatMessagesAsInternal()) {
            parts.add("messages are internal");
        }
        if (connector.enhancedFiltering().isOn()) {
            parts.add("enhanced filtering");
        }
        limits(connector.limits()).ifPresent(parts::add);
        return new ConnectorJson(connector.name().asString(), "inbound", connector.type().word(), connector.enabled(), String.join("; ", parts));
    }

    static ConnectorJson of(OutboundConnector connector) {
        return new ConnectorJson(connector.name().asString(), "outbound", connector.type().word(), connector.enabled(),
            "recipients " + list(connector.recipientDomains().stream().map(DomainPattern::asString).toList())
                + "; " + route(connector.route())
                + "; " + connector.tlsSettings().word()
                + (connector.tlsDomain().isEmpty() ? "" : " " + list(connector.tlsDomain().stream().map(DomainPattern::asString).toList())));
    }

    private static Optional<String> limits(InboundLimits limits) {
        List<String> set = new ArrayList<>();
        limit(set, limits.maxConnections(), "connections");
        limit(set, limits.messagesPerMinute(), "messages a minute");
        limit(set, limits.maxRecipients(), "recipients");
        limit(set, limits.maxMessageSize(), "bytes");
        return set.isEmpty() ? Optional.empty() : Optional.of("at most " + String.join(", ", set));
    }

    private static void limit(List<String> set, long most, String what) {
        if (most > 0) {
            set.add(most + " " + what);
        }
    }

    private static String route(OutboundConnector.Route route) {
        if (route instanceof OutboundConnector.Route.SmartHosts smartHosts) {
            return "to " + list(smartHosts.hosts().stream().map(SmartHost::toString).toList());
        }
        int port = ((OutboundConnector.Route.MxRecords) route).port();
        return "to MX" + (port == SmartHost.DEFAULT_PORT ? "" : " at port " + port);
    }

    private static String list(List<String> items) {
        String shown = items.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return items.size() <= SHOWN ? shown : shown + " and " + (items.size() - SHOWN) + " more";
    }
}
