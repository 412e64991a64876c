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

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorPath;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;

import spark.Request;

/** Finds connectors by name in the configuration in force; made once for each configuration. Safe for use by many threads. */
final class ConnectorIndex {
    /** For routes of one connector. */
    static final String NAMED = ConnectorPath.NAMED + ":name";

    private final Supplier<Connectors> current;
    private volatile ByName byName = new ByName(Connectors.NONE, Map.of(), Map.of());

    ConnectorIndex(Supplier<Connectors> current) {
        this.current = current;
    }

    /** The configuration in force. */
    Connectors connectors() {
        return current.get();
    }

    /**
     * The connector that the path of a request names as {@code :name}, and {@code ?direction=} where there are two of that name. Ends the request with 404 where
     * there is none, with 400 where it could be either.
     */
    Named named(Request request) {
        ConnectorName name = name(request);
        Optional<Direction> direction = direction(request);
        ByName now = byName();
        Optional<InboundConnector> inbound = direction.filter(Direction.OUTBOUND::equals).isPresent() ? Optional.empty() : Optional.ofNullable(now.inbound.get(name));
        Optional<OutboundConnector> outbound = direction.filter(Direction.INBOUND::equals).isPresent() ? Optional.empty() : Optional.ofNullable(now.outbound.get(name));
        if (inbound.isPresent() && outbound.isPresent()) {
            throw WebError.badRequest("an inbound and an outbound connector are called " + Shown.of(name.asString()) + " (expected: ?direction=inbound or ?direction=outbound)");
        }
        if (inbound.isEmpty() && outbound.isEmpty()) {
            throw WebError.notFound("no connector is called " + Shown.of(name.asString()));
        }
        return new Named(name, inbound, outbound);
    }

    /** The outbound connector that the path of a request names as {@code :name}. Ends the request with 404 where there is none. */
    OutboundConnector outbound(Request request) {
        ConnectorName name = name(request);
        return Optional.ofNullable(byName().outbound.get(name)).orElseThrow(() -> WebError.notFound("no outbound connector is called " + Shown.of(name.asString())));
    }

    /** Which direction is meant, if one is given. Ends the request with 400 for anything else. */
    static Optional<Direction> direction(Request request) {
        return Parameter.word(request, "direction", Direction.values(), Direction::word);
    }

    private static ConnectorName name(Request request) {
        String text = request.params(":name");
        try {
            return ConnectorName.parse(text);
        } catch (IllegalArgumentException e) {
            throw WebError.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private ByName byName() {
        Connectors now = current.get();
        ByName known = byName;
        if (known.of != now) {
            known = ByName.of(now);
            byName = known;
        }
        return known;
    }

    /**
     * A connector that a request names: one of both.
     *
     * @param name as the request spells it
     * @param inbound it, if it is one
     * @param outbound it, if it is one
     */
    record Named(ConnectorName name, Optional<InboundConnector> inbound, Optional<OutboundConnector> outbound) {
        Direction direction() {
            return inbound.isPresent() ? Direction.INBOUND : Direction.OUTBOUND;
        }
    }

    /** The connectors of one configuration by their names. */
    private record ByName(Connectors of, Map<ConnectorName, InboundConnector> inbound, Map<ConnectorName, OutboundConnector> outbound) {

        static ByName of(Connectors connectors) {
            Map<ConnectorName, OutboundConnector> outbound = index(connectors.outbound(), OutboundConnector::name);
            outbound.put(OutboundConnector.DEFAULT_ROUTE.name(), OutboundConnector.DEFAULT_ROUTE);
            return new ByName(connectors, index(connectors.inbound(), InboundConnector::name), outbound);
        }

        private static <T> Map<ConnectorName, T> index(Iterable<T> connectors, Function<T, ConnectorName> name) {
            Map<ConnectorName, T> found = new HashMap<>();
            connectors.forEach(connector -> found.put(name.apply(connector), connector));
            return found;
        }
    }
}
