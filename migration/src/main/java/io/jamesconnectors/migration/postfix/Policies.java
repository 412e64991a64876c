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

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.migration.Plain;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/** smtp_tls_policy_maps and smtp_tls_security_level: what holds for a next hop. */
final class Policies {
    private static final Set<String> UNDERSTOOD = Set.of("match", "protocols", "tafile");
    private static final Set<String> WEAK = Set.of("may", "none", "");

    private final Map<String, Entry> byKey = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Policy usual;

    /** A policy, and the part of the report about it. */
    record Entry(Policy policy, String setting, Report.Of about) {
    }

    Policies(PostfixFiles files, Report report, Report.Of main) throws Unreadable {
        for (Table table : files.tables(Parameters.TLS_POLICY)) {
            for (Table.Entry entry : table.entries()) {
                Policy policy = Routes.parsed(table, entry, () -> Policy.parse(entry.value()));
                Entry known = new Entry(policy, Plain.shown(entry.key()), report.of(table.file(), "line " + entry.line()));
                if (byKey.putIfAbsent(entry.key().toLowerCase(Locale.ROOT), known) == null) {
                    known.about().dropped(known.setting(), "no connector has this next hop");
                } else {
                    known.about().dropped(known.setting(), "the next hop is there already");
                }
            }
        }
        main.carried(Parameters.TLS_POLICY, "tlsSettings and tlsDomain");
        String level = files.value(Parameters.LEVEL, files.value("smtp_enforce_tls", "no").equalsIgnoreCase("yes") ? "verify" : "may").toLowerCase(Locale.ROOT);
        this.usual = usual(files, main, level);
    }

    private static Policy usual(PostfixFiles files, Report.Of main, String level) throws Unreadable {
        if (level.equals("dane")) {
            main.weaker(Parameters.LEVEL, "tlsSettings EncryptionOnly for everybody, since DANE is not offered here: nothing goes out in clear, but where the other side "
                + "publishes TLSA records nobody looks at them any more. Name such domains in a connector with DomainValidation; or write opportunistic where mail "
                + "to servers without TLS must not wait");
            return Policy.ENCRYPT;
        }
        if (level.equals("none") || level.isEmpty()) {
            main.changed(Parameters.LEVEL, "tlsSettings opportunistic: offered TLS is always used");
            return Policy.MAY;
        }
        main.carried(Parameters.LEVEL, "tlsSettings, where no policy says otherwise");
        main.carried("smtp_tls_" + level + "_cert_match", "tlsDomain");
        try {
            String match = files.value("smtp_tls_" + level + "_cert_match", "").replaceAll("[\\s,]+", ":");
            return match.isEmpty() ? Policy.parse(level) : Policy.parse(level + " match=" + match);
        } catch (IllegalArgumentException e) {
            throw new Unreadable(files.main().map(MainCf::file).orElse("main.cf"), files.line(Parameters.LEVEL), "has a bad "
                + Plain.shown(String.valueOf(e.getMessage())));
        }
    }

    /** Whether mail that nothing is said of needs more than TLS where it is offered. */
    boolean isMoreThanMay() {
        return !WEAK.contains(usual.level());
    }

    /**
     * The policies of domains that no route has used yet: the domains are next hops where mail goes by their MX records. A name in brackets or with a port is
     * none.
     */
    Map<String, Entry> unused() {
        Map<String, Entry> domains = new LinkedHashMap<>();
        byKey.forEach((key, entry) -> {
            if (!used.contains(key) && DomainName.tryParse(key.startsWith(".") ? key.substring(1) : key).isPresent()) {
                domains.put(key, entry);
            }
        });
        return domains;
    }

    /** What holds for the next hop; of several, the strictest. */
    Policy of(List<NextHop> hops, DomainPattern recipients) {
        if (hops.isEmpty()) {
            return recipients instanceof DomainPattern.Any ? usual : byDomain(recipients.asString().replaceFirst("^\\*", "")).orElse(usual);
        }
        List<Policy> policies = hops.stream().map(hop -> found(hop.written()).or(() -> hop.direct() ? Optional.empty() : byDomain(hop.host().host()))
            .orElse(usual)).distinct().toList();
        Policy strictest = policies.stream().reduce((a, b) -> b.floor().isAtLeast(a.floor()) ? b : a).orElse(usual);
        if (policies.size() > 1) {
            hops.stream().flatMap(hop -> Optional.ofNullable(byKey.get(hop.written().toLowerCase(Locale.ROOT))).stream())
                .filter(entry -> !entry.policy().equals(strictest))
                .forEach(entry -> entry.about().changed(entry.setting(), "tlsSettings " + strictest.floor().word()
                    + ", the strictest among the hosts of one route"));
        }
        return strictest;
    }

    private Optional<Policy> byDomain(String domain) {
        Optional<Policy> exact = found(domain);
        for (int dot = domain.indexOf('.', 1); exact.isEmpty() && dot > 0; dot = domain.indexOf('.', dot + 1)) {
            exact = found(domain.substring(dot));
        }
        return exact;
    }

    private Optional<Policy> found(String key) {
        Entry entry = byKey.get(key.toLowerCase(Locale.ROOT));
        if (entry == null) {
            return Optional.empty();
        }
        used.add(key.toLowerCase(Locale.ROOT));
        List<String> others = entry.policy().attributes().keySet().stream().filter(name -> !UNDERSTOOD.contains(name)).toList();
        if (!others.isEmpty()) {
            entry.about().changed(entry.setting(), "tlsSettings " + entry.policy().floor().word() + "; left out: " + Plain.shown(String.join(", ", others)));
        } else if (entry.policy().level().equals("fingerprint")) {
            entry.about().changed(entry.setting(),
                "tlsSettings " + entry.policy().floor().word() + ": the name of the next hop is verified; the fingerprints are left out");
        } else if (entry.policy().isSame(List.of())) {
            entry.about().carriedAfterAll(entry.setting(), "tlsSettings " + entry.policy().floor().word());
        } else {
            entry.about().changed(entry.setting(), "tlsSettings " + entry.policy().floor().word() + ", which is at least as strict as " + entry.policy()
                .level());
        }
        return Optional.of(entry.policy());
    }

}
