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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.candidates.CandidateList;
import io.jamesconnectors.connectors.candidates.Candidacy;
import io.jamesconnectors.connectors.candidates.Candidates;
import io.jamesconnectors.connectors.lookup.DomainMap;

/**
 * Chooses the outbound connector of a recipient. Immutable; built once for a configuration.
 *
 * <ul>
 *   <li>The most specific address space wins: the domain, the longest wildcard, all accepted domains, {@code *} (the worked example of Microsoft's page on routing
 *       mail with connectors, which contradicts the order that the page states).</li>
 *   <li>Among those that cover a recipient alike: the most specific {@code senderDomains} that cover the sender, then one for any sender; then the lowest cost.
 *       Still equal, which the file reader refuses: the first in the file.</li>
 *   <li>A connector that is switched off, in test mode, or scoped to rules is never chosen so.</li>
 * </ul>
 */
public final class OutboundRoutes {
    private static final int MOST_REASONS = 20;
    private static final int SHOWN = 3;
    private static final Reason NO_CONNECTOR = Reason.of("no-connector", "No outbound connector covers the recipient: delivery by MX, over TLS where offered.");

    private final DomainMap<List<Candidate>> byDomain;
    private final List<Candidate> ofAcceptedDomains;
    private final List<Candidate> ofAll;
    private final DomainMap<AcceptedDomain> acceptedDomains;
    private final Map<ConnectorName, OutboundConnector> byName;
    private final List<OutboundConnector> inOrder;

    private OutboundRoutes(DomainMap<List<Candidate>> byDomain, List<Candidate> ofAcceptedDomains, List<Candidate> ofAll,
            DomainMap<AcceptedDomain> acceptedDomains, List<OutboundConnector> inOrder) {
        this.byDomain = byDomain;
        this.ofAcceptedDomains = ofAcceptedDomains;
        this.ofAll = ofAll;
        this.acceptedDomains = acceptedDomains;
        this.inOrder = inOrder;
        this.byName = inOrder.stream().collect(Collectors.toUnmodifiableMap(OutboundConnector::name, Function.identity(), (first, second) -> first));
    }

    /** The routes of this configuration. */
    public static OutboundRoutes of(Connectors connectors) {
        Map<DomainPattern, List<Candidate>> byPattern = new LinkedHashMap<>();
        List<Candidate> ofAccepted = new ArrayList<>();
        for (OutboundConnector connector : connectors.outbound()) {
            connector.recipientDomains().stream().distinct().forEach(pattern -> byPattern.computeIfAbsent(pattern, key -> new ArrayList<>())
                .addAll(Candidate.of(connector, "recipientDomains " + pattern.asString())));
            if (connector.addressSpace().allAcceptedDomains()) {
                ofAccepted.addAll(Candidate.of(connector, "allAcceptedDomains"));
            }
        }
        byPattern.values().forEach(level -> level.sort(Candidate.BEST_FIRST));
        ofAccepted.sort(Candidate.BEST_FIRST);
        List<Candidate> ofAll = Optional.ofNullable(byPattern.remove(new DomainPattern.Any())).orElseGet(List::of);
        return new OutboundRoutes(DomainMap.of(byPattern), List.copyOf(ofAccepted), ofAll,
            DomainMap.ofAccepted(connectors.acceptedDomains()), connectors.outbound());
    }

    /** The connector that a rule names; empty when there is none of that name, or it is in test mode. One that is switched off keeps its mail waiting. */
    public Optional<OutboundConnector> named(ConnectorName name) {
        return Optional.ofNullable(byName.get(name)).filter(connector -> !connector.testMode());
    }

    /**
     * The connector for a recipient that no rule names one for.
     *
     * @param recipientDomain empty for a recipient without a domain name, such as an address literal: only {@code *} covers it
     * @param senderDomain the domain of MAIL FROM; empty for the null sender, and for a sender without a domain name
     */
    public RouteDecision route(Optional<DomainName> recipientDomain, Optional<DomainName> senderDomain) {
        return route(recipientDomain, senderDomain, connector -> false);
    }

    /**
     * As {@link #route(Optional, Optional)}, without the connectors of the side that the message came from.
     *
     * @param cameFrom whether the message came from where a connector leads to
     */
    public RouteDecision route(Optional<DomainName> recipientDomain, Optional<DomainName> senderDomain, Predicate<OutboundConnector> cameFrom) {
        Optional<OutboundConnector> chosen = Optional.empty();
        List<Reason> reasons = new ArrayList<>();
        for (List<Candidate> level : levels(recipientDomain)) {
            for (Candidate candidate : level) {
                Optional<Reason> obstacle = candidate.obstacle(senderDomain).or(() -> candidate.wayBack(cameFrom));
                if (obstacle.isEmpty() && chosen.isEmpty()) {
                    chosen = Optional.of(candidate.connector());
                    reasons.add(0, candidate.mostSpecific());
                } else if (reasons.size() < MOST_REASONS && (chosen.isEmpty() || !chosen.get().name().equals(candidate.connector().name()))) {
                    reasons.add(obstacle.orElseGet(candidate::lessSpecific));
                }
            }
        }
        if (chosen.isEmpty()) {
            reasons.add(0, NO_CONNECTOR);
        }
        return new RouteDecision(chosen, reasons);
    }

    /**
     * What became of every outbound connector when a route was taken: what the route itself says, and by the same predicates why the others are not taken. For
     * explanations: it looks at all connectors.
     *
     * @param recipientDomain as for {@link #route(Optional, Optional)}, and {@code senderDomain} too
     * @param taken what was decided for them
     * @param most how many are told of one by one, from 1
     */
    public Candidates candidates(Optional<DomainName> recipientDomain, Optional<DomainName> senderDomain, RouteDecision taken, int most) {
        CandidateList candidates = new CandidateList(most);
        taken.connector().map(OutboundConnector::name).ifPresent(name -> candidates.add(name, Candidacy.Outcome.CHOSEN, taken.decidedBy()));
        candidates.lost(taken.reasons());
        for (List<Candidate> level : levels(recipientDomain)) {
            for (Candidate candidate : level) {
                if (!candidates.knows(candidate.connector().name())) {
                    candidates.lost(List.of(candidate.obstacle(senderDomain).orElseGet(candidate::lessSpecific)));
                }
            }
        }
        inOrder.forEach(connector -> candidates.lost(connector.name(), "other-recipient", () -> apart(connector)));
        return candidates.done();
    }

    private static String apart(OutboundConnector connector) {
        List<DomainPattern> patterns = connector.recipientDomains();
        if (patterns.isEmpty()) {
            return connector.addressSpace().allAcceptedDomains() ? "allAcceptedDomains does not cover the recipient."
                : "It has no recipientDomains: only a rule that names it leads to it.";
        }
        return "recipientDomains " + patterns.stream().limit(SHOWN).map(DomainPattern::asString).collect(Collectors.joining(", "))
            + (patterns.size() > SHOWN ? " and " + (patterns.size() - SHOWN) + " more" : "") + " does not cover the recipient.";
    }

    private List<List<Candidate>> levels(Optional<DomainName> recipientDomain) {
        List<List<Candidate>> levels = new ArrayList<>(recipientDomain.map(byDomain::findAll).orElseGet(List::of));
        if (recipientDomain.flatMap(acceptedDomains::find).isPresent()) {
            levels.add(ofAcceptedDomains);
        }
        levels.add(ofAll);
        return levels;
    }
}
