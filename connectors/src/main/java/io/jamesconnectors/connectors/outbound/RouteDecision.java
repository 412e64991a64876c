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
package io.jamesconnectors.connectors.outbound;

import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Reason;

/**
 * By which connector mail for a recipient leaves, and why.
 *
 * @param connector empty means ordinary delivery: to the recipient domain's MX, over TLS where offered
 * @param reasons the deciding one first, then why other candidates lost; never empty
 */
public record RouteDecision(Optional<OutboundConnector> connector, List<Reason> reasons) {

    public RouteDecision {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("route: no reason (expected: at least one)");
        }
    }

    /** The reason that settled it. */
    public Reason decidedBy() {
        return reasons.get(0);
    }

    /** The chosen connector, or the one that stands for ordinary delivery. */
    public OutboundConnector connectorOrDefault() {
        return connector.orElse(OutboundConnector.DEFAULT_ROUTE);
    }
}
