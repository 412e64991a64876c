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
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Fingerprint;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.RevocationCheck;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.TrustSource;

/** Configurations and requests made at random from few domains, addresses and names, so that they overlap. */
final class RandomWorld {
    private static final String[] DOMAINS = {"a.test", "b.a.test", "c.b.a.test", "x.test", "test", "y.x.test"};
    private static final String[] ADDRESSES = {"10.0.0.1", "10.0.0.2", "10.0.1.1", "10.1.0.1", "11.0.0.1", "2001:db8::1", "2001:db8::2", "2001:db8:1::1"};
    private static final String[] LISTENERS = {"mx", "submission"};
    private static final String[] LISTS = {"exchangeOnline", "other", "unknown"};
    private static final TrustSource[] SOURCES = {TrustSource.JAVA, new TrustSource(Optional.of(Path.of("roots.pem")), RevocationCheck.REQUIRED)};

    private final Random random;

    RandomWorld(long seed) {
        this.random = new Random(seed);
    }

    Connectors connectors() {
        List<AcceptedDomain> accepted = new ArrayList<>(some(3, () -> new AcceptedDomain(domain(), AcceptedDomain.Type.INTERNAL_RELAY, random.nextBoolean())));
        accepted.removeIf(domain -> accepted.stream().anyMatch(other -> other != domain && other.name().equals(domain.name())));
        List<PublishedAddresses> lists = new ArrayList<>();
        for (String name : LISTS) {
            if (!name.equals("unknown")) {
                lists.add(new PublishedAddresses(name, Path.of(name), Optional.empty(), some(3, this::block)));
            }
        }
        List<InboundConnector> inbound = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            inbound.add(connector("Connector " + i));
        }
        return new Connectors(accepted, oneIn(2), lists, inbound, List.of(), List.of());
    }

    ConnectionFacts facts() {
        boolean login = oneIn(7);
        return new ConnectionFacts(LISTENERS[random.nextInt(2)], address(), oneIn(4) ? Optional.empty() : Optional.of(tls()),
            login ? Optional.of("bob") : Optional.empty(), oneIn(6) ? Optional.empty() : Optional.of(domain()), organisation(OriginatorOrg.NONE),
            organisation(OriginatorOrg.NOT_YET), oneIn(10) ? Optional.empty() : Optional.of(domain()), random.nextBoolean(), login || oneIn(7));
    }

    private InboundConnector connector(String name) {
        ConnectorType type = ConnectorType.values()[random.nextInt(3)];
        boolean partner = type == ConnectorType.PARTNER;
        Optional<SenderCertificate> certificate = oneIn(2) ? Optional.of(certificate()) : Optional.empty();
        return InboundConnector.of(ConnectorName.parse(name), type)
            .enabled(!oneIn(8))
            .listeners(oneIn(5) ? Set.of(LISTENERS[random.nextInt(2)]) : Set.of())
            .senderDomains(partner ? atLeastOne(3, this::pattern) : List.of())
            .senderIPAddresses(some(3, this::block))
            .publishedAddresses(oneIn(3) ? some(2, () -> LISTS[random.nextInt(LISTS.length)]) : List.of())
            .certificate(certificate)
            .minimumTls(oneIn(4) ? Optional.of(TlsVersion.values()[random.nextInt(4)]) : Optional.empty())
            .restrictDomainsToIPAddresses(partner && oneIn(4))
            .restrictDomainsToCertificate(partner && (certificate.isPresent() ? oneIn(2) : oneIn(20)))
            .associatedAcceptedDomains(oneIn(6) ? atLeastOne(2, this::domain) : List.of())
            .build();
    }

    private SenderCertificate certificate() {
        return new SenderCertificate(atLeastOne(2, () -> DomainPattern.parse((oneIn(2) ? "*." : "") + domain())), oneIn(6) ? Optional.of("cn=" + random.nextInt(2)) : Optional.empty(),
            oneIn(6) ? Set.of(fingerprint()) : Set.of(), oneIn(2), SOURCES[random.nextInt(2)]);
    }

    private TlsFacts tls() {
        Map<TrustSource, Trust> trust = new HashMap<>();
        for (TrustSource source : SOURCES) {
            trust.put(source, oneIn(2) ? Trust.TRUSTED : oneIn(3) ? Trust.PENDING : Trust.values()[random.nextInt(Trust.values().length)]);
        }
        return new TlsFacts(TlsVersion.values()[random.nextInt(4)], "cipher", oneIn(4) ? Optional.empty() : Optional.of(new CertificateFacts(
            some(4, () -> new CertificateName(domain(), oneIn(5))), "cn=" + random.nextInt(2), new HashSet<>(some(3, this::fingerprint)),
            !oneIn(4), !oneIn(4), trust)));
    }

    private OriginatorOrg organisation(OriginatorOrg absent) {
        return switch (random.nextInt(8)) {
            case 0 -> OriginatorOrg.UNUSABLE;
            case 1, 2 -> OriginatorOrg.of(domain());
            case 3, 4 -> OriginatorOrg.NONE;
            default -> absent;
        };
    }

    private Fingerprint fingerprint() {
        return new Fingerprint(Fingerprint.Subject.values()[random.nextInt(2)], Integer.toString(random.nextInt(2)).repeat(64));
    }

    private DomainPattern pattern() {
        int kind = random.nextInt(5);
        return DomainPattern.parse(kind == 0 ? "*" : (kind < 3 ? "*." : "") + domain());
    }

    private Cidr block() {
        byte[] bytes = address().getAddress();
        int prefix = bytes.length == 4 ? new int[] {0, 8, 16, 24, 31, 32}[random.nextInt(6)] : new int[] {0, 32, 48, 64, 127, 128}[random.nextInt(6)];
        for (int bit = prefix; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        try {
            return new Cidr(InetAddress.getByAddress(bytes), prefix);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private DomainName domain() {
        return DomainName.parse(DOMAINS[random.nextInt(DOMAINS.length)]);
    }

    private InetAddress address() {
        return InetAddresses.forString(ADDRESSES[random.nextInt(ADDRESSES.length)]);
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    private <T> List<T> some(int fewerThan, Supplier<T> one) {
        List<T> all = new ArrayList<>();
        for (int i = random.nextInt(fewerThan); i > 0; i--) {
            all.add(one.get());
        }
        return all;
    }

    private <T> List<T> atLeastOne(int most, Supplier<T> one) {
        List<T> all = some(most, one);
        all.add(one.get());
        return all;
    }
}
