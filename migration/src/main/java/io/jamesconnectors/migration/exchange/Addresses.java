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
package io.jamesconnectors.migration.exchange;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.file.AddressRange;

/** Exchange's spellings of domains, addresses and hosts. */
final class Addresses {
    private static final Cidr ALL_IPV4 = Cidr.parse("0.0.0.0/0");
    private static final Cidr ALL_IPV6 = Cidr.parse("::/0");

    private Addresses() {
    }

    /**
     * {@code AddressSpaceType:AddressSpace;AddressSpaceCost} (Set-SendConnector).
     *
     * @param type in lower case; smtp where it is not written
     * @param space the domain
     * @param cost 1 to 100; 1 where it is not written
     */
    record Space(String type, String space, int cost) {
        static Space parse(String text) {
            int semicolon = text.lastIndexOf(';');
            int colon = text.indexOf(':');
            String cost = semicolon < 0 ? String.valueOf(AddressSpace.DEFAULT_COST) : text.substring(semicolon + 1).strip();
            if (!cost.matches("[0-9]{1,3}") || Integer.parseInt(cost) < 1 || Integer.parseInt(cost) > 100) {
                throw new IllegalArgumentException("address space: '" + text + "' (expected: such as smtp:contoso.com;1)");
            }
            String space = semicolon < 0 ? text : text.substring(0, semicolon);
            return new Space(colon < 0 ? "smtp" : space.substring(0, colon).toLowerCase(Locale.ROOT), space.substring(colon + 1).strip(),
                Integer.parseInt(cost));
        }

        boolean isMail() {
            return type.equals("smtp");
        }

        DomainPattern pattern() {
            if (!isMail()) {
                throw new IllegalArgumentException("address space: type '" + type + "' (expected: smtp)");
            }
            return DomainPattern.parse(space);
        }
    }

    static DomainPattern pattern(String text) {
        return Space.parse(text).pattern();
    }

    /** A domain without wildcard. */
    static DomainName domain(String text) {
        if (Space.parse(text).pattern() instanceof DomainPattern.Exactly exactly) {
            return exactly.domain();
        }
        throw new IllegalArgumentException("domain: '" + text + "' (expected: one domain)");
    }

    /** An address, a block (Exchange tolerates bits behind the prefix) or a range. A scope ({@code fe80::1%11}) is dropped. */
    static List<Cidr> blocks(String text) {
        String plain = text.replaceAll("%[0-9A-Za-z]+", "");
        int slash = plain.indexOf('/');
        if (slash < 0 || plain.indexOf('-') >= 0) {
            return AddressRange.parse(plain);
        }
        String literal = plain.substring(0, slash);
        String digits = plain.substring(slash + 1);
        if (!InetAddresses.isInetAddress(literal) || !digits.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("address block: '" + text + "' (expected: such as 192.0.2.0/24)");
        }
        byte[] bytes = InetAddresses.forString(literal).getAddress();
        int prefix = Integer.parseInt(digits);
        for (int bit = prefix; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return List.of(Cidr.parse(InetAddresses.toAddrString(unchecked(bytes)) + "/" + prefix));
    }

    private static InetAddress unchecked(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /** Whether these are all addresses there are, of either family or both. */
    static boolean isEverybody(List<Cidr> blocks) {
        return blocks.contains(ALL_IPV4) || blocks.contains(ALL_IPV6);
    }

    /** {@code mail.contoso.com}, {@code 192.0.2.1}, {@code [192.0.2.1]}; a block of addresses stands for each of them, at most 16. */
    static List<SmartHost> hosts(String text, int port) {
        String plain = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (plain.indexOf('/') >= 0) {
            return all(blocks(plain).get(0), port);
        }
        return List.of(new SmartHost(InetAddresses.isInetAddress(plain) ? InetAddresses.toAddrString(InetAddresses.forString(plain)) : DomainName.parse(plain)
            .asString(), port));
    }

    private static List<SmartHost> all(Cidr block, int port) {
        int bits = block.network().getAddress().length * 8 - block.prefixLength();
        if (bits > 4) {
            throw new IllegalArgumentException("smart host: the block " + block + " (expected: at most 16 addresses)");
        }
        List<SmartHost> hosts = new ArrayList<>();
        InetAddress address = block.network();
        for (int i = 0; i < 1 << bits; i++) {
            hosts.add(new SmartHost(InetAddresses.toAddrString(address), port));
            address = i + 1 < 1 << bits ? InetAddresses.increment(address) : address;
        }
        return hosts;
    }
}
