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
    private static final Reason NO_PARTNER = Reason.of("no-partner", "No partner connector restricts or recognises this sender.");

    private final DomainMap<List<Terms>> terms;

    private PartnerMail(DomainMap<List<Terms>> terms) {
        this.terms = terms;
    }

    static PartnerMail of(List<InboundConnector> connectors) {
        Map<DomainPattern, List<Terms>> byPattern = new LinkedHashMap<>();
        connectors.stream()
            .filter(connector -> connector.type() == ConnectorType.PARTNER)
            .forEach(connector -> connector.senderDomains().stream().distinct()
                .forEach(pattern -> byPattern.computeIfAbsent(pattern, key -> new ArrayList<>()).add(Terms.of(connector, pattern))));
        return new PartnerMail(DomainMap.of(byPattern));
    }

    /** The verdict on mail for one of our recipients that is not own mail. */
    Decision judge(ConnectionFacts facts, List<Reason> notes) {
        Optional<Terms> recognised = Optional.empty();
        for (List<Terms> level : levels(facts)) {
            List<Terms> enabled = enabled(level, notes);
            if (enabled.stream().anyMatch(term -> term.connector().restricts())) {
                return govern(enabled.stream().filter(term -> term.connector().restricts()).toList(), facts, notes);
            }
            for (Terms term : enabled) {
                if (recognised.isEmpty() && term.recognises(facts)) {
                    recognised = Optional.of(term);
                } else if (recognised.isEmpty() || !recognised.get().connector().equals(term.connector())) {
                    notes.add(recognised.isEmpty() ? term.otherAddress() : term.lessSpecific());
                }
            }
        }
        return Decision.ordinary(recognised.map(Terms::recognised).orElse(NO_PARTNER), recognised.map(term -> term.attribution(facts)), notes);
    }

    private List<List<Terms>> levels(ConnectionFacts facts) {
        return facts.senderDomain().map(terms::findAll)
            .orElseGet(() -> terms.findWithoutDomain().map(List::of).orElseGet(List::of));
    }

    private static List<Terms> enabled(List<Terms> level, List<Reason> notes) {
        level.stream().filter(term -> !term.connector().enabled()).map(Terms::switchedOff).forEach(notes::add);
        return level.stream().filter(term -> term.connector().enabled()).toList();
    }

    private static Decision govern(List<Terms> restricting, ConnectionFacts facts, List<Reason> notes) {
        Optional<Terms> satisfied = restricting.stream().filter(term -> term.tlsHolds(facts) && term.addressHolds(facts)).findFirst();
        restricting.stream().filter(term -> satisfied.isEmpty() || !term.equals(satisfied.get())).map(term -> term.passedOver(facts)).forEach(notes::add);
        if (satisfied.isPresent()) {
            return Decision.ordinary(satisfied.get().satisfied(), Optional.of(satisfied.get().attribution(facts)), notes);
        }
        Optional<Terms> wantsOnlyTls = restricting.stream().filter(term -> term.addressHolds(facts)).findFirst();
        Terms blamed = wantsOnlyTls.orElse(restricting.get(0));
        Reason why = blamed.passedOver(facts);
        notes.remove(why);
        return Decision.refused(
            wantsOnlyTls.isPresent() ? SmtpReply.STARTTLS_FIRST : SmtpReply.PARTNER_RESTRICTED, why, Optional.of(blamed.connector().name()), notes);
    }
}
