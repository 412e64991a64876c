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
package io.jamesconnectors.testing.office365;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An inbound connector of a tenant, with the options that decide here.
 * Source: Microsoft, {@code New-InboundConnector}, {@code Set-InboundConnector}.
 *
 * @param name what the record calls it
 * @param ownServers {@code -ConnectorType OnPremises}, else {@code Partner}
 * @param certificateName {@code TlsSenderCertificateName}: a name, or {@code *.} and a domain for all below it
 * @param addresses {@code SenderIPAddresses}: single IPv4 addresses, or networks of 24 to 32 bits
 * @param senderDomains {@code SenderDomains} of a partner: {@code *}, a domain, or {@code *.} and a domain for it and all below
 * @param requireTls {@code RequireTls} of a partner
 * @param restrictToCertificate {@code RestrictDomainsToCertificate} of a partner
 * @param restrictToAddresses {@code RestrictDomainsToIPAddresses} of a partner
 */
public record InboundConnector(String name, boolean ownServers, Optional<String> certificateName, List<String> addresses, List<String> senderDomains,
        boolean requireTls, boolean restrictToCertificate, boolean restrictToAddresses) {

    public InboundConnector {
        certificateName = certificateName.map(value -> value.toLowerCase(Locale.ROOT));
        addresses = List.copyOf(addresses);
        addresses.forEach(network -> covers(network, new byte[4]));
        senderDomains = senderDomains.stream().map(value -> value.toLowerCase(Locale.ROOT)).toList();
    }

    /** Own servers, known by a certificate. */
    public static InboundConnector ownServersByCertificate(String name, String certificateName) {
        return new InboundConnector(name, true, Optional.of(certificateName), List.of(), List.of("*"), false, false, false);
    }

    /** Own servers, known by their addresses. */
    public static InboundConnector ownServersByAddress(String name, String... addresses) {
        return new InboundConnector(name, true, Optional.empty(), List.of(addresses), List.of("*"), false, false, false);
    }

    /** A partner whose mail is taken from a certificate alone. */
    public static InboundConnector partnerByCertificate(String name, String senderDomain, String certificateName) {
        return new InboundConnector(name, false, Optional.of(certificateName), List.of(), List.of(senderDomain), true, true, false);
    }

    /** A partner whose mail is taken from some addresses alone. */
    public static InboundConnector partnerByAddress(String name, String senderDomain, String... addresses) {
        return new InboundConnector(name, false, Optional.empty(), List.of(addresses), List.of(senderDomain), false, false, true);
    }

    /** A partner whose mail is taken over TLS alone, from wherever it comes. */
    public static InboundConnector partnerOverTls(String name, String senderDomain) {
        return new InboundConnector(name, false, Optional.empty(), List.of(), List.of(senderDomain), true, false, false);
    }

    /** The domain that stands for the certificate where accepted domains are looked up. */
    Optional<String> certificateDomain() {
        return certificateName.map(value -> value.startsWith("*.") ? value.substring(2) : value);
    }

    /**
     * How exactly the certificate name fits one of these names: its length, an exact name before any wildcard; 0 where it does not.
     * That a wildcard spans several labels is not published.
     */
    int fit(List<String> names) {
        String wanted = certificateName.orElse("");
        if (wanted.startsWith("*.")) {
            String suffix = wanted.substring(1);
            return names.stream().anyMatch(given -> given.endsWith(suffix)) ? wanted.length() : 0;
        }
        return !wanted.isEmpty() && names.contains(wanted) ? 1_000 + wanted.length() : 0;
    }

    boolean lists(InetAddress client) {
        return addresses.stream().anyMatch(network -> covers(network, client.getAddress()));
    }

    boolean coversSender(String domain) {
        return senderDomains.stream().anyMatch(pattern -> pattern.equals("*") || pattern.equals(domain)
            || pattern.startsWith("*.") && (domain.equals(pattern.substring(2)) || domain.endsWith(pattern.substring(1))));
    }

    private static boolean covers(String network, byte[] client) {
        String[] parts = network.split("/", 2);
        byte[] base = addressOf(parts[0]);
        int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : 8 * base.length;
        if (bits < 24 || bits > 32) {
            throw new IllegalArgumentException("network: " + network + " (expected: an IPv4 address, or one with 24 to 32 bits)");
        }
        if (base.length != client.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((base[bit / 8] & mask) != (client[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] addressOf(String dotted) {
        String[] parts = dotted.split("\\.", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("address: " + dotted + " (expected: an IPv4 address)");
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }
}
