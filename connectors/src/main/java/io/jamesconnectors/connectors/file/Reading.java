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
import java.util.Map;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Position;

/** What came of reading a file: all of it, or nothing and the reasons. */
public sealed interface Reading {

    /** The errors and the warnings, in the order of the file. */
    List<Diagnostic> diagnostics();

    /**
     * The file is good.
     *
     * @param connectors what it says
     * @param warnings what the administrator should look at
     * @param notes what is good here, and worth knowing for those who ask; what Exchange Online would not accept is among them
     * @param inboundPlaces where each inbound connector stands
     * @param outboundPlaces where each outbound connector stands
     * @param floorPlaces where the file says the least security of an outbound connector; not there for one that has the default
     */
    record Accepted(Connectors connectors, List<Diagnostic> warnings, List<Diagnostic> notes, Map<ConnectorName, Position> inboundPlaces,
            Map<ConnectorName, Position> outboundPlaces, Map<ConnectorName, Position> floorPlaces) implements Reading {
        public Accepted {
            warnings = List.copyOf(warnings);
            notes = List.copyOf(notes);
            inboundPlaces = Map.copyOf(inboundPlaces);
            outboundPlaces = Map.copyOf(outboundPlaces);
            floorPlaces = Map.copyOf(floorPlaces);
        }

        /** The same with what was found out by other means, in the order of the file. */
        public Accepted with(List<Diagnostic> more) {
            return new Accepted(connectors, Stream.concat(warnings.stream(), more.stream()).sorted(Diagnostic.BY_POSITION).toList(), notes, inboundPlaces, outboundPlaces,
                floorPlaces);
        }

        @Override
        public List<Diagnostic> diagnostics() {
            return warnings;
        }
    }

    /**
     * The file is refused whole.
     *
     * @param diagnostics at least one error, and the warnings too
     */
    record Refused(List<Diagnostic> diagnostics) implements Reading {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
