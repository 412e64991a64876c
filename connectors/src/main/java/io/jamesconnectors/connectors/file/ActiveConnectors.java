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
import java.util.Set;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.hybrid.PlaceRules;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;
import io.jamesconnectors.connectors.outbound.SubmissionRules;

/**
 * A configuration in force, with its indexes: all of them are of the same file, so whoever takes one instance sees one configuration. They are built once,
 * by who loads it.
 *
 * @param connectors what the file says, and the overrides
 * @param inbound who may send
 * @param outbound by which route mail leaves
 * @param submission as whom it is sent, and what a sending option lets pass
 * @param places where recipients live
 * @param overridden the overrides in force
 * @param positions where connectors stand in the file
 */
public record ActiveConnectors(Connectors connectors, InboundRules inbound, OutboundRoutes outbound, SubmissionRules submission, PlaceRules places,
        List<Overridden> overridden, Positions positions) {

    public ActiveConnectors {
        overridden = List.copyOf(overridden);
    }

    /** Builds the indexes. */
    public static ActiveConnectors of(Connectors connectors) {
        return of(connectors, List.of(), Positions.NONE, Set.of());
    }

    /** The same, of a file that was read. */
    public static ActiveConnectors of(Reading.Accepted reading) {
        return of(reading.connectors(), List.of(), Positions.of(reading), Set.of());
    }

    /** @param closed listeners for old devices that are none any more, and turn everybody away until the server has started anew */
    static ActiveConnectors of(Connectors connectors, List<Overridden> overridden, Positions positions, Set<String> closed) {
        OutboundRoutes routes = OutboundRoutes.of(connectors);
        return new ActiveConnectors(connectors, InboundRules.of(connectors, routes, closed), routes, SubmissionRules.of(connectors),
            PlaceRules.of(connectors, routes), overridden, positions);
    }

    /** Whether a connector has been switched beside the file. */
    public Optional<Overridden> overridden(Direction direction, ConnectorName name) {
        return overridden.stream().filter(known -> known.override().isOf(direction, name)).findFirst();
    }

    /** Whether a connector is in use; empty when there is none of that name. */
    public Optional<Boolean> enabled(Direction direction, ConnectorName name) {
        return direction == Direction.INBOUND ? inbound.connector(name).map(connector -> connector.enabled())
            : connectors.outbound(name).map(connector -> connector.enabled());
    }
}
