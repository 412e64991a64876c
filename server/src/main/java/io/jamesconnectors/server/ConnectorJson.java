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
package io.jamesconnectors.server;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.SmartHost;

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
        if (!connector.senderIPAddresses().isEmpty()) {
            parts.add((connector.restrictDomainsToIPAddresses() ? "only from " : "from ") + list(connector.senderIPAddresses().stream().map(Cidr::toString).toList()));
        }
        if (connector.requireTls()) {
            parts.add("only over TLS");
        }
        return new ConnectorJson(connector.name().asString(), "inbound", connector.type().word(), connector.enabled(), String.join("; ", parts));
    }

    static ConnectorJson of(OutboundConnector connector) {
        return new ConnectorJson(connector.name().asString(), "outbound", connector.type().word(), connector.enabled(),
            "recipients " + list(connector.recipientDomains().stream().map(DomainPattern::asString).toList())
                + "; " + route(connector.route())
                + "; " + connector.tlsSettings().word()
                + (connector.tlsDomain().isEmpty() ? "" : " " + list(connector.tlsDomain().stream().map(DomainPattern::asString).toList())));
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
