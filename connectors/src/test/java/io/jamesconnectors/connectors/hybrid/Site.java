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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;

/** The configuration of one side in a few words, for tests. */
final class Site {
    private final List<AcceptedDomain> accepted = new ArrayList<>();
    private final List<InboundConnector> inbound = new ArrayList<>();
    private final List<OutboundConnector> outbound = new ArrayList<>();
    private Hybrid hybrid = Hybrid.NONE;

    static Site empty() {
        return new Site();
    }

    Site authoritative(String domain) {
        accepted.add(new AcceptedDomain(DomainName.parse(domain), AcceptedDomain.Type.AUTHORITATIVE, false));
        return this;
    }

    Site internalRelay(String domain) {
        accepted.add(new AcceptedDomain(DomainName.parse(domain), AcceptedDomain.Type.INTERNAL_RELAY, false));
        return this;
    }

    Site inbound(String name, ConnectorType type) {
        inbound.add(InboundConnector.of(ConnectorName.parse(name), type).build());
        return this;
    }

    Site inbound(InboundConnector connector) {
        inbound.add(connector);
        return this;
    }

    Site accepted(String domain, AcceptedDomain.Type type) {
        return type == AcceptedDomain.Type.AUTHORITATIVE ? authoritative(domain) : internalRelay(domain);
    }

    Site outbound(String name, ConnectorType type, HybridOptions options, String... domains) {
        outbound.add(connector(name, type, options, domains));
        return this;
    }

    Site outbound(String name, ConnectorType type, String... domains) {
        return outbound(name, type, HybridOptions.NONE, domains);
    }

    Site tableOverridesUsers() {
        hybrid = new Hybrid(Optional.of(new Hybrid.RoutingTableFile(Path.of("/routing.txt"), true)), hybrid.senderRewriting(), List.of());
        return this;
    }

    Site rewritingSendersAt(String domain) {
        hybrid = new Hybrid(hybrid.routingTable(),
            Optional.of(new Hybrid.SenderRewriting(DomainName.parse(domain), Hybrid.SenderRewriting.DEFAULT_VALIDITY)), List.of());
        return this;
    }

    Connectors connectors() {
        return new Connectors(accepted, false, List.of(), inbound, outbound, List.of(), List.of(), List.of(), hybrid);
    }

    PlaceRules rules() {
        return PlaceRules.of(connectors());
    }

    static HybridOptions renamedTo(String targetDeliveryDomain) {
        return new HybridOptions(Optional.of(DomainName.parse(targetDeliveryDomain)), false, false);
    }

    static OutboundConnector connector(String name, ConnectorType type, HybridOptions options, String... domains) {
        return new OutboundConnector(ConnectorName.parse(name), type, true, "", AddressSpace.of(Arrays.stream(domains).map(DomainPattern::parse).toList()),
            false, false,
            new OutboundConnector.Route.SmartHosts(List.of(new SmartHost("there.test", 25))), TlsSettings.ENCRYPTION_ONLY, List.of(), Optional.empty(),
                TlsOptions.DEFAULT,
            Submission.NONE, List.of(), ConnectionLimits.DEFAULT, Pace.UNLIMITED, RetrySchedule.DEFAULT, options);
    }
}
