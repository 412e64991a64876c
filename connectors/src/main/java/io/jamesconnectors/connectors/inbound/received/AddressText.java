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
package io.jamesconnectors.connectors.inbound.received;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

import com.google.common.net.InetAddresses;

/** Reads an address as mail servers write it. Nothing is resolved. */
final class AddressText {
    private static final int MAX_LENGTH = 64;
    private static final String IPV6 = "ipv6:";

    private AddressText() {
    }

    /** {@code [192.0.2.1]}, {@code [IPv6:2001:db8::1]} (RFC 5321 §4.1.3), {@code [2001:db8::1]}, each with {@code :port} after it or not. */
    static Optional<InetAddress> bracketed(String word) {
        int close = word.indexOf(']');
        if (!word.startsWith("[") || close < 0 || !word.substring(close + 1).matches("(?::[0-9]{1,5})?")) {
            return Optional.empty();
        }
        String inside = word.substring(1, close);
        return bare(inside.toLowerCase(Locale.ROOT).startsWith(IPV6) ? inside.substring(IPV6.length()) : inside);
    }

    /** {@code 192.0.2.1}, {@code 2001:db8::1}, or {@code fe80::1%4} with a zone, which is dropped. No address that a client can't have. */
    static Optional<InetAddress> bare(String word) {
        if (word.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        int zone = word.indexOf('%');
        String literal = zone < 0 ? word : word.substring(0, zone);
        if (!InetAddresses.isInetAddress(literal)) {
            return Optional.empty();
        }
        InetAddress address = InetAddresses.forString(literal);
        boolean zoned = zone >= 0 && !(address.isLinkLocalAddress() && word.substring(zone + 1).matches("[0-9A-Za-z._-]{1,16}"));
        return zoned || isNoClient(address) ? Optional.empty() : Optional.of(address);
    }

    /** Unspecified, multicast, or beyond (RFC 1122 §3.2.1.3, RFC 1112 §4). */
    private static boolean isNoClient(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.isAnyLocalAddress() || address.isMulticastAddress() || bytes.length == 4 && (bytes[0] == 0 || (bytes[0] & 0xF0) == 0xF0);
    }
}
