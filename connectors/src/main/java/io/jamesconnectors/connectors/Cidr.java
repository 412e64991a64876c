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
package io.jamesconnectors.connectors;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

import com.google.common.net.InetAddresses;

/**
 * A block of IPv4 or IPv6 addresses (RFC 4632, RFC 4291 §2.3). Host bits are zero; IPv4-mapped IPv6 addresses are IPv4.
 *
 * @param network the first address of the block
 * @param prefixLength 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Cidr(InetAddress network, int prefixLength) {

    public Cidr {
        byte[] bytes = network.getAddress();
        if (isMapped(bytes) && prefixLength >= 96 && prefixLength <= 128) {
            network = unmapped(network);
            bytes = network.getAddress();
            prefixLength -= 96;
        }
        if (prefixLength < 0 || prefixLength > bytes.length * 8) {
            throw new IllegalArgumentException("prefix length: " + prefixLength + " (expected: 0 to " + bytes.length * 8 + ")");
        }
        if (!Arrays.equals(bytes, masked(bytes, prefixLength))) {
            throw new IllegalArgumentException("address block: " + InetAddresses.toAddrString(network) + "/" + prefixLength
                + " has host bits set (expected: " + InetAddresses.toAddrString(unchecked(masked(bytes, prefixLength))) + "/" + prefixLength + ")");
        }
    }

    /**
     * Reads {@code 192.0.2.1}, {@code 192.0.2.0/24}, {@code 2001:db8::1} or {@code 2001:db8::/32}; no names, no ranges, no scopes, no octal.
     *
     * @throws IllegalArgumentException for anything else; the message says why
     */
    public static Cidr parse(String text) {
        String trimmed = text.strip();
        int slash = trimmed.indexOf('/');
        String literal = slash < 0 ? trimmed : trimmed.substring(0, slash);
        if (literal.indexOf('%') >= 0 || !InetAddresses.isInetAddress(literal)) {
            throw new IllegalArgumentException("address: '" + printable(trimmed) + "' (expected: an IPv4 or IPv6 address, or a block such as 192.0.2.0/24)");
        }
        InetAddress address = InetAddresses.forString(literal);
        int bits = address.getAddress().length * 8;
        boolean mapped = literal.indexOf(':') >= 0 && bits == 32;
        int prefix = slash < 0 ? mapped ? 128 : bits : prefix(trimmed, trimmed.substring(slash + 1));
        if (mapped) {
            if (prefix < 96) {
                throw new IllegalArgumentException("address: '" + printable(trimmed) + "' mixes IPv4 and IPv6 (expected: a block of one family)");
            }
            prefix -= 96;
        }
        return new Cidr(address, prefix);
    }

    /** The block that holds just {@code address}. */
    public static Cidr of(InetAddress address) {
        return new Cidr(address, address.getAddress().length * 8);
    }

    /** Whether this is a block of IPv6 addresses. */
    public boolean isIpv6() {
        return network instanceof Inet6Address;
    }

    /** Whether {@code address} lies in the block. */
    public boolean contains(InetAddress address) {
        byte[] bytes = unmapped(address).getAddress();
        return bytes.length == network.getAddress().length && Arrays.equals(masked(bytes, prefixLength), network.getAddress());
    }

    @Override
    public String toString() {
        String address = InetAddresses.toAddrString(network);
        return prefixLength == network.getAddress().length * 8 ? address : address + "/" + prefixLength;
    }

    private static int prefix(String whole, String digits) {
        if (!digits.matches("0|[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException("address: '" + printable(whole) + "' (expected: a prefix length after the slash, such as 192.0.2.0/24)");
        }
        return Integer.parseInt(digits);
    }

    /** Java makes an IPv4 address of an IPv4-mapped one, but not of one with a scope, as a socket may report it. */
    private static InetAddress unmapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        return isMapped(bytes) ? unchecked(bytes) : address;
    }

    private static boolean isMapped(byte[] bytes) {
        return bytes.length == 16 && bytes[10] == -1 && bytes[11] == -1 && Arrays.equals(bytes, 0, 10, new byte[10], 0, 10);
    }

    private static byte[] masked(byte[] address, int prefixLength) {
        byte[] result = address.clone();
        for (int i = 0; i < result.length; i++) {
            int kept = Math.max(0, Math.min(8, prefixLength - 8 * i));
            result[i] &= (byte) (0xFF << (8 - kept));
        }
        return result;
    }

    private static InetAddress unchecked(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    private static String printable(String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return shown.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }
}
