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
package io.jamesconnectors.it.inbound;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Fingerprint;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.CertificateName;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.TlsFacts;
import io.jamesconnectors.connectors.inbound.Trust;
import io.jamesconnectors.connectors.inbound.Verdict;

/**
 * A {@code connectors.xml} made at random, and who is a stranger to it: told from what was written, with arithmetic of this class only.
 *
 * @param xml the file
 * @param granted every block that an organisation or office365 connector names, the published ones among them
 */
record RandomConfiguration(String xml, List<Block> granted) {
    static final DomainName OURS = DomainName.parse("contoso.test");
    private static final List<String> ACCEPTED = List.of("contoso.test", "fabrikam.test", "relay.contoso.test", "adatum.test");
    private static final List<String> NAMES = List.of("relay.contoso.test", "mail.contoso.test", "*.contoso.test", "*.adatum.test", "mx.bank.test",
        "mail.protection.outlook.com", "a.fabrikam.test", "*.fabrikam.test");
    private static final List<String> SENDERS = List.of("contoso.test", "fabrikam.test", "bank.test", "outside.test", "sub.contoso.test", "adatum.test");
    private static final List<String> PUBLISHED = List.of(
        "40.92.0.0/15", "40.107.0.0/16", "52.100.0.0/14", "104.47.0.0/17", "2a01:111:f400::/48", "2a01:111:f403::/48");

    /** A block of addresses, as text and as bytes. */
    record Block(byte[] address, int prefix) {
        static Block parse(String text) {
            String[] parts = text.split("/");
            byte[] bytes = bytes(parts[0]);
            return new Block(bytes, parts.length > 1 ? Integer.parseInt(parts[1]) : 8 * bytes.length);
        }

        boolean holds(byte[] other) {
            return other.length == address.length && IntStream.range(0, prefix).allMatch(bit -> bit(address, bit) == bit(other, bit));
        }

        private static int bit(byte[] bytes, int bit) {
            return bytes[bit / 8] >> (7 - bit % 8) & 1;
        }
    }

    static RandomConfiguration next(Random random) {
        List<Block> granted = new ArrayList<>();
        StringBuilder xml = new StringBuilder("<connectors>\n");
        if (random.nextInt(3) == 0) {
            xml.append("  <rejectDirectSend>true</rejectDirectSend>\n");
        }
        xml.append("  <publishedAddresses name=\"exchangeOnline\" file=\"file://exchange-online.json\"/>\n  <acceptedDomains>\n");
        List<String> accepted = ACCEPTED.subList(0, 1 + random.nextInt(ACCEPTED.size()));
        accepted.forEach(domain -> xml.append(
            "    <domain name=\"%s\" type=\"internalRelay\" matchSubDomains=\"%s\"/>\n".formatted(domain, random.nextInt(4) == 0)));
        xml.append("  </acceptedDomains>\n");
        int connectors = 1 + random.nextInt(4);
        for (int i = 0; i < connectors; i++) {
            connector(random, i, accepted, xml, granted);
        }
        return new RandomConfiguration(xml.append("</connectors>\n").toString(), List.copyOf(granted));
    }

    private static void connector(Random random, int number, List<String> accepted, StringBuilder xml, List<Block> granted) {
        String type = List.of("organization", "office365", "partner").get(random.nextInt(3));
        boolean partner = type.equals("partner");
        boolean certificate = random.nextBoolean();
        boolean addresses = partner ? !certificate : !certificate || random.nextInt(4) == 0;
        xml.append("  <inbound name=\"C%d\" type=\"%s\" enabled=\"%s\">\n".formatted(number, type, random.nextInt(8) != 0));
        option(xml, random.nextInt(6) == 0, "listeners", "mx");
        option(xml, partner, "senderDomains", pick(random, List.of("bank.test", "*.bank.test", "*", "contoso.test", "*.test")));
        if (addresses) {
            List<String> blocks = IntStream.range(0, 1 + random.nextInt(3)).mapToObj(i -> block(random)).collect(Collectors.toCollection(ArrayList::new));
            blocks.stream().map(Block::parse).forEach(granted::add);
            if (random.nextInt(4) == 0) {
                blocks.add("exchangeOnline");
                PUBLISHED.stream().map(Block::parse).forEach(granted::add);
            }
            xml.append("    <senderIPAddresses>").append(String.join(", ", blocks)).append("</senderIPAddresses>\n");
        }
        boolean tls = certificate && partner || random.nextInt(3) == 0;
        xml.append("    <requireTls%s>%s</requireTls>\n".formatted(tls && random.nextBoolean() ? " minimumVersion=\"TLSv1.3\"" : "", tls));
        option(xml, certificate, "tlsSenderCertificateName", pick(random, NAMES));
        if (certificate && random.nextInt(3) == 0) {
            xml.append("    <tlsSenderCertificate use=\"").append(pick(random, List.of("client", "clientOrServer"))).append("\"/>\n");
        }
        option(xml, partner && addresses, "restrictDomainsToIPAddresses", "true");
        option(xml, partner && certificate, "restrictDomainsToCertificate", "true");
        option(xml, random.nextInt(5) == 0, "associatedAcceptedDomains", pick(random, accepted));
        xml.append("  </inbound>\n");
    }

    private static void option(StringBuilder xml, boolean given, String name, String value) {
        if (given) {
            xml.append("    <").append(name).append('>').append(value).append("</").append(name).append(">\n");
        }
    }

    private static String block(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "10.%d.%d.%d".formatted(random.nextInt(4), random.nextInt(4), random.nextInt(256));
            case 1 -> "10.%d.%d.%d/%d".formatted(random.nextInt(4), random.nextInt(4), random.nextInt(4) << 6, 26 + random.nextInt(5));
            case 2 -> "10.%d.%d.0/24".formatted(random.nextInt(4), random.nextInt(4));
            default -> "2001:db8:%x::/%d".formatted(random.nextInt(8), 48 + 16 * random.nextInt(2));
        };
    }

    /** Somebody from outside every grant, whose certificate does not count for one reason or another, to a recipient outside. */
    ConnectionFacts stranger(Random random, InboundRules rules) {
        byte[] address = outside(random);
        return facts(random, address, tls(random, rules), random.nextInt(10) == 0);
    }

    /** Whether somebody whom a connector grants by address or by certificate relays mail of our domain: else the property would hold for want of grants. */
    boolean relaysForAMember(Random random, InboundRules rules) {
        CertificateName name = name(pick(random, NAMES));
        Map<TrustSource, Trust> trusted = rules.trustSources(List.of(name)).stream().collect(Collectors.toMap(source -> source, source -> Trust.TRUSTED));
        TlsFacts tls = new TlsFacts(TlsVersion.TLS_1_3, "TLS_AES_256_GCM_SHA384", Optional.of(certificate(name, true, trusted)));
        byte[] address = granted.isEmpty() ? bytes("198.18.0.1") : granted.get(random.nextInt(granted.size())).address();
        return rules.decide(new ConnectionFacts("mx", address(address), Optional.of(tls), Optional.empty(), Optional.of(OURS), OriginatorOrg.of(OURS),
            OriginatorOrg.NOT_YET, Optional.of(DomainName.parse("outside.test")), false, false)).verdict() == Verdict.GRANT_RELAY;
    }

    private static ConnectionFacts facts(Random random, byte[] address, Optional<TlsFacts> tls, boolean serverAllows) {
        return new ConnectionFacts(random.nextBoolean() ? "mx" : "submission", address(address), tls, Optional.empty(),
            random.nextInt(5) == 0 ? Optional.empty() : Optional.of(DomainName.parse(pick(random, SENDERS))),
            pick(random, List.of(OriginatorOrg.NONE, OriginatorOrg.UNUSABLE, OriginatorOrg.of(OURS), OriginatorOrg.of(DomainName.parse("outside.test")))),
            OriginatorOrg.NOT_YET,
            random.nextInt(10) == 0 ? Optional.empty()
                : Optional.of(DomainName.parse(pick(random, List.of("outside.test", "deep.outside.test", "xcontoso.test")))),
            false, serverAllows);
    }

    private static Optional<TlsFacts> tls(Random random, InboundRules rules) {
        if (random.nextInt(3) == 0) {
            return Optional.empty();
        }
        TlsVersion version = pick(random, List.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3));
        return Optional.of(new TlsFacts(version, "TLS_AES_256_GCM_SHA384", random.nextBoolean() ? Optional.empty() : Optional.of(worthless(random, rules))));
    }

    /** A certificate of a name that connectors ask for but without trust, or with trust but of a name that none asks for. */
    private static CertificateFacts worthless(Random random, InboundRules rules) {
        if (random.nextInt(3) == 0) {
            CertificateName nobodys = name(pick(random,
                List.of("relay.contoso.test.evil.test", "contoso.test", "protection.outlook.com", "test", "xmx.bank.test")));
            return certificate(nobodys, random.nextBoolean(), Map.of(TrustSource.JAVA, Trust.TRUSTED));
        }
        CertificateName known = name(pick(random, NAMES));
        Map<TrustSource, Trust> trust = new HashMap<>();
        for (TrustSource source : rules.trustSources(List.of(known))) {
            trust.put(source, pick(random, List.of(Trust.SELF_SIGNED, Trust.UNTRUSTED, Trust.EXPIRED, Trust.NOT_YET_VALID, Trust.INCOMPLETE_CHAIN,
                Trust.REVOKED, Trust.STATUS_UNKNOWN, Trust.PENDING)));
        }
        return certificate(known, random.nextBoolean(), random.nextInt(5) == 0 ? Map.of() : trust);
    }

    private static CertificateFacts certificate(CertificateName name, boolean forClients, Map<TrustSource, Trust> trust) {
        Set<Fingerprint> fingerprints = Set.of(Fingerprint.of(Fingerprint.Subject.CERTIFICATE, new byte[32]));
        return new CertificateFacts(List.of(name), "cn=somebody", fingerprints, forClients, true, trust);
    }

    private byte[] outside(Random random) {
        while (true) {
            byte[] address = random.nextBoolean() && !granted.isEmpty() ? beside(random) : bytes(pick(random, List.of("198.18.0.1", "10.0.0.0", "10.3.3.255",
                "2001:db8:9::1", "40.91.255.255", "40.94.0.0", "52.104.0.0", "104.47.128.0", "2a01:111:f401::1", "::1", "127.0.0.1")));
            if (granted.stream().noneMatch(block -> block.holds(address))) {
                return address;
            }
        }
    }

    /** The address just before, or just after, a block. */
    private byte[] beside(Random random) {
        Block block = granted.get(random.nextInt(granted.size()));
        BigInteger first = new BigInteger(1, block.address());
        int bits = 8 * block.address().length;
        BigInteger size = BigInteger.ONE.shiftLeft(bits - block.prefix());
        BigInteger start = first.divide(size).multiply(size);
        BigInteger near = (random.nextBoolean() ? start.add(size) : start.subtract(BigInteger.ONE)).mod(BigInteger.ONE.shiftLeft(bits));
        byte[] digits = near.toByteArray();
        byte[] address = new byte[block.address().length];
        int length = Math.min(digits.length, address.length);
        System.arraycopy(digits, digits.length - length, address, address.length - length, length);
        return address;
    }

    private static CertificateName name(String text) {
        return text.startsWith("*.") ? new CertificateName(DomainName.parse(text.substring(2)), true) : new CertificateName(DomainName.parse(text), false);
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("address", e);
        }
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
