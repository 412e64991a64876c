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

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.LegacyListener;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Connectors that are confined to a listener for old devices, but list addresses that it turns away. */
final class LegacyNetworksCheck implements InboundCheck {
    private final List<LegacyListener> listeners;
    private final Findings findings;

    LegacyNetworksCheck(List<LegacyListener> listeners, Findings findings) {
        this.listeners = listeners;
        this.findings = findings;
    }

    @Override
    public void check(InboundDraft draft) {
        InboundConnector connector = draft.connector();
        boolean byAddressAlone = !draft.blocks().isEmpty() && draft.addresses().lists().isEmpty()
            && connector.certificate().isEmpty() && draft.certificateNames().isEmpty();
        if (!connector.enabled() || !byAddressAlone) {
            return;
        }
        listeners.stream().filter(listener -> connector.listeners().contains(listener.name()))
            .filter(listener -> connector.senderIPAddresses().stream().noneMatch(block -> touches(listener, block)))
            .forEach(listener -> findings.add(Check.NEVER_IN_LEGACY_NETWORKS, draft.at("senderIPAddresses"),
                draft.called() + " holds for the legacy listener '" + listener.name() + "', and none of its addresses lies in the networks of that"));
    }

    private static boolean touches(LegacyListener listener, Cidr block) {
        return listener.admits(block.network()) || listener.networks().stream().anyMatch(network -> block.contains(network.network()));
    }
}
