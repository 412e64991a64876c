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
package io.jamesconnectors.migration.postfix;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;

/**
 * Which connector each key of transport_maps belongs to. There is a key for each domain that an address space names, and one with a dot for what is below it;
 * {@link OutboundRoutes} decides for each, so that whichever of them Postfix finds first for a recipient, it is the connector that would be chosen here.
 */
final class Recipients {
    private final Connectors connectors;
    private final OutboundRoutes routes;
    private final String unknown;
    private final List<OutboundConnector> chosen;

    /** @param chosen those that are chosen by address */
    Recipients(Connectors connectors, List<OutboundConnector> chosen) {
        this.connectors = connectors;
        this.chosen = chosen;
        this.routes = OutboundRoutes.of(connectors);
        Set<String> labels = new HashSet<>();
        patterns().forEach(pattern -> labels.addAll(List.of(pattern.asString().split("\\."))));
        String label = "x";
        while (labels.contains(label)) {
            label += "x";
        }
        this.unknown = label;
    }

    /** The connector of mail that nothing more specific than {@code *} is said of, from a domain; empty for senders that no connector names. */
    Optional<OutboundConnector> ofEverybody(Optional<DomainName> sender) {
        return routes.route(Optional.empty(), sender).connector();
    }

    /** The keys whose connector names them more specifically than by {@code *}, each with its connector. */
    Map<String, OutboundConnector> byKey() {
        Map<String, OutboundConnector> byKey = new LinkedHashMap<>();
        patterns().flatMap(pattern -> keys(pattern).stream()).distinct().forEach(key ->
            domain(key).flatMap(domain -> routes.route(Optional.of(domain), Optional.empty()).connector().filter(connector -> isNamed(connector, domain)))
                .ifPresent(connector -> byKey.put(key, connector)));
        return byKey;
    }

    /** Domains whose mailboxes are here, and which a route for more than them would lead elsewhere. */
    Set<String> stayHere() {
        Set<String> domains = new LinkedHashSet<>();
        for (AcceptedDomain accepted : connectors.acceptedDomains()) {
            if (accepted.type() == AcceptedDomain.Type.AUTHORITATIVE) {
                routes.route(Optional.of(accepted.name()), Optional.empty()).connector()
                    .filter(connector -> isNamed(connector, accepted.name()) && !connector.addressSpace().allAcceptedDomains())
                    .filter(connector -> keys(connector).noneMatch(accepted.name().asString()::equals))
                    .ifPresent(connector -> domains.add(accepted.name().asString()));
            }
        }
        return domains;
    }

    /** The keys of what a connector names, but for {@code *}. */
    static Stream<String> keys(OutboundConnector connector) {
        return connector.recipientDomains().stream().flatMap(pattern -> keys(pattern).stream()).distinct();
    }

    private Stream<DomainPattern> patterns() {
        Stream<DomainPattern> accepted = chosen.stream().anyMatch(connector -> connector.addressSpace().allAcceptedDomains())
            ? connectors.acceptedDomains().stream().map(AcceptedDomain::pattern) : Stream.empty();
        return Stream.concat(chosen.stream().flatMap(connector -> connector.recipientDomains().stream()), accepted);
    }

    private static List<String> keys(DomainPattern pattern) {
        if (pattern instanceof DomainPattern.WithSubdomains wide) {
            return List.of(wide.domain().asString(), "." + wide.domain());
        }
        return pattern instanceof DomainPattern.Exactly one ? List.of(one.domain().asString()) : List.of();
    }

    /** A domain that the key is looked up for: itself, or one below it that nothing names. Empty where there can be none, since it would be too long. */
    private Optional<DomainName> domain(String key) {
        return DomainName.tryParse(key.startsWith(".") ? unknown + key : key);
    }

    private boolean isNamed(OutboundConnector connector, DomainName domain) {
        return connector.recipientDomains().stream().anyMatch(pattern -> !(pattern instanceof DomainPattern.Any) && pattern.covers(domain))
            || connector.addressSpace().allAcceptedDomains() && connectors.acceptedDomains().stream().anyMatch(accepted -> accepted.covers(domain));
    }
}
