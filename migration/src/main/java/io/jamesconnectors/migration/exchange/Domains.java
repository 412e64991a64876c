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
package io.jamesconnectors.migration.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/**
 * The accepted domains of the input, and what they tell of the tenant. A tenant is known by connectors of Exchange Online, or by a domain of onmicrosoft.com;
 * without one,
 * the domains are those of an Exchange Server.
 *
 * @param accepted the domains that are ours
 * @param coexistence the tenant's name for the domains that it shares, such as {@code contoso.mail.onmicrosoft.com}
 * @param initial the tenant's first domain, such as {@code contoso.onmicrosoft.com}
 */
record Domains(List<AcceptedDomain> accepted, Optional<DomainName> coexistence, Optional<DomainName> initial) {
    private static final String TENANTS = ".onmicrosoft.com";
    private static final String COEXISTENCE = ".mail.onmicrosoft.com";
    private static final List<String> TYPES = List.of("Authoritative", "ExternalRelay", "InternalRelay");

    static Domains of(List<CmdletObject> objects) throws Unreadable {
        List<CmdletObject> domains = objects.stream().filter(object -> object.cmdlet() == Cmdlet.ACCEPTED_DOMAIN).toList();
        boolean cloud = objects.stream().anyMatch(object -> object.cmdlet() == Cmdlet.INBOUND || object.cmdlet() == Cmdlet.OUTBOUND);
        for (CmdletObject domain : domains) {
            cloud |= domain.text("DomainName").toLowerCase(Locale.ROOT).endsWith(TENANTS);
        }
        Map<DomainName, AcceptedDomain> accepted = new LinkedHashMap<>();
        List<DomainName> coexisting = new ArrayList<>();
        List<DomainName> initial = new ArrayList<>();
        for (CmdletObject object : domains) {
            DomainPattern pattern = object.parsed("DomainName", object.text("DomainName"), Addresses::pattern);
            if (pattern instanceof DomainPattern.Any) {
                object.report().dropped("DomainName", "every domain (expected: domains of your own)");
                object.report().dropped("DomainType", "the domain was not carried");
                continue;
            }
            DomainName name = pattern instanceof DomainPattern.WithSubdomains wide ? wide.domain() : ((DomainPattern.Exactly) pattern).domain();
            boolean subDomains = pattern instanceof DomainPattern.WithSubdomains || object.flag("MatchSubDomains", false);
            if (name.asString().endsWith(COEXISTENCE) || object.flag("IsCoexistenceDomain", false)) {
                coexisting.add(name);
                object.report().changed("DomainName", "no domain of this server: the name by which the tenant's mailboxes are reached (targetDeliveryDomain)");
                object.report().dropped("DomainType", "a domain of the tenant alone");
                object.report().nothing("MatchSubDomains", "the domain was not carried");
                continue;
            }
            if (name.asString().endsWith(TENANTS)) {
                initial.add(name);
            }
            carry(object, cloud, name, subDomains, accepted);
        }
        return new Domains(List.copyOf(accepted.values()), coexisting.stream().findFirst(), initial.stream().findFirst());
    }

    private static void carry(CmdletObject object, boolean cloud, DomainName name, boolean subDomains, Map<DomainName,
        AcceptedDomain> accepted) throws Unreadable {
        Report.Of report = object.report();
        String type = object.word("DomainType", TYPES).orElse(TYPES.get(0));
        if (type.equals("ExternalRelay")) {
            report.dropped("DomainName", "mail for it is only passed on; whoever may relay through this server needs no accepted domain");
            report.dropped("DomainType", "the domain was not carried");
            report.nothing("MatchSubDomains", "the domain was not carried");
            return;
        }
        boolean here = !cloud && type.equals("Authoritative");
        AcceptedDomain domain = new AcceptedDomain(name, here ? AcceptedDomain.Type.AUTHORITATIVE : AcceptedDomain.Type.INTERNAL_RELAY, subDomains);
        if (accepted.putIfAbsent(name, domain) != null) {
            report.dropped("DomainName", "the domain is there already");
            report.dropped("DomainType", "the domain is there already");
            report.nothing("MatchSubDomains", "the domain is there already");
            return;
        }
        report.carried("DomainName", "acceptedDomains");
        if (here || type.equals("InternalRelay")) {
            report.carried("DomainType", "type=\"" + domain.type().word() + "\"");
        } else {
            report.changed("DomainType", "type=\"internalRelay\": the tenant knows all its recipients, this server does not");
        }
        report.carried("MatchSubDomains", "matchSubDomains");
    }
}
