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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.migration.Plain;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/** Collects which mail goes where: transport_maps, relayhost and what depends on senders; each route with the policy of its next hop becomes one connector. */
final class Routes {
    private static final Set<String> SMTP = Set.of("smtp", "relay", "");

    private final PostfixFiles files;
    private final Report report;
    private final Report.Of main;
    private final Logins logins;
    private final OutboundMaker maker;
    private final Policies policies;
    private final Map<Way, List<DomainPattern>> ways = new LinkedHashMap<>();
    private final Map<DomainPattern, Set<Optional<DomainPattern>>> taken = new LinkedHashMap<>();

    /**
     * A route, its policy and whose mail takes it.
     *
     * @param hops none for the mail exchangers of the recipients' domains
     * @param sender empty for everybody
     * @param names of which the certificate must carry one
     */
    record Way(List<NextHop> hops, Policy policy, List<DomainPattern> names, Optional<DomainPattern> sender) {
    }

    Routes(PostfixFiles files, Report report, Report.Of main, Logins logins, List<AcceptedDomain> accepted, Path base) throws Unreadable {
        this.files = files;
        this.report = report;
        this.main = main;
        this.logins = logins;
        this.policies = new Policies(files, report, main);
        this.maker = new OutboundMaker(files, main, accepted, base);
    }

    List<OutboundConnector> read() throws Unreadable {
        for (Table table : files.tables(Parameters.TRANSPORT)) {
            transport(table);
        }
        main.carried(Parameters.TRANSPORT, "outbound connectors");
        if (files.value(Parameters.RELAY_HOST, "").isEmpty()) {
            for (Map.Entry<String, Policies.Entry> policy : policies.unused().entrySet()) {
                way(policy.getValue().about(), policy.getValue().setting(), List.of(), recipient(policy.getKey()), Optional.empty());
            }
        }
        bySender(Parameters.SENDER_RELAY);
        bySender(Parameters.SENDER_TRANSPORT);
        relayHost();
        List<OutboundConnector> connectors = new ArrayList<>();
        for (Map.Entry<Way, List<DomainPattern>> way : ways.entrySet()) {
            connectors.add(maker.connector(way.getKey(), whole(way.getValue()), logins));
        }
        return connectors;
    }

    private void transport(Table table) throws Unreadable {
        Map<DomainPattern.WithSubdomains, Report.Of> below = new LinkedHashMap<>();
        for (Table.Entry entry : table.entries()) {
            Report.Of about = report.of(table.file(), "line " + entry.line());
            String setting = Plain.shown(entry.key());
            if (entry.key().indexOf('@') >= 0) {
                about.dropped(setting, "a route for one recipient: use a routing table, or a rule that names a connector");
                continue;
            }
            DomainPattern recipients = parsed(table, entry, () -> recipient(entry.key()));
            Optional<List<NextHop>> hops = hops(table, entry, about);
            if (hops.isPresent()) {
                way(about, setting, hops.get(), recipients, Optional.empty());
                if (recipients instanceof DomainPattern.WithSubdomains wide) {
                    below.put(wide, about);
                }
            }
        }
        below.forEach((wide, about) -> {
            if (!taken.containsKey(new DomainPattern.Exactly(wide.domain()))) {
                about.changed("." + wide.domain(), "an outbound connector, which takes the domain itself in as well as what is below it");
            }
        });
    }

    /** {@code .contoso.com} is what is below it only, and becomes a wildcard that takes the domain in as well, unless that has a route of its own. */
    private static DomainPattern recipient(String key) {
        return key.equals("*") ? new DomainPattern.Any() : key.startsWith(".") ? new DomainPattern.WithSubdomains(DomainName.parse(key.substring(1)))
            : new DomainPattern.Exactly(DomainName.parse(key));
    }

    private void bySender(String parameter) throws Unreadable {
        for (Table table : files.tables(parameter)) {
            for (Table.Entry entry : table.entries()) {
                Report.Of about = report.of(table.file(), "line " + entry.line());
                String setting = Plain.shown(entry.key());
                if (!entry.key().startsWith("@")) {
                    about.dropped(setting, "senderDomains takes domains, not single senders");
                    continue;
                }
                DomainPattern sender = parsed(table, entry, () -> recipient(entry.key().substring(1)));
                boolean relay = parameter.equals(Parameters.SENDER_RELAY);
                Optional<List<NextHop>> hops = relay ? entry.value().equalsIgnoreCase("DUNNO") ? Optional.of(List.of())
                    : Optional.of(parsed(table, entry, () -> NextHop.all(entry.value())))
                    : hops(table, entry, about);
                if (hops.isPresent()) {
                    way(about, setting, hops.get(), new DomainPattern.Any(), Optional.of(sender));
                }
            }
        }
        main.carried(parameter, "outbound connectors with senderDomains");
    }

    private void relayHost() throws Unreadable {
        String value = files.value(Parameters.RELAY_HOST, "");
        List<NextHop> hops;
        try {
            hops = NextHop.all(value);
        } catch (IllegalArgumentException e) {
            throw new Unreadable(files.main().map(MainCf::file).orElse("main.cf"), files.line(Parameters.RELAY_HOST), "has a bad "
                + Plain.shown(String.valueOf(e.getMessage())));
        }
        boolean known = taken.getOrDefault(new DomainPattern.Any(), Set.of()).contains(Optional.<DomainPattern>empty());
        if (!hops.isEmpty() && known) {
            main.dropped(Parameters.RELAY_HOST, "transport_maps has a route for * already");
        } else if (!hops.isEmpty() || !known && policies.isMoreThanMay()) {
            way(main, hops.isEmpty() ? Parameters.LEVEL : Parameters.RELAY_HOST, hops, new DomainPattern.Any(), Optional.empty());
        } else {
            main.nothing(Parameters.RELAY_HOST, "not set");
        }
    }

    private void way(Report.Of about, String setting, List<NextHop> hops, DomainPattern recipients, Optional<DomainPattern> sender)
            throws Unreadable {
        if (!taken.computeIfAbsent(recipients, pattern -> new HashSet<>()).add(sender)) {
            about.dropped(setting, "there is a route for the same mail already");
            return;
        }
        Policy policy = policies.of(hops, recipients);
        List<DomainPattern> names;
        try {
            names = policy.names(hops, recipients instanceof DomainPattern.Exactly one ? Optional.of(one.domain())
                : recipients instanceof DomainPattern.WithSubdomains wide ? Optional.of(wide.domain()) : Optional.empty());
        } catch (IllegalArgumentException e) {
            throw about.fault("the TLS policy of '" + setting + "' has a bad " + Plain.shown(String.valueOf(e.getMessage())));
        }
        about.carried(setting, "an outbound connector" + (hops.isEmpty() ? " by MX records" : " to "
            + String.join(", ", hops.stream().map(NextHop::written).toList())));
        ways.computeIfAbsent(new Way(hops, policy, names, sender), way -> new ArrayList<>()).add(recipients);
    }

    /** {@code transport:nexthop}; empty for what is no SMTP, which is reported. */
    private static Optional<List<NextHop>> hops(Table table, Table.Entry entry, Report.Of about) throws Unreadable {
        int colon = entry.value().indexOf(':');
        String transport = colon < 0 ? entry.value() : entry.value().substring(0, colon);
        String name = transport.toLowerCase(Locale.ROOT);
        if (colon < 0) {
            throw new Unreadable(table.file(), entry.line(), "has no transport in the entry of " + Plain.shown(entry.key())
                + " (expected: such as smtp:[mail.contoso.com])");
        }
        if (!SMTP.contains(name)) {
            about.dropped(Plain.shown(entry.key()), switch (name) {
                case "local", "virtual" -> "mail for mailboxes here: James decides by its users";
                case "lmtp" -> "LMTP is not spoken here";
                case "error", "retry" -> "refuse such recipients in James";
                case "discard" -> "James discards by a mailet (Null)";
                default -> "the transport " + Plain.shown(transport) + " is defined in master.cf";
            });
            return Optional.empty();
        }
        return Optional.of(parsed(table, entry, () -> NextHop.all(entry.value().substring(colon + 1))));
    }

    /** A domain with what is below it, where both were named. */
    private List<DomainPattern> whole(List<DomainPattern> patterns) {
        return patterns.stream().filter(pattern -> !(pattern instanceof DomainPattern.Exactly one
            && patterns.contains(new DomainPattern.WithSubdomains(one.domain())))).toList();
    }

    /** Something that the table must hold in this form. */
    static <T> T parsed(Table table, Table.Entry entry, Supplier<T> parser) throws Unreadable {
        try {
            return parser.get();
        } catch (IllegalArgumentException e) {
            throw new Unreadable(table.file(), entry.line(), "has a bad " + Plain.shown(String.valueOf(e.getMessage())));
        }
    }
}
