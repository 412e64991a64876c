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

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.lookup.DomainMap;

/** By what certificates are judged, found by the names in them. */
final class TrustSources {
    private final DomainMap<Wanted> wanted;

    private TrustSources(DomainMap<Wanted> wanted) {
        this.wanted = wanted;
    }

    static TrustSources of(List<InboundConnector> connectors) {
        Map<DomainPattern, Set<TrustSource>> byName = new HashMap<>();
        connectors.stream().filter(InboundConnector::enabled).flatMap(connector -> connector.certificate().stream())
            .forEach(certificate -> certificate.names().forEach(name -> byName.computeIfAbsent(name, key -> new LinkedHashSet<>(1)).add(certificate.trust())));
        Map<DomainPattern, Wanted> patterns = new HashMap<>();
        byName.forEach((name, sources) -> patterns.put(name, new Wanted(name, Set.copyOf(sources))));
        return new TrustSources(DomainMap.of(patterns));
    }

    /** The sources of the connectors that ask for one of these names. */
    Set<TrustSource> askedFor(List<CertificateName> names) {
        Set<TrustSource> found = new HashSet<>();
        for (CertificateName name : names) {
            wanted.findAll(name.domain()).stream().filter(candidate -> name.meets(candidate.name)).forEach(candidate -> found.addAll(candidate.sources));
        }
        return Set.copyOf(found);
    }

    private record Wanted(DomainPattern name, Set<TrustSource> sources) {
    }
}
