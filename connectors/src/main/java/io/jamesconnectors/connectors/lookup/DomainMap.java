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
package io.jamesconnectors.connectors.lookup;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;

/**
 * Values by domain pattern; the most specific pattern that covers a domain wins: the domain itself, then the longest wildcard, then {@code *}.
 * A wildcard covers its own domain and everything below. A lookup takes a hash probe for each label and allocates nothing.
 *
 * @param <V> what is found
 */
public final class DomainMap<V> {
    private final Map<String, Found<V>> exact;
    private final SuffixTable<Found<V>> wildcards;
    private final Found<V> any;

    private DomainMap(Map<String, Found<V>> exact, SuffixTable<Found<V>> wildcards, Found<V> any) {
        this.exact = exact;
        this.wildcards = wildcards;
        this.any = any;
    }

    /** A map of these patterns. */
    public static <V> DomainMap<V> of(Map<DomainPattern, V> patterns) {
        V anyValue = patterns.get(new DomainPattern.Any());
        Found<V> any = anyValue == null ? Found.nothing() : Found.of(anyValue, null);

        SuffixTable<Found<V>> wildcards = new SuffixTable<>(patterns.size());
        patterns.entrySet().stream()
            .filter(entry -> entry.getKey() instanceof DomainPattern.WithSubdomains)
            .sorted(Comparator.comparingInt(entry -> entry.getKey().asString().length())) // the wider ones first: the narrower ones continue with them
            .forEach(entry -> {
                String suffix = ((DomainPattern.WithSubdomains) entry.getKey()).domain().asString();
                wildcards.put(suffix, Found.of(entry.getValue(), wildcards.longest(suffix, any)));
            });

        Map<String, Found<V>> exact = new HashMap<>();
        patterns.forEach((pattern, value) -> {
            if (pattern instanceof DomainPattern.Exactly exactly) {
                String name = exactly.domain().asString();
                exact.put(name, Found.of(value, wildcards.longest(name, any)));
            }
        });
        return new DomainMap<>(exact, wildcards, any);
    }

    /** The accepted domains by what they cover; of two that cover the same, the first. */
    public static DomainMap<AcceptedDomain> ofAccepted(List<AcceptedDomain> domains) {
        return of(domains.stream().collect(Collectors.toMap(AcceptedDomain::pattern, Function.identity(), (first, second) -> first)));
    }

    /** The value of the most specific pattern that covers {@code domain}. */
    public Optional<V> find(DomainName domain) {
        return lookup(domain).best();
    }

    /** The values of all patterns that cover {@code domain}, the most specific first. */
    public List<V> findAll(DomainName domain) {
        return lookup(domain).all();
    }

    /** The value of {@code *}: what holds where there is no domain, as for the null sender. */
    public Optional<V> findWithoutDomain() {
        return any.best();
    }

    private Found<V> lookup(DomainName domain) {
        @Nullable Found<V> exactly = exact.get(domain.asString());
        return exactly != null ? exactly : wildcards.longest(domain.asString(), any);
    }
}
