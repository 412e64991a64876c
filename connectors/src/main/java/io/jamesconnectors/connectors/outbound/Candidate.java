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

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Reason;

/**
 * A connector that covers a recipient by one entry of its address space.
 *
 * @param by the entry, as the file writes it
 * @param sender the one of its {@code senderDomains} that this is about; empty where it has none, and any sender will do
 */
record Candidate(OutboundConnector connector, String by, Optional<DomainPattern> sender) {
    /** The sender's exact domain, the longest wildcard, any sender; then the lowest cost. Stable, so then the order of the file. */
    static final Comparator<Candidate> BEST_FIRST = Comparator.comparingInt(Candidate::senderExactness).reversed()
        .thenComparingInt(candidate -> candidate.connector.addressSpace().cost());

    static List<Candidate> of(OutboundConnector connector, String by) {
        List<DomainPattern> senders = connector.addressSpace().senderDomains();
        return senders.isEmpty()
            ? List.of(new Candidate(connector, by, Optional.empty()))
            : senders.stream().distinct().map(sender -> new Candidate(connector, by, Optional.of(sender))).toList();
    }

    /** Why it can't be chosen for mail of this sender. */
    Optional<Reason> obstacle(Optional<DomainName> senderDomain) {
        if (!connector.enabled()) {
            return Optional.of(reason("switched-off", "covers the recipient, but is switched off"));
        }
        if (connector.testMode()) {
            return Optional.of(reason("test-mode", "covers the recipient, but is in test mode"));
        }
        if (connector.isTransportRuleScoped()) {
            return Optional.of(reason("rule-scoped", "covers the recipient, but is used only where a rule names it"));
        }
        return coversSender(senderDomain) ? Optional.empty() : Optional.of(reason("other-sender", "covers the recipient, but not mail of this sender"));
    }

    /** Why it can't be chosen for mail that came from where it leads to. */
    Optional<Reason> wayBack(Predicate<OutboundConnector> cameFrom) {
        return cameFrom.test(connector)
            ? Optional.of(reason("came-from-there", "covers the recipient, but leads back to where the message came from"))
            : Optional.empty();
    }

    Reason mostSpecific() {
        return reason("most-specific", "is the most specific connector that covers the recipient");
    }

    Reason lessSpecific() {
        return reason("less-specific", "covers recipient and sender less exactly than the chosen connector, or at a higher cost");
    }

    private boolean coversSender(Optional<DomainName> senderDomain) {
        return sender.isEmpty() || sender.get() instanceof DomainPattern.Any || senderDomain.filter(sender.get()::covers).isPresent();
    }

    private static int senderExactness(Candidate candidate) {
        DomainPattern pattern = candidate.sender.orElse(null);
        if (pattern == null) {
            return -1;
        }
        return pattern instanceof DomainPattern.Exactly ? Integer.MAX_VALUE : pattern instanceof DomainPattern.Any ? 0 : pattern.asString().length();
    }

    private Reason reason(String code, String sentence) {
        return Reason.of(code, by + " " + sentence + ".", connector.name());
    }
}
