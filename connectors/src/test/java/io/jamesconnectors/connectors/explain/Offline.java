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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector;
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
        return explainer(ActiveConnectors.of(accepted("connectors.xml")));
    }

    static Explainer explainer(Connectors connectors) {
        return explainer(ActiveConnectors.of(connectors));
    }

    private static Explainer explainer(ActiveConnectors active) {
        return new Explainer(active, new WithoutServer(active, Optional.<RoutingTable>empty(), pem -> {
            throw new BadRequest("certificate: nobody reads it here (expected: none)");
        }, Offline::lookup, certificate -> Optional.of("CN=relay.contoso.com"), NOW), NOW);
    }

    /** Each domain has two exchangers, of which one has no address. */
    private static LookedUp lookup(OutboundConnector connector, DomainName domain) {
        return new LookedUp(List.of(
            new LookedUp.Host("mx1." + domain, 25, OptionalInt.of(10), List.of(new LookedUp.Place(InetAddresses.forString("192.0.2.25"), "mx1." + domain, false),
                new LookedUp.Place(InetAddresses.forString("2001:db8::25"), "mx1." + domain, true)), Optional.empty()),
            new LookedUp.Host("mx2." + domain, 25, OptionalInt.of(20), List.of(), Optional.of("mx2." + domain + " does not exist"))), Optional.empty());
    }

    static Connectors read(String name) {
        return accepted(name).connectors();
    }

    private static Reading.Accepted accepted(String name) {
        Reading reading = ConnectorsFile.read(FOLDER.resolve(name), FOLDER, variable -> "a value of " + variable);
        if (reading instanceof Reading.Accepted accepted) {
            return accepted;
        }
        throw new IllegalStateException(reading.diagnostics().toString());
    }
}
