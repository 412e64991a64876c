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
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.tls.dns.AddressAnswer;
import io.jamesconnectors.tls.dns.Addresses;
import io.jamesconnectors.tls.dns.LookupFailed;
import io.jamesconnectors.tls.dns.MailDns;
import io.jamesconnectors.tls.dns.MxAnswer;
import io.jamesconnectors.tls.dns.MxHosts;
import io.jamesconnectors.tls.dns.NoRecords;
import io.jamesconnectors.tls.dns.NoSuchDomain;
import io.jamesconnectors.tls.dns.NullMx;

/** Which hosts take the mail of a domain, and where they are (RFC 5321 §5.1, RFC 7505). Only what the DNS says for sure is permanent. */
final class Targets {
    private final MailDns dns;

    Targets(MailDns dns) {
        this.dns = dns;
    }

    /** Hosts in the order in which to try them, or why there is none. */
    record Hosts(List<TargetHost> hosts, Optional<Failure> failure) {
        static Hosts none(Failure failure) {
            return new Hosts(List.of(), Optional.of(failure));
        }
    }

    /** Addresses in the order in which to try them, or why there is none. */
    record HostAddresses(List<InetAddress> addresses, Optional<Failure> failure) {
        static HostAddresses none(Failure failure) {
            return new HostAddresses(List.of(), Optional.of(failure));
        }
    }

    Hosts hosts(Route route, DomainName domain) {
        if (route instanceof Route.SmartHosts smart) {
            return new Hosts(smart.hosts().stream().map(host -> new TargetHost(host.host(), host.port(), false)).toList(), Optional.empty());
        }
        int port = ((Route.MxRecords) route).port();
        MxAnswer answer = dns.mx(domain);
        if (answer instanceof MxHosts mx) {
            return new Hosts(mx.hosts().stream().map(host -> new TargetHost(host.name().asString(), port, false)).toList(), Optional.empty());
        }
        if (answer instanceof NoRecords) {
            return new Hosts(List.of(new TargetHost(domain.asString(), port, true)), Optional.empty());
        }
        return Hosts.none(noExchanger(domain, answer));
    }

    HostAddresses addresses(TargetHost host) {
        AddressAnswer answer = dns.addresses(host.name());
        if (answer instanceof Addresses found) {
            return new HostAddresses(found.addresses(), Optional.empty());
        }
        if (answer instanceof LookupFailed failed) {
            return HostAddresses.none(OwnFailures.of(Phase.LOOKUP, OwnFailures.DNS_FAILED, host.name(), "",
                "DNS query failed for " + host.name(), "addresses of " + host.name() + ": " + failed.reason()));
        }
        String absent = host.name() + (answer instanceof NoSuchDomain ? " does not exist" : " has no address");
        if (host.implicit()) {
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
