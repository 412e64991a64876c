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
package io.jamesconnectors.connectors.inbound;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.lookup.CidrMap;
import io.jamesconnectors.connectors.lookup.DomainMap;

/**
 * The claims of organisation and office365 connectors. Those to a certificate come first: names without asterisk, the longest first, then wildcards,
 * the longest first. Then those to an address: the longest prefix first, and of equal ones a block that the connector lists itself before a published one.
 * Among equals, which the file reader refuses, the first in the file.
 */
final class OwnMail {
    private final DomainMap<Level> certificates;
    private final CidrMap<List<Claim>> addresses;

    private OwnMail(DomainMap<Level> certificates, CidrMap<List<Claim>> addresses) {
        this.certificates = certificates;
        this.addresses = addresses;
    }

    static OwnMail of(List<InboundConnector> connectors, PublishedBlocks published, AcceptedDomains accepted, ReplacedSenders replaced) {
        Map<DomainPattern, List<Ranked>> byName = new LinkedHashMap<>();
        Map<Cidr, List<Claim>> listed = new HashMap<>();
        Map<Cidr, List<Claim>> looked = new HashMap<>();
        int place = 0;
        for (InboundConnector connector : connectors) {
            if (connector.type() == ConnectorType.PARTNER) {
                continue;
            }
            AcceptedDomains ours = accepted.confinedTo(connector.associatedAcceptedDomains());
            int first = place;
            connector.certificate().ifPresent(certificate -> claim(connector, ours, replaced, certificate, first, byName));
            place += connector.certificate().map(certificate -> certificate.names().size()).orElse(0);
            connector.senderIPAddresses().stream().distinct().forEach(block -> listed.computeIfAbsent(block, key -> new ArrayList<>(1))
                .add(Claim.of(connector, ours, replaced, new Identification.ByAddress(block))));
            published.of(connector).forEach(block -> looked.computeIfAbsent(block.block(), key -> new ArrayList<>(1))
                .add(Claim.of(connector, ours, replaced, block)));
        }
        looked.forEach((block, claims) -> listed.merge(block, claims, OwnMail::joined));
        Map<DomainPattern, Level> levels = new HashMap<>();
        byName.forEach((name, claims) -> levels.put(name, new Level(name, List.copyOf(claims))));
        return new OwnMail(DomainMap.of(levels), CidrMap.of(listed));
    }

    private static void claim(InboundConnector connector, AcceptedDomains ours, ReplacedSenders replaced, SenderCertificate certificate, int first,
            Map<DomainPattern, List<Ranked>> byName) {
        WantedCertificate wanted = new WantedCertificate(certificate);
        List<DomainPattern> names = certificate.names().stream().distinct().toList();
        for (int i = 0; i < names.size(); i++) {
            byName.computeIfAbsent(names.get(i), key -> new ArrayList<>(1))
                .add(new Ranked(names.get(i), first + i, Claim.of(connector, ours, replaced, names.get(i), wanted)));
        }
    }

    /**
     * Weighs all claims to this client.
     *
     * @param notes {@link Notes#NONE}, or {@link Notes#ALL} to have a reason for each of them
     */
    Weighing weigh(ConnectionFacts facts, Notes notes) {
        List<Ranked> certified = certified(facts.tls());
        List<List<Claim>> located = addresses.findAll(facts.clientAddress());
        if (certified.isEmpty() && located.isEmpty()) {
            return notes == Notes.NONE ? Weighing.NOBODY : new Weighing(notes);
        }
        OriginatorOrg xoorg = facts.xoorg() == OriginatorOrg.NONE || !isFromTenants(facts.listener(), facts.tls(), certified, located)
            ? OriginatorOrg.NONE
            : facts.xoorg();
        @Nullable Claim sole = notes == Notes.NONE ? sole(certified, located) : null;
        if (sole != null && sole.obstacle(facts.listener(), facts.tls()) == null) {
            Proof proof = sole.proof(facts, xoorg);
            if (!proof.fails()) {
                return sole.alone(proof);
            }
        }
        return weigh(facts, xoorg, certified, located, notes);
    }

    private static Weighing weigh(ConnectionFacts facts, OriginatorOrg xoorg, List<Ranked> certified, List<List<Claim>> located, Notes notes) {
        Weighing weighing = new Weighing(notes);
        for (int i = 0; i < certified.size() && !weighing.isDone(); i++) {
            weighing.weigh(certified.get(i).claim, facts, xoorg);
        }
        for (int i = 0; i < located.size(); i++) {
            List<Claim> level = located.get(i);
            for (int j = 0; j < level.size() && !weighing.isDone(); j++) {
                weighing.weigh(level.get(j), facts, xoorg);
            }
        }
        return weighing;
    }

    /** Whether an office365 connector identifies this client by certificate or published ranges. */
    boolean isFromTenants(String listener, InetAddress address, Optional<TlsFacts> tls) {
        return isFromTenants(listener, tls, certified(tls), addresses.findAll(address));
    }

    private static boolean isFromTenants(String listener, Optional<TlsFacts> tls, List<Ranked> certified, List<List<Claim>> located) {
        for (Ranked ranked : certified) {
            if (ranked.claim.isFromTenants() && ranked.claim.obstacle(listener, tls) == null) {
                return true;
            }
        }
        for (List<Claim> level : located) {
            for (Claim claim : level) {
                if (claim.isFromTenants() && claim.obstacle(listener, tls) == null) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The claims to the names of the client's certificate, whatever it is worth, in order. */
    private List<Ranked> certified(Optional<TlsFacts> tls) {
        if (tls.isEmpty() || tls.get().certificate().isEmpty()) {
            return List.of();
        }
        List<CertificateName> names = tls.get().certificate().get().names();
        List<Ranked> sole = List.of();
        Set<Level> several = Set.of();
        for (int i = 0; i < names.size(); i++) {
            List<Level> levels = certificates.findAll(names.get(i).domain());
            for (int j = 0; j < levels.size(); j++) {
                Level level = levels.get(j);
                if (!names.get(i).meets(level.name) || level.claims == sole) {
                    continue;
                }
                if (sole.isEmpty()) {
                    sole = level.claims;
                } else {
                    several = several.isEmpty() ? new LinkedHashSet<>() : several;
                    several.add(level);
                }
            }
        }
        return several.isEmpty() ? sole : merged(sole, several);
    }

    /** The claim to this client, if there is just one: most clients are concerned by one at most, and nothing need be made for them. */
    private static @Nullable Claim sole(List<Ranked> certified, List<List<Claim>> located) {
        if (located.isEmpty()) {
            return certified.size() == 1 ? certified.get(0).claim : null;
        }
        return certified.isEmpty() && located.size() == 1 && located.get(0).size() == 1 ? located.get(0).get(0) : null;
    }

    private static List<Ranked> merged(List<Ranked> first, Set<Level> others) {
        List<Ranked> all = new ArrayList<>(first);
        others.forEach(level -> all.addAll(level.claims));
        all.sort(Ranked.ORDER);
        return all;
    }

    private static List<Claim> joined(List<Claim> first, List<Claim> second) {
        first.addAll(second);
        return first;
    }

    /** The claims to one name, in the order of the file. */
    private static final class Level {
        private final DomainPattern name;
        private final List<Ranked> claims;

        Level(DomainPattern name, List<Ranked> claims) {
            this.name = name;
            this.claims = claims;
        }
    }

    private record Ranked(DomainPattern name, int order, Claim claim) {
        static final Comparator<Ranked> ORDER = Comparator.comparing(Ranked::name, WantedCertificate.MOST_EXACT_FIRST).thenComparingInt(Ranked::order);
    }
}
