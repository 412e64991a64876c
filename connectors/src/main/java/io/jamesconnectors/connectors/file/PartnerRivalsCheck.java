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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.diagnostics.Check;

/**
 * Partner connectors for the same sender domains: mail passes that meets the terms of one of them, so terms that another asks for less of hold back nobody; and what
 * restricts goes before what only recognises. Mirrors {@link io.jamesconnectors.connectors.inbound.InboundRules}.
 */
final class PartnerRivalsCheck implements InboundCheck {
    /** Of one domain; more are not compared. */
    private static final int MOST_RIVALS = 100;

    private final Findings findings;
    private final Map<DomainPattern, List<InboundDraft>> restricting = new HashMap<>();
    private final List<InboundDraft> partners = new ArrayList<>();

    PartnerRivalsCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void check(InboundDraft draft) {
        InboundConnector connector = draft.connector();
        if (draft.isForOwnMail() || !connector.enabled() || connector.senderDomains().isEmpty()) {
            return;
        }
        partners.add(draft);
        if (connector.restricts()) {
            connector.senderDomains().forEach(pattern -> restricting.computeIfAbsent(pattern, key -> new ArrayList<>(1)).add(draft));
        }
    }

    @Override
    public void finish(Witnesses witnesses) {
        for (InboundDraft draft : partners) {
            if (draft.connector().restricts()) {
                undercut(draft);
            } else {
                overruled(draft);
            }
        }
    }

    private void undercut(InboundDraft draft) {
        int equals = 0;
        Optional<InboundDraft> equal = Optional.empty();
        for (Options.Entry<DomainPattern> entry : draft.senderDomains()) {
            Optional<InboundDraft> looser = rivals(entry.value()).stream().filter(other -> other != draft && asksLess(other.connector(), draft.connector())
                && !asksLess(draft.connector(), other.connector())).findFirst();
            if (looser.isPresent()) {
                findings.add(Check.TERMS_UNDERCUT, entry.place().position(), draft.called() + " restricts mail from " + Options.quoted(entry.place()) + ", and "
                    + looser.get().called() + " lets it pass for less");
                return;
            }
            equal = rivals(entry.value()).stream().takeWhile(other -> other != draft).filter(other -> asksLess(other.connector(), draft.connector())).findFirst();
            equals += equal.isPresent() ? 1 : 0;
        }
        if (equal.isPresent() && equals == draft.senderDomains().size()) {
            findings.add(Check.INBOUND_SHADOWED, draft.node().position(), draft.called() + " has the same terms and sender domains as " + equal.get().called());
        }
    }

    /** A connector that only recognises, for domains that others restrict. */
    private void overruled(InboundDraft draft) {
        Optional<InboundDraft> overruling = Optional.empty();
        for (Options.Entry<DomainPattern> entry : draft.senderDomains()) {
            overruling = above(entry.value()).stream().flatMap(pattern -> rivals(pattern).stream())
                .filter(other -> ShadowCheck.holdsWherever(other.connector(), draft.connector())).findFirst();
            if (overruling.isEmpty()) {
                return;
            }
        }
        overruling.ifPresent(other -> findings.add(Check.INBOUND_SHADOWED, draft.node().position(),
            draft.called() + " restricts nothing, and all its mail is restricted by " + other.called()));
    }

    private List<InboundDraft> rivals(DomainPattern pattern) {
        List<InboundDraft> all = restricting.getOrDefault(pattern, List.of());
        return all.size() > MOST_RIVALS ? all.subList(0, MOST_RIVALS) : all;
    }

    /** The pattern itself, and those that cover all that it covers. */
    private static List<DomainPattern> above(DomainPattern pattern) {
        List<DomainPattern> above = new ArrayList<>(List.of(pattern));
        Optional<DomainName> domain = pattern instanceof DomainPattern.Exactly exactly ? Optional.of(exactly.domain())
            : pattern instanceof DomainPattern.WithSubdomains below ? Optional.of(below.domain()) : Optional.empty();
        while (domain.isPresent()) {
            above.add(new DomainPattern.WithSubdomains(domain.get()));
            domain = domain.get().parent();
        }
        above.add(new DomainPattern.Any());
        return above;
    }

    /** Whether mail that meets the terms of {@code strict} meets those of {@code loose}. */
    private static boolean asksLess(InboundConnector loose, InboundConnector strict) {
        return ShadowCheck.holdsWherever(loose, strict)
            && (loose.minimumTls().isEmpty() || strict.minimumTls().isPresent() && strict.minimumTls().get().isAtLeast(loose.minimumTls().get()))
            && (!loose.restrictDomainsToIPAddresses() || strict.restrictDomainsToIPAddresses() && listsAll(loose, strict))
            && (!loose.restrictDomainsToCertificate() || strict.restrictDomainsToCertificate() && takesAll(loose.certificate(), strict.certificate()));
    }

    private static boolean listsAll(InboundConnector loose, InboundConnector strict) {
        return new HashSet<>(loose.senderIPAddresses()).containsAll(strict.senderIPAddresses()) && loose.publishedAddresses().containsAll(strict.publishedAddresses());
    }

    private static boolean takesAll(Optional<SenderCertificate> loose, Optional<SenderCertificate> strict) {
        return loose.isPresent() && strict.isPresent() && loose.get().names().containsAll(strict.get().names())
            && (loose.get().issuer().isEmpty() || loose.get().issuer().equals(strict.get().issuer()))
            && (loose.get().fingerprints().isEmpty() || !strict.get().fingerprints().isEmpty() && loose.get().fingerprints().containsAll(strict.get().fingerprints()))
            && (loose.get().serverUseAllowed() || !strict.get().serverUseAllowed()) && loose.get().trust().equals(strict.get().trust());
    }
}
