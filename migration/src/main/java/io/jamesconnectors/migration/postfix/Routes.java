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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.migration.Plain;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/**
 * Collects which mail goes where: transport_maps, what depends on senders, relayhost and the transports of the classes of domains, in the order in which
 * trivial-rewrite(8) asks them; each route with the policy of its next hop becomes one connector. What is no SMTP is held: it never takes the next route.
 */
final class Routes {
    private static final DomainPattern ANY = new DomainPattern.Any();

    private final PostfixFiles files;
    private final Report report;
    private final Report.Of main;
    private final Logins logins;
    private final List<AcceptedDomain> accepted;
    private final OutboundMaker maker;
    private final Policies policies;
    private final Map<Way, List<DomainPattern>> ways = new LinkedHashMap<>();
    private final Map<DomainPattern, Set<Optional<DomainPattern>>> taken = new LinkedHashMap<>();
    /** What takes the usual route though transport_maps has one for more than it. */
    private final List<DomainPattern> unchanged = new ArrayList<>();

    /**
     * A route, its policy and whose mail takes it.
     *
     * @param hops none for the mail exchangers of the recipients' domains
     * @param names of which the certificate must carry one
     * @param sender empty for everybody
     * @param held why it leads nowhere; empty where it leads somewhere
     */
    record Way(List<NextHop> hops, Policy policy, List<DomainPattern> names, Optional<DomainPattern> sender, String held) {
    }

    Routes(PostfixFiles files, Report report, Report.Of main, Logins logins, List<AcceptedDomain> accepted, Path base) throws Unreadable {
        this.files = files;
        this.report = report;
        this.main = main;
        this.logins = logins;
        this.accepted = accepted;
        this.policies = new Policies(files, report, main);
        this.maker = new OutboundMaker(files, main, accepted, base);
    }

    List<OutboundConnector> read() throws Unreadable {
        Destination relayHost = parsed(Parameters.RELAY_HOST, () -> Destination.parse("smtp:" + files.value(Parameters.RELAY_HOST, "")));
        Destination usual = usual(Parameters.DEFAULT_TRANSPORT, relayHost);
        Destination ofRelayDomains = usual(Parameters.RELAY_TRANSPORT, relayHost);
        for (Table table : files.tables(Parameters.TRANSPORT)) {
            transport(table, usual, ofRelayDomains);
        }
        main.carried(Parameters.TRANSPORT, "outbound connectors");
        if (!usual.isHeld() && usual.hops().isEmpty()) {
            for (Map.Entry<String, Policies.Entry> policy : policies.unused().entrySet()) {
                way(policy.getValue().about(), policy.getValue().setting(), usual, recipient(policy.getKey()), Optional.empty());
            }
        }
        List<Sender> transports = senders(Parameters.SENDER_TRANSPORT);
        List<Sender> relays = senders(Parameters.SENDER_RELAY);
        bySender(transports, relays, relayHost, usual);
        if (!transports.isEmpty() || !ofRelayDomains.equals(usual)) {
            relayDomains(relays, ofRelayDomains);
        }
        everybody(usual);
        List<OutboundConnector> connectors = new ArrayList<>();
        for (Map.Entry<Way, List<DomainPattern>> way : ways.entrySet()) {
            connectors.add(maker.connector(way.getKey(), whole(way.getValue()), logins));
        }
        return connectors;
    }

    /** default_transport or relay_transport, with relayhost where it names no host. */
    private Destination usual(String parameter, Destination relayHost) throws Unreadable {
        Destination destination = parsed(parameter, () -> Destination.parse(files.value(parameter, "")));
        if (destination.isHeld()) {
            main.changed(parameter, held(destination));
            return destination;
        }
        main.carried(parameter, "outbound connectors");
        return destination.hops().isEmpty() ? relayHost.isHeld() ? relayHost : Destination.to(relayHost.hops()) : Destination.to(destination.hops());
    }

    private static String held(Destination destination) {
        return "an outbound connector to " + NextHop.NOWHERE + " (" + destination.why() + "): such mail waits, and is returned when it expires";
    }

    private void transport(Table table, Destination usual, Destination ofRelayDomains) throws Unreadable {
        Map<DomainPattern.WithSubdomains, Report.Of> below = new LinkedHashMap<>();
        for (Table.Entry entry : table.entries()) {
            Report.Of about = report.of(table.file(), "line " + entry.line());
            String setting = Plain.shown(entry.key());
            if (entry.value().indexOf(':') < 0) {
                throw new Unreadable(table.file(), entry.line(), "has no transport in the entry of " + Plain.shown(entry.key())
                    + " (expected: such as smtp:[mail.contoso.com])");
            }
            if (entry.key().indexOf('@') >= 0) {
                about.weaker(setting, "a route for one recipient, whose mail takes that of the domain: use a routing table, or a rule that names a connector");
                continue;
            }
            DomainPattern recipients = parsed(table, entry, () -> recipient(entry.key()));
            Destination destination = parsed(table, entry, () -> Destination.parse(entry.value()));
            if ((destination.isToMailboxes() || destination.isUnchanged()) && isHere(recipients)) {
                about.nothing(setting, "mail for mailboxes here: James decides by its users");
                taken.computeIfAbsent(recipients, pattern -> new HashSet<>()).add(Optional.empty());
                continue;
            }
            if (destination.isUnchanged()) {
                unchanged.add(recipients);
            }
            way(about, setting, !destination.isUnchanged() ? destination : isOfRelayDomain(recipients) ? ofRelayDomains : usual, recipients, Optional.empty());
            if (recipients instanceof DomainPattern.WithSubdomains wide && !destination.isHeld()) {
                below.put(wide, about);
            }
        }
        below.forEach((wide, about) -> {
            if (!taken.containsKey(new DomainPattern.Exactly(wide.domain()))) {
                about.changed("." + wide.domain(), "an outbound connector, which takes the domain itself in as well as what is below it");
            }
        });
    }

    private boolean isHere(DomainPattern recipients) {
        return recipients instanceof DomainPattern.Exactly one && accepted.stream()
            .anyMatch(domain -> domain.type() == AcceptedDomain.Type.AUTHORITATIVE && domain.name().equals(one.domain()));
    }

    private boolean isOfRelayDomain(DomainPattern recipients) {
        return recipients instanceof DomainPattern.Exactly one && accepted.stream()
            .anyMatch(domain -> domain.type() == AcceptedDomain.Type.INTERNAL_RELAY && domain.covers(one.domain()));
    }

    /** {@code .contoso.com} is what is below it only, and becomes a wildcard that takes the domain in as well, unless that has a route of its own. */
    private static DomainPattern recipient(String key) {
        return key.equals("*") ? ANY : key.startsWith(".") ? new DomainPattern.WithSubdomains(DomainName.parse(key.substring(1)))
            : new DomainPattern.Exactly(DomainName.parse(key));
    }

    /** An entry of a table that is asked by senders. */
    private record Sender(DomainPattern domain, Destination destination, Report.Of about, String setting) {
    }

    private List<Sender> senders(String parameter) throws Unreadable {
        List<Sender> senders = new ArrayList<>();
        for (Table table : files.tables(parameter)) {
            for (Table.Entry entry : table.entries()) {
                Report.Of about = report.of(table.file(), "line " + entry.line());
                String setting = Plain.shown(entry.key());
                if (entry.value().equalsIgnoreCase("DUNNO")) {
                    about.nothing(setting, "as for everybody");
                } else if (!entry.key().startsWith("@")) {
                    about.weaker(setting, "senderDomains takes domains, not single senders: this one's mail takes the route of everybody's");
                } else {
                    boolean relay = parameter.equals(Parameters.SENDER_RELAY);
                    senders.add(new Sender(parsed(table, entry, () -> recipient(entry.key().substring(1))),
                        parsed(table, entry, () -> Destination.parse(relay ? "smtp:" + entry.value() : entry.value())), about, setting));
                }
            }
        }
        main.carried(parameter, "outbound connectors with senderDomains");
        return senders;
    }

    /** The transport of a sender decides, and its next hop where it has one; else that of the relay. */
    private void bySender(List<Sender> transports, List<Sender> relays, Destination relayHost, Destination usual) throws Unreadable {
        boolean first = hasRouteForAll();
        List<DomainPattern> recipients = Stream.concat(first ? Stream.empty() : Stream.of(ANY), unchanged.stream()).toList();
        for (Sender sender : Stream.concat(transports.stream(), relays.stream()).toList()) {
            if (first) {
                sender.about().nothing(sender.setting(), "transport_maps has a route for *, which goes first");
            }
        }
        Map<DomainPattern, Sender> relayOf = new LinkedHashMap<>();
        relays.forEach(sender -> relayOf.putIfAbsent(sender.domain(), sender));
        for (Sender sender : transports) {
            Optional<Sender> relay = Optional.ofNullable(relayOf.get(sender.domain()));
            Destination destination = sender.destination().isHeld() || !sender.destination().hops().isEmpty() ? sender.destination()
                : relay.map(Sender::destination).orElse(relayHost);
            for (DomainPattern pattern : recipients) {
                way(sender.about(), sender.setting(), destination, pattern, Optional.of(sender.domain()));
            }
            relay.ifPresent(other -> other.about().carried(other.setting(), "the connector of the transport of this sender, as far as it goes there"));
        }
        Set<DomainPattern> told = new HashSet<>(transports.stream().map(Sender::domain).toList());
        for (Sender sender : relays) {
            if (usual.isHeld() && files.line(Parameters.DEFAULT_TRANSPORT) > 0 && !told.contains(sender.domain())) {
                sender.about().nothing(sender.setting(), "default_transport holds all mail");
            } else if (!told.contains(sender.domain())) {
                for (DomainPattern pattern : recipients) {
                    way(sender.about(), sender.setting(), sender.destination(), pattern, Optional.of(sender.domain()));
                }
            }
        }
    }

    /** These have a transport of their own, whatever the sender; only the relay of the sender counts. */
    private void relayDomains(List<Sender> relays, Destination ofRelayDomains) throws Unreadable {
        for (AcceptedDomain domain : accepted) {
            boolean covered = isForEverybody(domain.pattern()) || hasRouteForAll() || Stream.iterate(Optional.of(domain.name()), Optional::isPresent,
                name -> name.flatMap(DomainName::parent)).anyMatch(name -> isForEverybody(new DomainPattern.WithSubdomains(name.orElseThrow())));
            if (domain.type() == AcceptedDomain.Type.INTERNAL_RELAY && !covered) {
                way(main, Parameters.RELAY_DOMAINS, ofRelayDomains, domain.pattern(), Optional.empty());
                for (Sender sender : relays) {
                    if (!ofRelayDomains.isHeld()) {
                        way(sender.about(), sender.setting(), sender.destination(), domain.pattern(), Optional.of(sender.domain()));
                    }
                }
            }
        }
    }

    private void everybody(Destination usual) throws Unreadable {
        if (hasRouteForAll()) {
            main.dropped(Parameters.RELAY_HOST, "transport_maps has a route for * already");
        } else if (usual.isHeld() || !usual.hops().isEmpty() || policies.isMoreThanMay()) {
            way(main, usual.hops().isEmpty() ? Parameters.LEVEL : Parameters.RELAY_HOST, usual, ANY, Optional.empty());
        } else {
            main.nothing(Parameters.RELAY_HOST, "not set");
        }
    }

    private boolean hasRouteForAll() {
        return isForEverybody(ANY);
    }

    /** Whether there is a route for these recipients whoever sends. */
    private boolean isForEverybody(DomainPattern recipients) {
        return taken.getOrDefault(recipients, Set.of()).contains(Optional.<DomainPattern>empty());
    }

    private void way(Report.Of about, String setting, Destination destination, DomainPattern recipients, Optional<DomainPattern> sender) throws Unreadable {
        if (!taken.computeIfAbsent(recipients, pattern -> new HashSet<>()).add(sender)) {
            about.dropped(setting, "there is a route for the same mail already");
            return;
        }
        if (destination.isHeld()) {
            if (about != main) {
                about.changed(setting, held(destination));
            }
            ways.computeIfAbsent(new Way(List.of(NextHop.parse("[" + NextHop.NOWHERE + "]")), Policy.NOBODY,
                List.of(DomainPattern.parse(NextHop.NOWHERE)), sender, destination.held()), way -> new ArrayList<>()).add(recipients);
            return;
        }
        List<NextHop> hops = destination.hops();
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
        ways.computeIfAbsent(new Way(hops, policy, names, sender, ""), way -> new ArrayList<>()).add(recipients);
    }

    /** A domain with what is below it, where both were named. */
    private static List<DomainPattern> whole(List<DomainPattern> patterns) {
        Set<DomainPattern> all = new HashSet<>(patterns);
        return patterns.stream().filter(pattern -> !(pattern instanceof DomainPattern.Exactly one
            && all.contains(new DomainPattern.WithSubdomains(one.domain())))).toList();
    }

    /** Something that the table must hold in this form. */
    static <T> T parsed(Table table, Table.Entry entry, Supplier<T> parser) throws Unreadable {
        try {
            return parser.get();
        } catch (IllegalArgumentException e) {
            throw new Unreadable(table.file(), entry.line(), "has a bad " + Plain.shown(String.valueOf(e.getMessage())));
        }
    }

    /** What makes something of a parameter. */
    private interface Parser<T> {
        T parse() throws Unreadable;
    }

    private <T> T parsed(String parameter, Parser<T> parser) throws Unreadable {
        try {
            return parser.parse();
        } catch (IllegalArgumentException e) {
            throw new Unreadable(files.main().map(MainCf::file).orElse("main.cf"), files.line(parameter), "has a bad "
                + Plain.shown(String.valueOf(e.getMessage())));
        }
    }
}
