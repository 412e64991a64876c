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
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.migration.Plain;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/** The domains that Postfix takes mail for: mydestination and the virtual ones are authoritative, relay_domains live elsewhere. */
final class OwnDomains {
    private static final String PARENTS = "parent_domain_matches_subdomains";

    private final PostfixFiles files;
    private final Report report;
    private final Report.Of main;
    private final Map<DomainName, AcceptedDomain> accepted = new LinkedHashMap<>();

    OwnDomains(PostfixFiles files, Report report, Report.Of main) {
        this.files = files;
        this.report = report;
        this.main = main;
    }

    List<AcceptedDomain> read() throws Unreadable {
        for (String parameter : Parameters.OWN_DOMAINS) {
            for (String word : words(parameter)) {
                add(main, parameter, word, AcceptedDomain.Type.AUTHORITATIVE, false);
            }
            main.carried(parameter, "acceptedDomains, authoritative");
        }
        boolean parents = List.of(files.value(PARENTS, Parameters.RELAY_DOMAINS).split("[\\s,]+")).contains(Parameters.RELAY_DOMAINS);
        for (String word : words(Parameters.RELAY_DOMAINS)) {
            add(main, Parameters.RELAY_DOMAINS, word, AcceptedDomain.Type.INTERNAL_RELAY, parents);
        }
        main.carried(Parameters.RELAY_DOMAINS, "acceptedDomains, internalRelay");
        main.carried(PARENTS, "matchSubDomains");
        for (Table table : files.tables(Parameters.RELAY_DOMAINS)) {
            for (Table.Entry entry : table.entries()) {
                Report.Of about = report.of(table.file(), "line " + entry.line());
                about.carried(entry.key(), "acceptedDomains, internalRelay");
                add(about, entry.key(), entry.key(), AcceptedDomain.Type.INTERNAL_RELAY, parents);
            }
        }
        return List.copyOf(accepted.values());
    }

    private List<String> words(String parameter) throws Unreadable {
        List<String> words = new ArrayList<>();
        for (String word : files.value(parameter, "").split("[\\s,]+")) {
            boolean table = word.indexOf(':') > 0 || word.startsWith("/") || word.startsWith("!");
            if (table && !parameter.equals(Parameters.RELAY_DOMAINS) || word.startsWith("/") || word.startsWith("!")) {
                main.changed(parameter, Plain.shown(word) + " is left out: add its domains to acceptedDomains");
            } else if (!word.isEmpty() && !table) {
                words.add(word);
            }
        }
        return words;
    }

    private void add(Report.Of about, String setting, String word, AcceptedDomain.Type type, boolean subDomains) {
        Optional<DomainName> name = DomainName.tryParse(word.startsWith(".") ? word.substring(1) : word);
        if (name.isEmpty() || word.equals("localhost") || word.startsWith("localhost.")) {
            about.changed(setting, "'" + Plain.shown(word) + "' is left out: this machine, or no domain");
            return;
        }
        AcceptedDomain before = accepted.get(name.get());
        if (before == null || before.type() == AcceptedDomain.Type.INTERNAL_RELAY && type == AcceptedDomain.Type.INTERNAL_RELAY) {
            accepted.put(name.get(), new AcceptedDomain(name.get(), type, subDomains || word.startsWith(".") || before != null && before.matchSubDomains()));
        }
    }
}
