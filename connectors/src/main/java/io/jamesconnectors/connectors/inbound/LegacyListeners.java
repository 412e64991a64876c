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
package io.jamesconnectors.connectors.inbound;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.LegacyListener;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.lookup.CidrMap;

/** Who may use the listeners for old devices: those in their networks, and nobody else, whatever else they could prove. */
final class LegacyListeners {
    private static final Decision TURNED_AWAY = Decision.refused(SmtpReply.ACCESS_DENIED, Reason.of("outside-legacy-networks",
        "The listener is for old devices, and the client is outside of its networks."));

    private final Map<String, CidrMap<Cidr>> networks;

    private LegacyListeners(Map<String, CidrMap<Cidr>> networks) {
        this.networks = networks;
    }

    static LegacyListeners of(List<LegacyListener> listeners) {
        Map<String, CidrMap<Cidr>> networks = new HashMap<>();
        listeners.forEach(listener -> networks.putIfAbsent(listener.name(),
            CidrMap.of(listener.networks().stream().collect(Collectors.toMap(network -> network, network -> network, (first, second) -> first)))));
        return new LegacyListeners(Map.copyOf(networks));
    }

    boolean hold(String listener) {
        return networks.containsKey(listener);
    }

    Optional<Decision> turnAway(String listener, InetAddress client) {
        CidrMap<Cidr> own = networks.get(listener);
        return own == null || own.find(client).isPresent() ? Optional.empty() : Optional.of(TURNED_AWAY);
    }
}
