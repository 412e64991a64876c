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
package io.jamesconnectors.server.validation;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.LegacyListener;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.TlsFacts;
import io.jamesconnectors.smtp.wire.MailAddress;

/**
 * Who is played: a peer for whom the connector was made, as far as that can be told from the configuration.
 *
 * @param address where it is
 * @param sender in whose name it sends
 * @param inside a recipient of ours; empty where nothing is ours
 * @param outside a recipient of nobody's concern
 */
record Part(InetAddress address, MailAddress sender, Optional<MailAddress> inside, MailAddress outside) {
    private static final int MOST_TRIED = 4_096;
    /** Addresses and names that nobody has (RFC 5737, 3849, 2544, 6666, 1112 and 2606). */
    private static final List<InetAddress> NOBODYS_ADDRESSES = Stream.of("203.0.113.77", "198.51.100.77", "192.0.2.77", "2001:db8:ffff::77", "198.18.0.77", "100::77",
        "240.0.0.77").map(InetAddresses::forString).toList();
    private static final List<DomainName> NOBODYS_DOMAINS = Stream.of("example.com", "example.net", "example.org").map(DomainName::parse).toList();
    private static final String POSTMASTER = "postmaster@";

    static Part of(ActiveConnectors active, InboundConnector connector, Wanted request, String listener) {
        Connectors connectors = active.connectors();
        DomainName outside = NOBODYS_DOMAINS.stream().filter(domain -> !active.inbound().accepts(domain)).findFirst().orElse(NOBODYS_DOMAINS.get(0));
        MailAddress sender = request.from().orElseGet(() -> postmaster(senderDomain(connectors, connector, outside)));
        InetAddress address = request.address().orElseGet(() -> address(active, connector, sender, listener));
        Optional<DomainName> inside = connector.associatedAcceptedDomains().stream().findFirst().or(() -> connectors.acceptedDomains().stream().findFirst().map(AcceptedDomain::name));
        return new Part(address, sender, inside.map(Part::postmaster), postmaster(outside));
    }

    /** The domain of an address, where it has one. */
    static Optional<DomainName> domainOf(MailAddress address) {
        return DomainName.tryParse(address.asString().substring(address.asString().lastIndexOf('@') + 1));
    }

    private static DomainName senderDomain(Connectors connectors, InboundConnector connector, DomainName nobodys) {
        if (connector.type() == ConnectorType.PARTNER) {
            return connector.senderDomains().stream().flatMap(pattern -> domain(pattern).stream()).findFirst().orElse(nobodys);
        }
        List<DomainName> accepted = connector.associatedAcceptedDomains().isEmpty()
            ? connectors.acceptedDomains().stream().map(AcceptedDomain::name).toList() : connector.associatedAcceptedDomains();
        return accepted.stream().filter(domain -> connector.senderDomains().isEmpty() || connector.senderDomains().stream().anyMatch(pattern -> pattern.covers(domain)))
            .findFirst().or(() -> accepted.stream().findFirst()).orElse(nobodys);
    }

    private static Optional<DomainName> domain(DomainPattern pattern) {
        if (pattern instanceof DomainPattern.Exactly exactly) {
            return Optional.of(exactly.domain());
        }
        return pattern instanceof DomainPattern.WithSubdomains below ? Optional.of(below.domain()) : Optional.empty();
    }

    static MailAddress postmaster(DomainName domain) {
        return new MailAddress(POSTMASTER + domain);
    }

    /** One that leads to the connector; else the first that it lists; else one that no connector lists. */
    private static InetAddress address(ActiveConnectors active, InboundConnector connector, MailAddress sender, String listener) {
        List<InetAddress> listed = Stream.concat(
            legacy(active, listener).stream().flatMap(legacy -> legacy.networks().stream()).filter(network -> blocks(active, connector).anyMatch(block -> block.contains(network.network()))),
            blocks(active, connector)).flatMap(Part::some).limit(MOST_TRIED).toList();
        List<InetAddress> admitted = listed.stream().filter(candidate -> active.inbound().turnAway(listener, candidate).isEmpty()).toList();
        return admitted.stream().filter(candidate -> leadsTo(active, connector, sender, listener, candidate)).findFirst()
            .or(() -> admitted.stream().findFirst()).or(() -> listed.stream().findFirst())
            .orElseGet(() -> nobodys(active, connector, listener));
    }

    /** At a listener for old devices that the connector names, one that is served there. */
    private static InetAddress nobodys(ActiveConnectors active, InboundConnector connector, String listener) {
        Optional<InetAddress> ofNetwork = legacy(active, listener).filter(legacy -> connector.listeners().contains(legacy.name())).flatMap(legacy -> legacy.networks().stream().flatMap(Part::some).findFirst());
        return ofNetwork.or(() -> elsewhere(active)).orElse(NOBODYS_ADDRESSES.get(0));
    }

    /** An address that no connector lists; empty where they list all that nobody has. */
    static Optional<InetAddress> elsewhere(ActiveConnectors active) {
        return NOBODYS_ADDRESSES.stream().filter(candidate -> active.connectors().inbound().stream()
            .noneMatch(other -> blocks(active, other).anyMatch(block -> block.contains(candidate)))).findFirst();
    }

    private static Optional<LegacyListener> legacy(ActiveConnectors active, String listener) {
        return active.connectors().legacyListeners().stream().filter(legacy -> legacy.name().equals(listener)).findFirst();
    }

    private static Stream<Cidr> blocks(ActiveConnectors active, InboundConnector connector) {
        return Stream.concat(connector.senderIPAddresses().stream(), active.connectors().publishedAddresses().stream()
            .filter(list -> connector.publishedAddresses().contains(list.name())).flatMap(list -> list.blocks().stream()));
    }

    private static boolean leadsTo(ActiveConnectors active, InboundConnector connector, MailAddress sender, String listener, InetAddress candidate) {
        Optional<DomainName> domain = domainOf(sender);
        Decision decision = active.inbound().decide(new ConnectionFacts(listener, candidate, Optional.of(new TlsFacts(TlsVersion.TLS_1_3, "any", Optional.empty())),
            Optional.empty(), domain, domain.map(OriginatorOrg::of).orElse(OriginatorOrg.NONE), OriginatorOrg.NOT_YET, Optional.empty(), connector.type() == ConnectorType.PARTNER, false));
        return decision.connector().filter(connector.name()::equals).isPresent();
    }

    /** The first host of a block, the last, and one in the middle: a smaller block inside may belong to somebody else. */
    private static Stream<InetAddress> some(Cidr block) {
        byte[] network = block.network().getAddress();
        int hostBits = network.length * 8 - block.prefixLength();
        if (hostBits < 2) {
            return Stream.of(block.network());
        }
        byte[] first = network.clone();
        first[first.length - 1] |= 1;
        byte[] last = network.clone();
        for (int bit = 1; bit < hostBits; bit++) {
            last[last.length - 1 - bit / 8] |= (byte) (1 << bit % 8);
        }
        byte[] middle = first.clone();
        middle[middle.length - 1 - (hostBits - 1) / 8] |= (byte) (1 << (hostBits - 1) % 8);
        return Stream.of(first, last, middle).map(Part::address);
    }

    private static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
