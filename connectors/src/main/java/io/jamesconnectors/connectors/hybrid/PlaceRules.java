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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.connectors.lookup.DomainMap;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;
import io.jamesconnectors.connectors.outbound.RouteDecision;

/**
 * Decides where a recipient lives. Immutable, built once for a configuration; deciding neither blocks nor remembers anything.
 *
 * <p>What holds, whatever the configuration (ADR 10):
 * <ul>
 *   <li>The server's own users and mappings go first, unless the routing table was said to override them; then the routing table; then, in an internalRelay
 *       domain, whoever
 *       is unknown is taken to live on the other side. An authoritative domain has nobody else.</li>
 *   <li>What can't be looked up defers, whatever the other lookups say.</li>
 *   <li>The other side is reached as everyone else: by the connector that covers the recipient, or its routing address, best; without one by MX.</li>
 *   <li>Mail is never given back to the side that it came from. All office365 connectors are one side, the tenant; besides, an inbound and an outbound
 *       connector of one name,
 *       neither of a partner, are one. Mail for the outside then leaves by the next best route; mail for us that would go there, by MX or to a partner is a
 *       loop.</li>
 *   <li>Mail that has crossed {@value Crossings#MOST} times, or has {@value Crossings#MOST_RECEIVED} Received fields, crosses no more.</li>
 * </ul>
 */
public final class PlaceRules {
    private static final Reason NOT_HERE = Reason.of("not-here",
        "The server knows no such user, and the domain is authoritative: the recipient does not exist.");
    private static final Reason OWN_USER = Reason.of("own-user", "The server's own users and mappings know the recipient.");
    private static final Reason OWN_USER_AFTER_ALL = Reason.of("own-user-after-all",
        "The routing table says that the recipient lives on the other side, but this mail "
        + "must not go there (again), and the server has a user of that name.");
    private static final Reason USERS_UNAVAILABLE = Reason.of("users-unavailable", "The server's own users can't be asked at the moment.");
    private static final Reason ROUTING_UNAVAILABLE = Reason.of("routing-unavailable", "The routing table can't be asked at the moment.");
    private static final Reason HEADER_TOO_LARGE = Reason.of("header-too-large", "The header is too large to tell how often the message has crossed.");

    private final DomainMap<AcceptedDomain> accepted;
    private final OutboundRoutes routes;
    private final Map<ConnectorName, InboundConnector> inbound;
    private final boolean overridesUsers;

    private PlaceRules(Connectors connectors, OutboundRoutes routes) {
        this.accepted = DomainMap.ofAccepted(connectors.acceptedDomains());
        this.routes = routes;
        this.inbound = connectors.inbound().stream()
            .collect(Collectors.toUnmodifiableMap(InboundConnector::name, Function.identity(), (first, second) -> first));
        this.overridesUsers = connectors.hybrid().routingTable().filter(Hybrid.RoutingTableFile::overridesUsers).isPresent();
    }

    /** The rules of this configuration. */
    public static PlaceRules of(Connectors connectors) {
        return of(connectors, OutboundRoutes.of(connectors));
    }

    /**
     * The rules of this configuration.
     *
     * @param routes of the same configuration
     */
    public static PlaceRules of(Connectors connectors, OutboundRoutes routes) {
        return new PlaceRules(connectors, routes);
    }

    /** Where mail for a recipient goes from here. */
    public RecipientPlace decide(PlaceFacts facts) {
        Optional<Address> address = Address.parse(facts.recipient());
        Optional<AcceptedDomain> domain = address.flatMap(known -> accepted.find(known.domain()));
        if (domain.isEmpty()) {
            return outside(facts, address.map(Address::domain));
        }
        return facts.local() == LocalLookup.NO_MAILBOXES ? relayed(facts, address.orElseThrow()) : ours(facts, address.orElseThrow(), domain.get().type());
    }

    /** On a server without mailboxes a recipient of ours is one more to be routed, but for the way back, and for the MX of its domain, which may be us. */
    private RecipientPlace relayed(PlaceFacts facts, Address address) {
        if (facts.routing() instanceof RoutingLookup.Unavailable) {
            return deferred(ROUTING_UNAVAILABLE);
        }
        if (facts.routing() instanceof RoutingLookup.Found found) {
            return over(facts, address, found.routingAddress().flatMap(Address::parse), "in-routing-table",
                "The routing table says that the recipient lives there.");
        }
        Optional<OutboundConnector> way = routes.route(Optional.of(address.domain()), facts.senderDomain()).connector()
            .filter(connector -> connector.type() != ConnectorType.PARTNER);
        if (way.filter(connector -> cameFrom(facts, connector) || connector.hybrid().targetDeliveryDomain().isPresent()).isPresent()) {
            return over(facts, address, Optional.empty(), "relayed-there", "The server keeps no mailboxes, and this connector leads to those of the domain.");
        }
        RecipientPlace place = outside(facts, Optional.of(address.domain()));
        return place instanceof RecipientPlace.Outside outside && facts.crossings().areTooMany()
            ? crossedTooOften(facts, outside.route().connectorOrDefault()) : place;
    }

    private RecipientPlace ours(PlaceFacts facts, Address address, AcceptedDomain.Type type) {
        boolean tableFirst = overridesUsers && facts.routing() instanceof RoutingLookup.Found;
        if (facts.local() == LocalLookup.UNAVAILABLE && !tableFirst) {
            return deferred(USERS_UNAVAILABLE);
        }
        if (facts.local() == LocalLookup.KNOWN && !overridesUsers) {
            return new RecipientPlace.Here(List.of(OWN_USER));
        }
        if (facts.routing() instanceof RoutingLookup.Unavailable) {
            return deferred(ROUTING_UNAVAILABLE);
        }
        if (facts.routing() instanceof RoutingLookup.Found found) {
            return over(facts, address, found.routingAddress().flatMap(Address::parse), "in-routing-table",
                "The routing table says that the recipient lives there.");
        }
        if (facts.local() == LocalLookup.KNOWN) {
            return new RecipientPlace.Here(List.of(OWN_USER));
        }
        return type == AcceptedDomain.Type.AUTHORITATIVE
            ? new RecipientPlace.Refused(SmtpReply.RECIPIENT_UNKNOWN, List.of(NOT_HERE))
            : over(facts, address, Optional.empty(), "unknown-in-internal-relay",
                "The recipient is unknown here, and the domain is internalRelay: it lives on the other side.");
    }

    private RecipientPlace over(PlaceFacts facts, Address address, Optional<Address> there, String code, String sentence) {
        RouteDecision route = routes.route(Optional.of(there.orElse(address).domain()), facts.senderDomain());
        OutboundConnector connector = route.connectorOrDefault();
        boolean goesBack = cameFrom(facts, connector) || connector.type() == ConnectorType.PARTNER && isFromOtherSide(facts);
        Optional<RecipientPlace> obstacle = goesBack
            ? Optional.of(looping(facts, connector, "came-from-there",
                "The message came from the other side, where the recipient is to be found; it is not sent back."))
            : obstacle(facts, connector);
        if (obstacle.isPresent()) {
            return switch (facts.local()) {
                case KNOWN -> new RecipientPlace.Here(List.of(OWN_USER_AFTER_ALL, obstacle.get().decidedBy()));
                case UNAVAILABLE -> deferred(USERS_UNAVAILABLE);
                default -> obstacle.get();
            };
        }
        Address envelope = there.orElseGet(() -> connector.hybrid().targetDeliveryDomain().map(address::in).orElse(address));
        return new RecipientPlace.OtherSide(connector, there.isEmpty() && envelope.equals(address) ? facts.recipient() : envelope.toString(), facts.recipient(),
            joined(Reason.of(code, sentence, connector.name()), route));
    }

    private RecipientPlace outside(PlaceFacts facts, Optional<DomainName> domain) {
        RouteDecision best = routes.route(domain, facts.senderDomain());
        Optional<OutboundConnector> back = best.connector().filter(connector -> cameFrom(facts, connector));
        if (back.isPresent() && domain.isPresent() && back.get().hybrid().targetDeliveryDomain().filter(domain.get()::isOrIsBelow).isPresent()) {
            return looping(facts, back.get(), "their-own-domain", "The recipient's domain is the other side's own, and the message came from there.");
        }
        RouteDecision route = back.isEmpty() ? best : routes.route(domain, facts.senderDomain(), connector -> cameFrom(facts, connector));
        boolean crosses = isFromOtherSide(facts) || route.connector().filter(connector -> connector.type() == ConnectorType.OFFICE365).isPresent();
        return (crosses ? obstacle(facts, route.connectorOrDefault()) : Optional.<RecipientPlace>empty())
            .orElseGet(() -> new RecipientPlace.Outside(route, crosses));
    }

    /** Why a message must not cross, by its header. */
    private Optional<RecipientPlace> obstacle(PlaceFacts facts, OutboundConnector connector) {
        if (facts.crossings().tooLarge()) {
            return Optional.of(new RecipientPlace.Refused(SmtpReply.HEADER_TOO_LARGE, List.of(HEADER_TOO_LARGE)));
        }
        return facts.crossings().areTooMany() ? Optional.of(crossedTooOften(facts, connector)) : Optional.empty();
    }

    private static RecipientPlace crossedTooOften(PlaceFacts facts, OutboundConnector connector) {
        return looping(facts, connector, "crossed-too-often", "The message has crossed between the sides " + facts.crossings().count() + " times (at most "
            + Crossings.MOST + "), and has " + facts.crossings().received() + " Received fields (fewer than " + Crossings.MOST_RECEIVED + ").");
    }

    private boolean isFromOtherSide(PlaceFacts facts) {
        return facts.cameBy().map(inbound::get).filter(connector -> connector.type() == ConnectorType.OFFICE365
            || connector.type() == ConnectorType.ORGANIZATION
                && routes.named(connector.name()).filter(there -> there.type() != ConnectorType.PARTNER).isPresent()).isPresent();
    }

    /** Whether the message came from the side that a connector leads to. */
    private boolean cameFrom(PlaceFacts facts, OutboundConnector connector) {
        return facts.cameBy().map(inbound::get).filter(from -> from.type() == ConnectorType.OFFICE365 && connector.type() == ConnectorType.OFFICE365
            || from.type() != ConnectorType.PARTNER && connector.type() != ConnectorType.PARTNER && from.name().equals(connector.name())).isPresent();
    }

    private static RecipientPlace.Looping looping(PlaceFacts facts, OutboundConnector connector, String code, String sentence) {
        return new RecipientPlace.Looping(SmtpReply.LOOP_DETECTED, facts.cameBy().map(ConnectorName::asString).orElse("-"), connector.name(),
            List.of(Reason.of(code, sentence, connector.name())));
    }

    private static RecipientPlace deferred(Reason reason) {
        return new RecipientPlace.Deferred(SmtpReply.PLACE_UNKNOWN, List.of(reason));
    }

    private static List<Reason> joined(Reason first, RouteDecision route) {
        List<Reason> reasons = new ArrayList<>(List.of(first));
        reasons.addAll(route.reasons());
        return reasons;
    }
}
