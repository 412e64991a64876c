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
package io.jamesconnectors.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.LegacyListener;

class ListenerNamesTest {
    private static final List<Cidr> NETWORK = List.of(Cidr.parse("192.0.2.0/28"));
    private static final Connectors TWO = new Connectors(List.of(), List.of(
        connector("Devices", true, "mx", "submision"), connector("Partner", true, "mx"), connector("Off", false, "nowhere"),
        connector("By address", true, "192.0.2.1:25")), List.of(), List.of());

    private final ListenerNames names = new ListenerNames(() -> TWO);

    @Test
    void warnsOnceOfListenersThatNobodyHas() {
        try (LogRecorder log = new LogRecorder(ListenerNames.class)) {
            names.add("mx");
            names.add("submission");
            names.changed(TWO);
            assertThat(log.lines()).as("before all listeners are there").isEmpty();
            names.clientCame();
            names.clientCame();
            assertThat(log.lines()).singleElement().asString().contains("connector=\"Devices\"", "[submision]", "there are: [mx, submission]");
        }
    }

    @Test
    void warnsAgainAfterAReload() {
        names.add("mx");
        names.add("submision");
        names.clientCame();
        try (LogRecorder log = new LogRecorder(ListenerNames.class)) {
            names.changed(new Connectors(List.of(), List.of(connector("Devices", true, "other")), List.of(), List.of()));
            assertThat(log.lines()).singleElement().asString().contains("[other]");
        }
    }

    @Test
    void warnsOfALegacyListenerThatTurnsNobodyAway() {
        Connectors legacy = new Connectors(List.of(), false, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(
            new LegacyListener("mx", NETWORK), new LegacyListener("lagacy", NETWORK), new LegacyListener("192.0.2.1:25", NETWORK)));
        names.add("mx");
        names.add("legacy");
        names.clientCame();
        try (LogRecorder log = new LogRecorder(ListenerNames.class)) {
            names.changed(legacy);
            assertThat(log.lines()).singleElement().asString().contains("legacy_listener=lagacy", "nobody is turned away", "there are: [legacy, mx]");
        }
    }

    private static InboundConnector connector(String name, boolean enabled, String... listeners) {
        return InboundConnector.of(ConnectorName.parse(name), ConnectorType.ORGANIZATION).enabled(enabled).listeners(Set.of(listeners)).build();
    }
}
