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

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.Cidr;
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
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;

/** local.example (internalRelay) and moved.example (authoritative), which James has as its own, shared with a tenant; Microsoft is 203.0.113.0/24. */
final class TwoPlaces {
    static final OutboundConnector TO_TENANT = connector("To Office 365",
        new HybridOptions(Optional.of(DomainName.parse("tenant.mail.test")), true, true), "local.example", "moved.example", "tenant.mail.test");

    private TwoPlaces() {
    }

    static Connectors with(Optional<Path> table) {
        Hybrid hybrid = new Hybrid(table.map(path -> new Hybrid.RoutingTableFile(path, false)),
            Optional.of(new Hybrid.SenderRewriting(DomainName.parse("local.example"), Duration.ofDays(14))), List.of());
        return of(hybrid, TO_TENANT, true);
    }

    /** The same connectors, of an organisation that says nothing of two places. */
    static Connectors inOnePlace() {
        return of(Hybrid.NONE, connector("To Office 365", HybridOptions.NONE, "tenant.mail.test"), false);
    }

    private static Connectors of(Hybrid hybrid, OutboundConnector out, boolean cloudServicesMailEnabled) {
        return new Connectors(
            List.of(new AcceptedDomain(DomainName.parse("local.example"), AcceptedDomain.Type.INTERNAL_RELAY, false),
                new AcceptedDomain(DomainName.parse("moved.example"), AcceptedDomain.Type.AUTHORITATIVE, false)),
            false,
            List.of(new PublishedAddresses("exchangeOnline", Path.of("list.json"), Optional.empty(), List.of(Cidr.parse("203.0.113.0/24")))),
            List.of(
                InboundConnector.of(ConnectorName.parse("From Office 365"), ConnectorType.OFFICE365).publishedAddresses(List.of("exchangeOnline"))
                    .cloudServicesMailEnabled(cloudServicesMailEnabled).build(),
                InboundConnector.of(ConnectorName.parse("Partner"), ConnectorType.PARTNER)
                    .senderDomains(List.of(DomainPattern.parse("partner.example"))).build()),
            List.of(out), List.of(), List.of(), List.of(), hybrid);
    }

    private static OutboundConnector connector(String name, HybridOptions options, String... domains) {
        return new OutboundConnector(ConnectorName.parse(name), ConnectorType.OFFICE365, true, "",
            AddressSpace.of(Arrays.stream(domains).map(DomainPattern::parse).toList()), false, false,
            new OutboundConnector.Route.SmartHosts(List.of(new SmartHost("there.test", 25))), TlsSettings.ENCRYPTION_ONLY, List.of(), Optional.empty(),
            TlsOptions.DEFAULT, Submission.NONE, List.of(), ConnectionLimits.DEFAULT, Pace.UNLIMITED, RetrySchedule.DEFAULT, options);
    }
}
