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

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.diagnostics.Check;

/**
 * Connectors for own mail that are never chosen: every address that they list lies in smaller blocks of others, which go before them wherever they could be. Mirrors the
 * order of {@link io.jamesconnectors.connectors.inbound.InboundRules}: certificates first, then the longest prefix, and a connector's own block before a published one.
 */
final class ShadowCheck implements InboundCheck {
    private static final int SHOWN = 3;
    /** So many comparisons; what remains unlooked at in a file made to take longer is not reported. */
    private static final int MOST_STEPS = 5_000_000;

    private final Findings findings;
    private final List<Held> held = new ArrayList<>();
    private final List<InboundDraft> byAddress = new ArrayList<>();
    private int steps;

    ShadowCheck(Findings findings) {
        this.findings = findings;
    }

    private record Held(Stretch stretch, boolean published, InboundDraft draft) {
    }

    @Override
    public void check(InboundDraft draft) {
        if (!draft.isForOwnMail() || !draft.connector().enabled()) {
            return;
        }
        int before = held.size();
        draft.blocks().forEach(entry -> held.add(new Held(Stretch.of(entry.value()), false, draft)));
        draft.addresses().lists().stream().flatMap(list -> list.value().blocks().stream()).forEach(block -> held.add(new Held(Stretch.of(block), true, draft)));
        if (held.size() > before && draft.certificateNames().isEmpty()) {
            byAddress.add(draft);
        }
    }

    @Override
    public void finish(Witnesses witnesses) {
        held.sort((a, b) -> Stretch.ORDER.compare(a.stretch, b.stretch));
        Set<InboundDraft> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<InboundDraft, Set<String>> others = new IdentityHashMap<>();
        for (int i = 0; i < held.size(); i++) {
            InboundDraft draft = held.get(i).draft;
            if (!chosen.contains(draft) && !isCovered(i, others.computeIfAbsent(draft, key -> new LinkedHashSet<>()))) {
                chosen.add(draft);
            }
        }
        byAddress.stream().filter(draft -> !chosen.contains(draft)).forEach(draft -> findings.add(Check.INBOUND_SHADOWED, draft.at("senderIPAddresses"),
            "all addresses of " + draft.called() + " belong to " + shown(others.getOrDefault(draft, Set.of())) + " by smaller blocks"));
    }

    /** Whether other connectors hold every address of a block by smaller ones. These follow it in the order. */
    private boolean isCovered(int index, Set<String> by) {
        Held block = held.get(index);
        BigInteger next = block.stretch.from();
        int first = index;
        while (first > 0 && held.get(first - 1).stretch.equals(block.stretch) && steps++ < MOST_STEPS) {
            first--; // an equal block may stand before it
        }
        for (int i = first; i < held.size() && block.stretch.holds(held.get(i).stretch) && next.compareTo(block.stretch.to()) <= 0; i++) {
            if (steps++ > MOST_STEPS) {
                return false;
            }
            Held other = held.get(i);
            if (other.stretch.to().compareTo(next) < 0 || !goesBefore(other, block)) {
                continue;
            }
            if (other.stretch.from().compareTo(next) > 0) {
                return false; // whatever follows begins later still: nothing holds the gap
            }
            next = other.stretch.to().add(BigInteger.ONE);
            by.add(other.draft.called());
        }
        return next.compareTo(block.stretch.to()) > 0;
    }

    private static boolean goesBefore(Held other, Held block) {
        boolean smaller = other.stretch.size().compareTo(block.stretch.size()) < 0 || block.published && !other.published && other.stretch.equals(block.stretch);
        return smaller && other.draft != block.draft && countsWherever(other.draft.connector(), block.draft.connector());
    }

    /** Whether the one is recognised, and its second proof is given, wherever the other is and has it. */
    static boolean countsWherever(InboundConnector one, InboundConnector other) {
        return one.type() == other.type() && holdsWherever(one, other)
            && (one.minimumTls().isEmpty() || other.minimumTls().isPresent() && other.minimumTls().get().isAtLeast(one.minimumTls().get()));
    }

    /** Whether the one holds on every listener and for every accepted domain where the other does. */
    static boolean holdsWherever(InboundConnector one, InboundConnector other) {
        return (one.listeners().isEmpty() || !other.listeners().isEmpty() && one.listeners().containsAll(other.listeners()))
            && (one.associatedAcceptedDomains().isEmpty()
                || !other.associatedAcceptedDomains().isEmpty() && one.associatedAcceptedDomains().containsAll(other.associatedAcceptedDomains()));
    }

    private static String shown(Set<String> names) {
        return Stream.concat(names.stream().limit(SHOWN), names.size() > SHOWN ? Stream.of((names.size() - SHOWN) + " more") : Stream.of())
            .collect(Collectors.joining(" and "));
    }
}
