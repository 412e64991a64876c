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
package io.jamesconnectors.smtp.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.explain.Explanation.Outcome;
import io.jamesconnectors.connectors.explain.HostLookup;
import io.jamesconnectors.connectors.explain.LookedUp;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.tls.dns.MailDns;

/**
 * The hosts that a delivery would find now, found in the same way, for one explanation: a route and domain is looked up once, and when the time is over no more. Not safe
 * for use by several threads.
 */
public final class DnsHosts implements HostLookup {
    /** How long the questions of one explanation may take, but for the last of them. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_HOSTS = 50;

    private final Targets targets;
    private final OwnListeners ownListeners;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final long start;
    private final Map<Asked, LookedUp> known = new HashMap<>();

    private record Asked(Route route, DomainName domain) {
    }

    /**
     * Its time begins now.
     *
     * @param dns remains the caller's to close
     * @param ownListeners where this server listens
     * @param patience no question begins later than that
     */
    public DnsHosts(MailDns dns, Supplier<Set<InetSocketAddress>> ownListeners, Duration patience, LongSupplier nanoTime) {
        this.targets = new Targets(dns, new Random());
        this.ownListeners = new OwnListeners(ownListeners);
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    @Override
    public LookedUp look(OutboundConnector connector, DomainName domain) {
        Asked asked = new Asked(connector.route(), domain);
        LookedUp before = known.get(asked);
        LookedUp found = before == null ? ask(asked) : before;
        known.put(asked, found);
        return found;
    }

    private LookedUp ask(Asked asked) {
        if (isOver()) {
            return new LookedUp(List.of(notAsked(asked.domain().asString(), asked.route() instanceof Route.MxRecords mx ? mx.port() : SmartHost.DEFAULT_PORT)), Optional.empty());
        }
        Targets.Hosts found = targets.hosts(asked.route(), asked.domain());
        if (found.failure().isPresent()) {
            return new LookedUp(List.of(), found.failure().map(DnsHosts::outcome));
        }
        List<LookedUp.Host> hosts = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        boolean mayServe = false;
        for (TargetHost host : inOrder(asked.route(), found.hosts())) {
            boolean late = isOver();
            Targets.HostAddresses addresses = late ? new Targets.HostAddresses(List.of(), List.of()) : targets.addresses(host);
            addresses.failure().ifPresent(failures::add);
            LookedUp.Host shown = late ? notAsked(host.name(), host.port()) : host(host, addresses);
            hosts.add(shown);
            mayServe |= late || shown.places().stream().anyMatch(place -> !place.isThisServer());
            if (shown.places().stream().anyMatch(LookedUp.Place::isThisServer)) {
                failures.add(OwnFailures.of(Phase.LOOKUP, OwnFailures.LOOP, host.name(), "", "Mail would come back to this server", host.name() + " is this server (expected: another one)"));
                if (host.kind() == TargetHost.Kind.EXCHANGER) {
                    // Who is an exchanger does not pass mail on to those of less preference.
                    break;
                }
            }
        }
        return new LookedUp(hosts, mayServe ? Optional.empty() : failures.stream().reduce(Attempt::weightier).map(DnsHosts::outcome));
    }

    private static List<TargetHost> inOrder(Route route, List<TargetHost> drawn) {
        List<TargetHost> hosts = !(route instanceof Route.SmartHosts smart) ? drawn
            : smart.hosts().stream().map(host -> new TargetHost(host.host(), host.port(), TargetHost.Kind.SMART_HOST, 0)).toList();
        return hosts.subList(0, Math.min(MOST_HOSTS, hosts.size()));
    }

    private LookedUp.Host host(TargetHost host, Targets.HostAddresses addresses) {
        List<LookedUp.Place> places = addresses.places().stream()
            .map(place -> new LookedUp.Place(place.address(), place.host(), isOurs(place.address(), host.port()))).toList();
        return new LookedUp.Host(host.name(), host.port(), host.kind() == TargetHost.Kind.EXCHANGER ? OptionalInt.of(host.rank()) : OptionalInt.empty(), places,
            addresses.failures().stream().map(Failure::reason).reduce((one, other) -> one + "; " + other));
    }

    private boolean isOurs(InetAddress address, int port) {
        return ownListeners.include(new InetSocketAddress(address, port));
    }

    private boolean isOver() {
        return nanoTime.getAsLong() - start > patience.toNanos();
    }

    private LookedUp.Host notAsked(String name, int port) {
        return new LookedUp.Host(name, port, OptionalInt.empty(), List.of(), Optional.of("not looked up, since the questions before took more than " + patience.toSeconds() + " s"));
    }

    private static Outcome outcome(Failure failure) {
        return failure.kind() == Failure.Kind.PERMANENT ? Outcome.returned(failure.enhanced().toString(), failure.reason())
            : Outcome.waits(failure.enhanced().toString(), failure.reason());
    }
}
