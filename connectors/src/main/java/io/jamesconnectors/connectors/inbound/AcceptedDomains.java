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

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.lookup.DomainMap;

/**
 * The accepted domains that count for a connector: all, or those that it is confined to. A domain belongs to just one accepted domain, the most specific that
 * covers it; that one, or the domain itself, must be among them.
 */
final class AcceptedDomains {
    private final DomainMap<AcceptedDomain> all;
    private final Set<DomainName> confinedTo;
    private final Set<DomainName> above;

    private AcceptedDomains(DomainMap<AcceptedDomain> all, Set<DomainName> confinedTo, Set<DomainName> above) {
        this.all = all;
        this.confinedTo = confinedTo;
        this.above = above;
    }

    static AcceptedDomains of(List<AcceptedDomain> domains) {
        Map<DomainPattern, AcceptedDomain> patterns = new HashMap<>();
        domains.forEach(domain -> patterns.put(
            domain.matchSubDomains() ? new DomainPattern.WithSubdomains(domain.name()) : new DomainPattern.Exactly(domain.name()), domain));
        return new AcceptedDomains(DomainMap.of(patterns), Set.of(), above(domains.stream().map(AcceptedDomain::name).toList()));
    }

    /** Those among them that are in {@code associated}; all when it is empty. */
    AcceptedDomains confinedTo(Collection<DomainName> associated) {
        return associated.isEmpty() ? this
            : new AcceptedDomains(all, Set.copyOf(associated), above(associated.stream().filter(domain -> all.find(domain).isPresent()).toList()));
    }

    boolean cover(DomainName domain) {
        Optional<AcceptedDomain> accepted = all.find(domain);
        return accepted.isPresent() && (confinedTo.isEmpty() || confinedTo.contains(accepted.get().name()) || confinedTo.contains(domain));
    }

    boolean cover(Optional<DomainName> domain) {
        return domain.isPresent() && cover(domain.get());
    }

    /**
     * Whether a certificate of that name proves an accepted domain: the name is covered; of {@code *.contoso.com}, that domain or something below it. Of
     * {@code *.com}, nothing is proved that is below it: anybody has a name there.
     */
    boolean areProvedBy(DomainPattern certificateName) {
        if (certificateName instanceof DomainPattern.Exactly exactly) {
            return cover(exactly.domain());
        }
        return certificateName instanceof DomainPattern.WithSubdomains below && (cover(below.domain()) || above.contains(below.domain()));
    }

    private static Set<DomainName> above(List<DomainName> domains) {
        Set<DomainName> ancestors = new HashSet<>();
        for (DomainName domain : domains) {
            for (Optional<DomainName> parent = domain.parent(); parent.isPresent() && parent.get().parent().isPresent() && ancestors.add(parent.get());) {
                parent = parent.get().parent();
            }
        }
        return Set.copyOf(ancestors);
    }
}
