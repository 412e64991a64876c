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
import java.util.Set;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.LegacyListener;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.lookup.CidrMap;

/** Who may use the listeners for old devices: those in their networks, and nobody else, whatever else they could prove. */
final class LegacyListeners {
    private static final Decision TURNED_AWAY = Decision.refused(SmtpReply.ACCESS_DENIED, Reason.of("outside-legacy-networks",
        "The listener is for old devices, and the client is outside of its networks."));
    private static final Decision CLOSED = Decision.refused(SmtpReply.ACCESS_DENIED, Reason.of("legacy-listener-removed",
        "The listener was one for old devices until a reload: it serves nobody before the server has started anew."));

    private final Map<String, CidrMap<Cidr>> networks;
    private final Set<String> closed;

    private LegacyListeners(Map<String, CidrMap<Cidr>> networks, Set<String> closed) {
        this.networks = networks;
        this.closed = Set.copyOf(closed);
    }

    static LegacyListeners of(List<LegacyListener> listeners, Set<String> closed) {
        Map<String, CidrMap<Cidr>> networks = new HashMap<>();
        listeners.forEach(listener -> networks.putIfAbsent(listener.name(),
            CidrMap.of(listener.networks().stream().collect(Collectors.toMap(network -> network, network -> network, (first, second) -> first)))));
        return new LegacyListeners(Map.copyOf(networks), closed);
    }

    boolean hold(String listener) {
        return networks.containsKey(listener) || closed.contains(listener);
    }

    Optional<Decision> turnAway(String listener, InetAddress client) {
        CidrMap<Cidr> own = networks.get(listener);
        if (own == null) {
            return closed.contains(listener) ? Optional.of(CLOSED) : Optional.empty();
        }
        return own.find(client).isPresent() ? Optional.empty() : Optional.of(TURNED_AWAY);
    }
}
