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
package io.jamesconnectors.connectors.explain;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.file.ConnectorsFile;
import io.jamesconnectors.connectors.file.Reading;
import io.jamesconnectors.connectors.hybrid.RoutingTable;

/** Explains files without a server. */
final class Offline {
    static final Path FOLDER = Path.of("src/test/resources/io/jamesconnectors/connectors/explain");
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private Offline() {
    }

    /** Of {@code connectors.xml} in the folder of this test. */
    static Explainer explainer() {
        return explainer(read("connectors.xml"));
    }

    static Explainer explainer(Connectors connectors) {
        ActiveConnectors active = ActiveConnectors.of(connectors);
        return new Explainer(active, new WithoutServer(active, Optional.<RoutingTable>empty(), pem -> {
            throw new BadRequest("certificate: nobody reads it here (expected: none)");
        }, certificate -> Optional.of("CN=relay.contoso.com"), NOW), NOW);
    }

    static Connectors read(String name) {
        Reading reading = ConnectorsFile.read(FOLDER.resolve(name), FOLDER, variable -> "a value of " + variable);
        if (reading instanceof Reading.Accepted accepted) {
            return accepted.connectors();
        }
        throw new IllegalStateException(reading.diagnostics().toString());
    }
}
