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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.lookup.DomainMap;

/**
 * Judges incoming mail for our own recipients by the partner connectors that cover its sender. The most specific level (the domain, the longest
 * wildcard, {@code *}) that holds a restricting connector governs: the mail passes if it meets all terms of one connector there.
 * The null sender is covered by {@code *} alone.
 */
final class PartnerMail {
    private static final Decision NOBODYS =
        Decision.ordinary(Reason.of("no-partner", "No partner connector restricts or recognises this sender."));

    private final DomainMap<List<Terms>> terms;
    private final Optional<List<List<Terms>>> withoutDomain;

    private PartnerMail(DomainMap<List<Terms>> terms) {
        this.terms = terms;
        this.withoutDomain = terms.findWithoutDomain().map(List::of);
    }

    static PartnerMail of(List<InboundConnector> connectors, PublishedBlocks published, AcceptedDomains accepted) {
        Map<DomainPattern, List<Terms>> byPattern = new LinkedHashMap<>();
        for (InboundConnector connector : connectors) {
            if (connector.type() == ConnectorType.PARTNER) {
                Partner partner = new Partner(connector, published, accepted);
                connector.senderDomains().stream().distinct().forEach(pattern -> byPattern.computeIfAbsent(pattern, key -> new ArrayList<>(1))
                    .add(new Terms(partner, connector.name(), pattern)));
            }
        }
        return new PartnerMail(DomainMap.of(byPattern));
    }

    /** The verdict on mail for one of our recipients that is not own mail. */
    Decision judge(ConnectionFacts facts, Notes before) {
        Notes notes = before;
        List<List<Terms>> levels = levels(facts);
        @Nullable Terms recognised = null;
        for (int i = 0; i < levels.size(); i++) {
            List<Terms> level = levels.get(i);
            if (restricts(level, facts)) {
                if (recognised != null) {
                    notes = notes.and(recognised.reason(Cause.RESTRICTED));
                }
                return new Restriction(level, facts, notes).judge();
            }
            for (int j = 0; j < level.size() && !(recognised != null && notes.isFull()); j++) {
                Terms term = level.get(j);
                @Nullable Cause lost = lost(term, facts, recognised);
                if (lost != null) {
                    notes = notes.and(term.reason(lost));
                } else if (recognised == null) {
                    recognised = term;
                }
            }
        }
        if (recognised != null) {
            return recognised.passed(facts, notes);
        }
        return NOBODYS.with(notes);
    }

    /** Whether a partner connector that covers the sender knows this client by its certificate or address. */
    Identity identify(ConnectionFacts facts) {
        Identity identity = Identity.UNKNOWN;
        for (List<Terms> level : levels(facts)) {
            for (Terms term : level) {
                Partner partner = term.partner();
                if (partner.apart(facts) == null && partner.securedEnough(facts)) {
                    if (partner.identification(facts).isPresent()) {
                        return Identity.KNOWN;
                    }
                    identity = partner.certificateMissing(facts) == Cause.PENDING ? Identity.PENDING : identity;
                }
            }
        }
        return identity;
    }

    /** Whether a client is known by more than the domain of MAIL FROM. */
    enum Identity { KNOWN, PENDING, UNKNOWN }

    /** What partner connectors say that cover the sender, the most specific first. */
    List<List<Terms>> covering(ConnectionFacts facts) {
        return levels(facts);
    }

    private List<List<Terms>> levels(ConnectionFacts facts) {
        return facts.senderDomain().isPresent() ? terms.findAll(facts.senderDomain().get()) : withoutDomain.orElse(List.of());
    }

    private static boolean restricts(List<Terms> level, ConnectionFacts facts) {
        for (int i = 0; i < level.size(); i++) {
            Partner partner = level.get(i).partner();
            if (partner.restricts() && partner.apart(facts) == null) {
                return true;
            }
        }
        return false;
    }

    /** Why a term of a level without restriction is not the one that recognises the mail; null when it is, or when the same connector does already. */
    private static @Nullable Cause lost(Terms term, ConnectionFacts facts, @Nullable Terms recognised) {
        @Nullable Cause apart = term.partner().apart(facts);
        if (apart != null) {
            return apart;
        }
        if (recognised != null) {
            return recognised.partner() == term.partner() ? null : Cause.LESS_SPECIFIC;
        }
        if (term.partner().knowsOnlyDomains() || term.partner().identification(facts).isPresent()) {
            return null;
        }
        return term.partner().knowsAddresses() ? Cause.OTHER_ADDRESS : term.partner().certificateMissing(facts);
    }
}
