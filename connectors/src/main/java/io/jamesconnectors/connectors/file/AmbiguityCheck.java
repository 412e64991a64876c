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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.Fingerprint;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.diagnostics.Check;

/** No two connectors for own mail may be recognised by the very same thing: it would be luck which of them it is. */
final class AmbiguityCheck implements InboundCheck {
    /** So many connectors may be told apart at one block or name; each is compared with all before it. */
    private static final int MOST_RIVALS = 200;

    private final Findings findings;
    private final Map<Object, List<InboundDraft>> claims = new HashMap<>();

    AmbiguityCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void check(InboundDraft draft) {
        if (!draft.isForOwnMail() || !draft.connector().enabled()) {
            return;
        }
        draft.blocks().forEach(entry -> claim(draft, entry.value(), entry.place(), Check.AMBIGUOUS_ADDRESSES, (a, b) -> false));
        draft.addresses().lists().forEach(entry -> claim(draft, entry.value().name(), entry.place(), Check.AMBIGUOUS_ADDRESSES, (a, b) -> false));
        draft.certificateNames().stream().filter(entry -> !CertificateBreadth.isTooWide(entry.value()))
            .forEach(entry -> claim(draft, entry.value(), entry.place(), Check.AMBIGUOUS_CERTIFICATE, AmbiguityCheck::differentCertificates));
    }

    private void claim(InboundDraft draft, Object what, Value place, Check check, BiPredicate<InboundConnector, InboundConnector> toldApart) {
        List<InboundDraft> others = claims.computeIfAbsent(what, key -> new ArrayList<>(1));
        Optional<InboundDraft> other = others.stream()
            .filter(candidate -> candidate.sharesListener(draft) && !toldApart.test(candidate.connector(), draft.connector()) && !differentDomains(candidate.connector(), draft.connector()))
            .findFirst();
        if (other.isPresent()) {
            findings.add(check, place.position(), Options.quoted(place) + " stands in " + draft.called() + " and in " + other.get().called());
        } else if (others.size() < MOST_RIVALS) {
            others.add(draft);
        } else {
            findings.add(Check.TOO_LARGE, place.position(), Options.quoted(place) + " stands in more than " + MOST_RIVALS + " connectors for own mail");
        }
    }

    /** The second proof decides then: it needs a domain of the one or of the other. */
    private static boolean differentDomains(InboundConnector a, InboundConnector b) {
        return !a.associatedAcceptedDomains().isEmpty() && !b.associatedAcceptedDomains().isEmpty()
            && Collections.disjoint(a.associatedAcceptedDomains(), b.associatedAcceptedDomains());
    }

    private static boolean differentCertificates(InboundConnector a, InboundConnector b) {
        Optional<String> issuer = a.certificate().flatMap(SenderCertificate::issuer);
        Optional<String> otherIssuer = b.certificate().flatMap(SenderCertificate::issuer);
        if (issuer.isPresent() && otherIssuer.isPresent() && !issuer.equals(otherIssuer)) {
            return true;
        }
        Set<Fingerprint> prints = a.certificate().map(SenderCertificate::fingerprints).orElse(Set.of());
        Set<Fingerprint> otherPrints = b.certificate().map(SenderCertificate::fingerprints).orElse(Set.of());
        boolean comparable = Stream.concat(prints.stream(), otherPrints.stream()).map(Fingerprint::of).collect(Collectors.toSet()).size() == 1;
        return !prints.isEmpty() && !otherPrints.isEmpty() && comparable && Collections.disjoint(prints, otherPrints);
    }
}
