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

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.LegacyListener;

/**
 * Warns of connectors that hold only for listeners that nobody has: an organisation connector lets nobody in then, and what a partner connector
 * restricts is open. A listener for old devices of another name turns nobody away. The file alone can't tell; so it is told with the first client after
 * the start, when all listeners are there, and after each reload.
 */
final class ListenerNames {
    private static final Logger LOGGER = LoggerFactory.getLogger(ListenerNames.class);

    private final Supplier<Connectors> current;
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean told = new AtomicBoolean();

    ListenerNames(Supplier<Connectors> current) {
        this.current = current;
    }

    /** There is a listener of that name. */
    void add(String name) {
        names.add(name);
    }

    /** A client has come. */
    void clientCame() {
        if (!told.get() && told.compareAndSet(false, true)) {
            tell(current.get());
        }
    }

    /** The configuration has changed. */
    void changed(Connectors next) {
        if (told.get()) {
            tell(next);
        }
    }

    private void tell(Connectors connectors) {
        connectors.legacyListeners().stream().map(LegacyListener::name).filter(name -> !names.contains(name) && !isAddress(name)).forEach(name ->
            LOGGER.warn("legacy_listener={} reason=\"no listener has such a name: nobody is turned away, and no mail is held back (there are: {})\"",
                name, new TreeSet<>(names)));
        for (InboundConnector connector : connectors.inbound()) {
            Set<String> missing = new TreeSet<>(connector.listeners());
            missing.removeAll(names);
            missing.removeIf(ListenerNames::isAddress);
            if (!missing.isEmpty() && connector.enabled()) {
                LOGGER.warn("connector=\"{}\" listeners={} reason=\"no listener has such a name: the connector does not hold there (there are: {})\"",
                    connector.name(), missing, new TreeSet<>(names));
            }
        }
    }

    /** Whether it is the address and port of a listener without a name. */
    private static boolean isAddress(String name) {
        return name.indexOf(':') >= 0;
    }
}
