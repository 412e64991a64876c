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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.lookup.DomainMap;

/**
 * Chooses the outbound connector of a recipient: the one that names the domain, else the longest wildcard, else {@code *}.
 * Switched-off connectors are never chosen. Among equals, which the file reader refuses, the first in the file.
 * Immutable; built once for a configuration.
 */
public final class OutboundRoutes {
    private final DomainMap<List<Candidate>> candidates;

    private OutboundRoutes(DomainMap<List<Candidate>> candidates) {
        this.candidates = candidates;
    }

    /** The routes of this configuration. */
    public static OutboundRoutes of(Connectors connectors) {
        Map<DomainPattern, List<Candidate>> byPattern = new LinkedHashMap<>();
        connectors.outbound().forEach(connector -> connector.recipientDomains().stream().distinct()
            .forEach(pattern -> byPattern.computeIfAbsent(pattern, key -> new ArrayList<>()).add(new Candidate(connector, pattern))));
        return new OutboundRoutes(DomainMap.of(byPattern));
    }

    /**
     * The connector for a recipient.
     *
     * @param recipientDomain empty for a recipient without a domain name, such as an address literal: only {@code *} covers it
     */
    public RouteDecision route(Optional<DomainName> recipientDomain) {
        List<List<Candidate>> levels = recipientDomain.map(candidates::findAll)
            .orElseGet(() -> candidates.findWithoutDomain().map(List::of).orElseGet(List::of));
        Optional<OutboundConnector> chosen = Optional.empty();
        List<Reason> reasons = new ArrayList<>();
        for (List<Candidate> level : levels) {
            for (Candidate candidate : level) {
                if (!candidate.connector.enabled()) {
                    reasons.add(candidate.reason("switched-off", "covers the recipient, but is switched off"));
                } else if (chosen.isEmpty()) {
                    chosen = Optional.of(candidate.connector);
                    reasons.add(0, candidate.reason("most-specific", "is the most specific connector that covers the recipient"));
                } else if (!chosen.get().equals(candidate.connector)) {
                    reasons.add(candidate.reason("less-specific", "covers the recipient less exactly than the chosen connector"));
                }
            }
        }
        if (chosen.isEmpty()) {
            reasons.add(0, Reason.of("no-connector", "No outbound connector covers the recipient: delivery by MX, over TLS where offered."));
        }
        return new RouteDecision(chosen, reasons);
    }

    private record Candidate(OutboundConnector connector, DomainPattern pattern) {
        Reason reason(String code, String sentence) {
            return Reason.of(code, "recipientDomains " + pattern.asString() + " " + sentence + ".", connector.name());
        }
    }
}
