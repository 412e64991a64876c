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
package io.jamesconnectors.connectors.hybrid;

import java.util.Set;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.InboundConnector;

/** Whether a configuration says anything of an organisation that is in two places. Where it says nothing, whatever is about two places costs and changes nothing. */
public final class Hybridity {

    private Hybridity() {
    }

    /** By which domains mailboxes on the other side are called there. */
    public static Set<DomainName> otherSide(Connectors connectors) {
        return connectors.outbound().stream().flatMap(connector -> connector.hybrid().targetDeliveryDomain().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it does. */
    public static boolean of(Connectors connectors) {
        return !connectors.hybrid().equals(Hybrid.NONE)
            || connectors.outbound().stream().anyMatch(connector -> !connector.hybrid().equals(HybridOptions.NONE))
            || connectors.inbound().stream().anyMatch(InboundConnector::cloudServicesMailEnabled);
    }
}
