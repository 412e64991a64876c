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

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;

/** At most one override for each connector. Immutable. */
final class Overrides {
    static final Overrides NONE = new Overrides(Map.of());

    private final Map<Of, ConnectorOverride> byConnector;

    private record Of(Direction direction, ConnectorName name) {
        static Of of(ConnectorOverride override) {
            return new Of(override.direction(), override.name());
        }
    }

    private Overrides(Map<Of, ConnectorOverride> byConnector) {
        this.byConnector = byConnector;
    }

    /** Of several for one connector the last. */
    static Overrides of(Collection<ConnectorOverride> all) {
        Map<Of, ConnectorOverride> next = new LinkedHashMap<>();
        all.forEach(override -> next.put(Of.of(override), override));
        return new Overrides(next);
    }

    Optional<ConnectorOverride> find(Direction direction, ConnectorName name) {
        return Optional.ofNullable(byConnector.get(new Of(direction, name)));
    }

    Overrides with(ConnectorOverride override) {
        Map<Of, ConnectorOverride> next = new LinkedHashMap<>(byConnector);
        next.put(Of.of(override), override);
        return new Overrides(next);
    }

    Overrides without(Direction direction, ConnectorName name) {
        Map<Of, ConnectorOverride> next = new LinkedHashMap<>(byConnector);
        next.remove(new Of(direction, name));
        return new Overrides(next);
    }

    boolean isEmpty() {
        return byConnector.isEmpty();
    }

    /** In the order in which their connectors were first switched. */
    List<ConnectorOverride> all() {
        return List.copyOf(byConnector.values());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Overrides that && byConnector.equals(that.byConnector);
    }

    @Override
    public int hashCode() {
        return byConnector.hashCode();
    }
}
