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

import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.diagnostics.Position;

/**
 * Where the connectors of a file stand, in the text that is in force; the file may have been edited since.
 *
 * @param inbound the beginning of the element, by name
 * @param outbound likewise
 * @param floors where the least security of an outbound connector is written; not there for one that has the default
 */
public record Positions(Map<ConnectorName, Position> inbound, Map<ConnectorName, Position> outbound, Map<ConnectorName, Position> floors) {
    /** Of connectors that come from no file. */
    public static final Positions NONE = new Positions(Map.of(), Map.of(), Map.of());

    public Positions {
        inbound = Map.copyOf(inbound);
        outbound = Map.copyOf(outbound);
        floors = Map.copyOf(floors);
    }

    static Positions of(Reading.Accepted reading) {
        return new Positions(reading.inboundPlaces(), reading.outboundPlaces(), reading.floorPlaces());
    }

    /** Where the least security of an outbound connector is written; empty for a default, and for a connector that is not in the file. */
    public Optional<Position> ofFloor(ConnectorName outbound) {
        return Optional.ofNullable(floors.get(outbound));
    }

    /** Where a connector stands; empty for one that is not in the file, as ordinary delivery. */
    public Optional<Position> of(Direction direction, ConnectorName name) {
        return Optional.ofNullable((direction == Direction.INBOUND ? inbound : outbound).get(name));
    }
}
