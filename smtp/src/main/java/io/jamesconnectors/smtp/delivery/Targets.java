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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.tls.dns.AddressAnswer;
import io.jamesconnectors.tls.dns.Addresses;
import io.jamesconnectors.tls.dns.LookupFailed;
import io.jamesconnectors.tls.dns.MailDns;
import io.jamesconnectors.tls.dns.MxAnswer;
import io.jamesconnectors.tls.dns.MxHost;
import io.jamesconnectors.tls.dns.MxHosts;
import io.jamesconnectors.tls.dns.NoRecords;
import io.jamesconnectors.tls.dns.NoSuchDomain;
import io.jamesconnectors.tls.dns.NullMx;

/** Which hosts take the mail of a domain, and where they are (RFC 5321 §5.1, RFC 7505). Only what the DNS says for sure is permanent. */
public final class Targets {
    private final MailDns dns;
    private final RandomGenerator random;

    /** @param random draws the order of smart hosts */
    public Targets(MailDns dns, RandomGenerator random) {
        this.dns = dns;
        this.random = random;
    }

    /** Hosts in the order in which to try them, or why there is none. */
    public record Hosts(List<TargetHost> hosts, Optional<Failure> failure) {
        static Hosts none(Failure failure) {
            return new Hosts(List.of(), Optional.of(failure));
        }
    }

    /** One address, and the name of the host that has it: for a smart host with MX records that of the exchanger. */
    public record Place(String host, InetAddress address) {
    }

    /**
     * Addresses in the order in which to try them.
     *
     * @param failures why there is none; beside addresses, which exchangers of a smart host have none
     */
    public record HostAddresses(List<Place> places, List<Failure> failures) {
        static HostAddresses none(Failure failure) {
            return new HostAddresses(List.of(), List.of(failure));
        }

        /** Why there is none. */
        public Optional<Failure> failure() {
            return places.isEmpty() ? failures.stream().findFirst() : Optional.empty();
        }
    }

    /** The hosts of a route for the mail of a domain. */
    public Hosts hosts(Route route, DomainName domain) {
        if (route instanceof Route.SmartHosts smart) {
            return new Hosts(WeightedOrder.of(smart, random).stream()
                .map(host -> new TargetHost(host.host(), host.port(), TargetHost.Kind.SMART_HOST, 0)).toList(), Optional.empty());
        }
        int port = ((Route.MxRecords) route).port();
        MxAnswer answer = dns.mx(domain);
        if (answer instanceof MxHosts mx) {
            return new Hosts(mx.hosts().stream()
                .map(host -> new TargetHost(host.name().asString(), port, TargetHost.Kind.EXCHANGER, host.preference())).toList(), Optional.empty());
        }
        if (answer instanceof NoRecords) {
            return new Hosts(List.of(new TargetHost(domain.asString(), port, TargetHost.Kind.DOMAIN_ITSELF, 0)), Optional.empty());
        }
        return Hosts.none(noExchanger(domain, answer));
    }

    /**
     * Where a host is. The name of a smart host is asked for MX records first, as Exchange Online does; where it has none, or is no domain that the DNS knows, its
     * addresses count. A name whose MX records can't be found out is no host: what it should have led to is not known.
     */
    public HostAddresses addresses(TargetHost host) {
        Optional<DomainName> name = host.kind() == TargetHost.Kind.SMART_HOST && !InetAddresses.isInetAddress(host.name()) ? DomainName.tryParse(host.name()) : Optional.empty();
        MxAnswer exchangers = name.isEmpty() ? new NoRecords() : dns.mx(name.get());
        if (exchangers instanceof MxHosts mx) {
            return addressesOfAll(mx);
        }
        if (exchangers instanceof NullMx || exchangers instanceof LookupFailed) {
            return HostAddresses.none(OwnFailures.of(Phase.LOOKUP, OwnFailures.DNS_FAILED, host.name(), "", "DNS query failed for " + host.name(),
                "mail exchangers of " + host.name() + ": " + (exchangers instanceof LookupFailed failed ? failed.reason() : "a null MX record (expected: a host that takes mail)")));
        }
        return ownAddresses(host);
    }

    private HostAddresses addressesOfAll(MxHosts mx) {
        List<Place> places = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (MxHost exchanger : mx.hosts()) {
            HostAddresses some = ownAddresses(new TargetHost(exchanger.name().asString(), 0, TargetHost.Kind.EXCHANGER, exchanger.preference()));
            places.addAll(some.places());
            failures.addAll(some.failures());
        }
        return new HostAddresses(places, failures);
    }

    private HostAddresses ownAddresses(TargetHost host) {
        AddressAnswer answer = dns.addresses(host.name());
        if (answer instanceof Addresses found) {
            return new HostAddresses(found.addresses().stream().map(address -> new Place(host.name(), address)).toList(), List.of());
        }
        if (answer instanceof LookupFailed failed) {
            return HostAddresses.none(OwnFailures.of(Phase.LOOKUP, OwnFailures.DNS_FAILED, host.name(), "",
                "DNS query failed for " + host.name(), "addresses of " + host.name() + ": " + failed.reason()));
        }
        String absent = host.name() + (answer instanceof NoSuchDomain ? " does not exist" : " has no address");
        if (host.kind() == TargetHost.Kind.DOMAIN_ITSELF) {
            return HostAddresses.none(OwnFailures.of(Phase.LOOKUP, OwnFailures.UNROUTABLE, host.name(), "",
                "No mail exchanger and no address for " + host.name(), "no MX records, and " + absent + " (expected: one or the other)"));
        }
        return HostAddresses.none(OwnFailures.of(Phase.LOOKUP, OwnFailures.DNS_FAILED, host.name(), "", "No address for " + host.name(), absent));
    }

    private static Failure noExchanger(DomainName domain, MxAnswer answer) {
        String name = domain.asString();
        if (answer instanceof NullMx) {
            return OwnFailures.of(Phase.LOOKUP, OwnFailures.NULL_MX, "", "", "Recipient domain takes no mail", name + " publishes a null MX record (RFC 7505)");
        }
        if (answer instanceof NoSuchDomain) {
            return OwnFailures.of(Phase.LOOKUP, OwnFailures.NO_SUCH_DOMAIN, "", "", "Recipient domain does not exist", name + " does not exist in the DNS");
        }
        String reason = answer instanceof LookupFailed failed ? failed.reason() : "no answer";
        return OwnFailures.of(Phase.LOOKUP, OwnFailures.DNS_FAILED, "", "", "DNS query failed for " + name, "mail exchangers of " + name + ": " + reason);
    }
}
