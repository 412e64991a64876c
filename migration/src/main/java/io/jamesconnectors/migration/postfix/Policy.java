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
package io.jamesconnectors.migration.postfix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.TlsVersion;

/**
 * An entry of {@code smtp_tls_policy_maps}: a level, and attributes.
 *
 * @param level {@code none}, {@code may}, {@code encrypt}, {@code dane}, {@code dane-only}, {@code fingerprint}, {@code verify} or {@code secure}
 * @param attributes such as {@code match}
 */
record Policy(String level, Map<String, String> attributes) {
    static final Policy MAY = new Policy("may", Map.of());
    /** For what leads nowhere: nobody can meet it. */
    static final Policy NOBODY = new Policy("secure", Map.of());
    static final Policy ENCRYPT = new Policy("encrypt", Map.of());

    private static final Map<String, TlsSettings> LEVELS = Map.of("none", TlsSettings.OPPORTUNISTIC, "may", TlsSettings.OPPORTUNISTIC, "encrypt",
        TlsSettings.ENCRYPTION_ONLY,
        "dane", TlsSettings.DOMAIN_VALIDATION, "dane-only", TlsSettings.DOMAIN_VALIDATION, "fingerprint", TlsSettings.DOMAIN_VALIDATION,
        "verify", TlsSettings.DOMAIN_VALIDATION, "secure", TlsSettings.DOMAIN_VALIDATION);
    private static final Set<String> SAME_HERE = Set.of("may", "encrypt", "secure");

    static Policy parse(String text) {
        String[] words = text.split("[\\s,]+");
        String level = words[0].toLowerCase(Locale.ROOT);
        if (!LEVELS.containsKey(level)) {
            throw new IllegalArgumentException("security level: '" + words[0]
                + "' (expected: none, may, encrypt, dane, dane-only, fingerprint, verify or secure)");
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String word : List.of(words).subList(1, words.length)) {
            int equals = word.indexOf('=');
            if (equals < 1 || equals == word.length() - 1) {
                throw new IllegalArgumentException("attribute: '" + word + "' (expected: name=value)");
            }
            String name = word.substring(0, equals).toLowerCase(Locale.ROOT);
            attributes.merge(name, word.substring(equals + 1), (first, second) -> name.equals("match") ? first + ":" + second : second);
        }
        return new Policy(level, attributes);
    }

    /** The level of ours that is not weaker. */
    TlsSettings floor() {
        return LEVELS.getOrDefault(level, TlsSettings.DOMAIN_VALIDATION);
    }

    /** Whether {@link #floor} is just what Postfix does, to these hosts. */
    boolean isSame(List<NextHop> hops) {
        return SAME_HERE.contains(level) || level.equals("verify") && !hops.isEmpty() && hops.stream().allMatch(NextHop::direct);
    }

    /**
     * The names of which the certificate must carry one.
     *
     * @param hops none for the mail exchangers of the recipient's domain, whose name then need not be said
     * @param recipient the domain, where it is one
     */
    List<DomainPattern> names(List<NextHop> hops, Optional<DomainName> recipient) {
        if (floor() != TlsSettings.DOMAIN_VALIDATION) {
            return List.of();
        }
        boolean named = level.equals("verify") || level.equals("secure");
        String match = named ? attributes.getOrDefault("match", level.equals("verify") ? "hostname" : "nexthop:dot-nexthop") : "nexthop";
        if (hops.isEmpty() && (match.equals("nexthop:dot-nexthop") || match.equals("hostname") || !named)) {
            return List.of();
        }
        Set<DomainPattern> names = new LinkedHashSet<>();
        List<DomainName> next = hops.isEmpty() ? recipient.stream().toList() : hops.stream().flatMap(hop -> hop.name().stream()).toList();
        for (String name : match.split("[:|]")) {
            switch (name) {
                case "nexthop", "hostname" -> next.forEach(domain -> names.add(new DomainPattern.Exactly(domain)));
                case "dot-nexthop" -> next.forEach(domain -> names.add(new DomainPattern.WithSubdomains(domain)));
                default -> names.add(DomainPattern.parse(name.startsWith(".") ? "*" + name : name));
            }
        }
        if (names.isEmpty() && !hops.isEmpty()) {
            throw new IllegalArgumentException("match: no name for the certificate of an address (expected: secure match=name)");
        }
        return new ArrayList<>(names);
    }

    /** The oldest version that it speaks; never older than TLS 1.2. */
    static TlsVersion minimum(String protocols) {
        String plain = protocols.replace(" ", "").toLowerCase(Locale.ROOT);
        boolean newest = plain.contains(">=tlsv1.3") || plain.contains("!tlsv1.2") || plain.equals("tlsv1.3");
        return newest ? TlsVersion.TLS_1_3 : TlsVersion.TLS_1_2;
    }
}
