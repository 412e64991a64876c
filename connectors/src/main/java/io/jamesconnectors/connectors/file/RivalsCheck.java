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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Position;

/**
 * Outbound connectors for the very same mail: the cost must tell them apart, and one that is never the cheapest is never chosen. Mirrors the order
 * of {@link io.jamesconnectors.connectors.outbound.OutboundRoutes}: sender domains before none, {@code *} among them; then the cost.
 */
final class RivalsCheck implements OutboundCheck {
    /** As many entries as fit in a file; recipients times senders of a connector could be far more. */
    private static final long MOST = 2_000_000;

    private final Findings findings;
    private final Map<Claim, List<OutboundDraft>> claims = new HashMap<>();
    private final List<OutboundDraft> chosenByAddress = new ArrayList<>();
    private long count;

    RivalsCheck(Findings findings) {
        this.findings = findings;
    }

    /**
     * Mail that a connector is for.
     *
     * @param recipients a recipient domain, or the name of the option for all accepted domains
     * @param sender a sender domain; empty for anyone
     */
    private record Claim(Object recipients, Optional<DomainPattern> sender) {
        private static final String ACCEPTED = "allAcceptedDomains";

        String shown() {
            return (recipients instanceof DomainPattern domain ? "recipients in '" + domain.asString() + "'" : "recipients in all accepted domains")
                + sender.map(domain -> " of mail from '" + domain.asString() + "'").orElse("");
        }
    }

    @Override
    public void check(OutboundDraft draft) {
        if (count > MOST) {
            return;
        }
        count += (draft.recipients().size() + 1L) * Math.max(1, draft.senders().size());
        if (count > MOST) {
            findings.add(Check.TOO_LARGE, draft.at("senderDomains"), "recipientDomains times senderDomains of all outbound connectors are more than " + MOST);
            return;
        }
        if (draft.connector().isChosenByAddress()) {
            claimAll(draft);
        }
    }

    private void claimAll(OutboundDraft draft) {
        chosenByAddress.add(draft);
        draft.recipients().forEach(entry -> claim(draft, entry.value(), entry.place().position()));
        if (draft.connector().addressSpace().allAcceptedDomains()) {
            claim(draft, Claim.ACCEPTED, draft.at("allAcceptedDomains"));
        }
    }

    private void claim(OutboundDraft draft, Object recipients, Position place) {
        boolean reported = false;
        for (Optional<DomainPattern> sender : senders(draft)) {
            Claim claim = new Claim(recipients, sender);
            List<OutboundDraft> others = claims.computeIfAbsent(claim, key -> new ArrayList<>(1));
            Optional<OutboundDraft> equal = others.stream().filter(other -> cost(other) == cost(draft)).findFirst();
            if (equal.isEmpty()) {
                others.add(draft);
            } else if (!reported) {
                reported = true;
                findings.add(Check.AMBIGUOUS_RECIPIENTS, place, claim.shown() + " belong to " + draft.called() + " and to " + equal.get().called());
            }
        }
    }

    @Override
    public void finish() {
        if (count > MOST) {
            return;
        }
        for (OutboundDraft draft : chosenByAddress) {
            List<Claim> own = claims(draft);
            List<OutboundDraft> before = own.stream().flatMap(claim -> before(draft, claim).stream()).toList();
            if (!own.isEmpty() && before.size() == own.size()) {
                findings.add(Check.SHADOWED, draft.node().position(), own.get(0).shown() + " go to " + before.get(0).called()
                    + (own.size() > 1 ? ", and the others of " + draft.called() + " elsewhere too" : ", never to " + draft.called()));
            }
        }
    }

    private Optional<OutboundDraft> before(OutboundDraft draft, Claim claim) {
        Optional<OutboundDraft> cheaper = claims.getOrDefault(claim, List.of()).stream()
            .filter(other -> cost(other) < cost(draft) && alwaysGoesBefore(other, draft)).findFirst();
        return cheaper.isPresent() || claim.sender.isPresent() ? cheaper
            : claims.getOrDefault(new Claim(claim.recipients, Optional.of(new DomainPattern.Any())), List.of()).stream()
                .filter(other -> alwaysGoesBefore(other, draft)).findFirst();
    }

    /** Mail that came from the tenant is not given back to it: it passes over the connectors of type office365, and takes the next. */
    private static boolean alwaysGoesBefore(OutboundDraft other, OutboundDraft draft) {
        return other.connector().type() != ConnectorType.OFFICE365 || draft.connector().type() == ConnectorType.OFFICE365;
    }

    private static List<Claim> claims(OutboundDraft draft) {
        List<Claim> claims = new ArrayList<>();
        for (Optional<DomainPattern> sender : senders(draft)) {
            draft.recipients().forEach(entry -> claims.add(new Claim(entry.value(), sender)));
            if (draft.connector().addressSpace().allAcceptedDomains()) {
                claims.add(new Claim(Claim.ACCEPTED, sender));
            }
        }
        return claims;
    }

    private static List<Optional<DomainPattern>> senders(OutboundDraft draft) {
        return draft.senders().isEmpty() ? List.of(Optional.empty()) : draft.senders().stream().map(entry -> Optional.of(entry.value())).toList();
    }

    private static int cost(OutboundDraft draft) {
        return draft.connector().addressSpace().cost();
    }
}
