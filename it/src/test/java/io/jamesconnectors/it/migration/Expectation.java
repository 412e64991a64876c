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
package io.jamesconnectors.it.migration;

import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;
import io.jamesconnectors.migration.Exported;
import io.jamesconnectors.migration.ReportLine.Outcome;

/** What Postfix must do with a mail, by our own decision and by what the report of the export said. */
final class Expectation {
    /** Instead of next hops: mail that goes nowhere. */
    static final String HELD = "held";
    /** Instead of next hops: mail for mailboxes on the machine. */
    static final String HERE = "here";

    private final Connectors connectors;
    private final Exported exported;
    private final OutboundRoutes routes;

    /** How what Postfix did compares. */
    enum Verdict { SAME, HELD_AND_SAID, WEAKER_AND_SAID, WRONG }

    Expectation(Connectors connectors, Exported exported) {
        this.connectors = connectors;
        this.exported = exported;
        this.routes = OutboundRoutes.of(connectors);
    }

    /** The connector of a mail; empty for ordinary delivery. */
    Optional<OutboundConnector> connector(DomainName recipient, DomainName sender) {
        return routes.route(Optional.of(recipient), Optional.of(sender)).connector();
    }

    /** The next hops as transport_maps names them: the recipient's domain where mail goes by MX records. */
    String hops(DomainName recipient, DomainName sender) {
        Optional<OutboundConnector> connector = connector(recipient, sender);
        boolean here = connectors.acceptedDomains().stream().anyMatch(domain -> domain.type() == AcceptedDomain.Type.AUTHORITATIVE && domain.name().equals(recipient));
        if (here && connector.filter(one -> names(one, recipient)).isEmpty()) {
            return HERE;
        }
        return connector.map(OutboundConnector::route).filter(Route.SmartHosts.class::isInstance).map(Route.SmartHosts.class::cast)
            .map(route -> String.join(", ", route.hosts().stream().map(Expectation::hop).toList())).orElse(recipient.asString());
    }

    Verdict verdict(DomainName recipient, DomainName sender, String actual) {
        if (actual.equals(hops(recipient, sender))) {
            return Verdict.SAME;
        }
        Optional<OutboundConnector> connector = connector(recipient, sender);
        if (connector.filter(this::isWeaker).isPresent()) {
            return Verdict.WEAKER_AND_SAID;
        }
        return actual.equals(HELD) && connector.filter(one -> said(one).contains(Outcome.CHANGED)).isPresent() ? Verdict.HELD_AND_SAID : Verdict.WRONG;
    }

    /** Whether the report says that mail of a connector is held to less. */
    boolean isWeaker(OutboundConnector connector) {
        return said(connector).contains(Outcome.WEAKER);
    }

    private List<Outcome> said(OutboundConnector connector) {
        List<String> settings = List.of("tlsSettings", "recipientDomains", "senderDomains");
        return exported.report().stream().filter(line -> line.object().equals("outbound \"" + connector.name().asString() + "\"") && settings.contains(line.setting()))
            .map(line -> line.outcome()).toList();
    }

    private static boolean names(OutboundConnector connector, DomainName domain) {
        return connector.addressSpace().allAcceptedDomains() || connector.recipientDomains().contains(new DomainPattern.Exactly(domain))
            || connector.recipientDomains().contains(new DomainPattern.WithSubdomains(domain));
    }

    /** As tables name a host. */
    static String hop(SmartHost host) {
        boolean six = host.host().indexOf(':') >= 0;
        boolean address = six || host.host().matches("[0-9.]+");
        return (address ? "[" + (six ? "IPv6:" : "") + host.host() + "]" : host.host()) + ":" + host.port();
    }
}
