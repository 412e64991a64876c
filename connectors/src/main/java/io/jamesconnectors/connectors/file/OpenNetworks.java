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
package io.jamesconnectors.connectors.file;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.Cidr;

/**
 * Networks as James writes them ({@code NetMatcher}: addresses, prefixes, masks such as 255.255.0.0, host bits allowed), that together are a large part of the internet.
 *
 * @param what the first of them, and how many more
 * @param largest of them
 */
record OpenNetworks(String what, Cidr largest) {
    private static final BigInteger REFUSED_IPV4 = BigInteger.ONE.shiftLeft(25);
    private static final BigInteger REFUSED_IPV6 = BigInteger.ONE.shiftLeft(113);

    /** Empty where they are few. What can't be read, such as names, is passed over. */
    static Optional<OpenNetworks> in(String networks) {
        List<Cidr> blocks = new ArrayList<>();
        for (String network : networks.split("[, \\s]+", 10_000)) {
            block(network).filter(block -> !AddressBreadth.isPrivate(block)).ifPresent(blocks::add);
        }
        List<Stretch> sorted = blocks.stream().map(Stretch::of).sorted(Stretch.ORDER).toList();
        if (sum(sorted, false).compareTo(REFUSED_IPV4) < 0 && sum(sorted, true).compareTo(REFUSED_IPV6) < 0) {
            return Optional.empty();
        }
        Cidr largest = blocks.stream().max(Comparator.comparing(block -> -block.prefixLength())).orElseThrow();
        return Optional.of(new OpenNetworks(largest + (blocks.size() > 1 ? " and " + (blocks.size() - 1) + " more" : ""), largest));
    }

    /** So many addresses of one family, each once. */
    private static BigInteger sum(List<Stretch> sorted, boolean ipv6) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger next = BigInteger.ZERO;
        for (Stretch each : sorted) {
            if (each.ipv6() == ipv6 && each.to().compareTo(next) >= 0) {
                sum = sum.add(each.to().subtract(each.from().max(next))).add(BigInteger.ONE);
                next = each.to().add(BigInteger.ONE);
            }
        }
        return sum;
    }

    private static Optional<Cidr> block(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        if (!InetAddresses.isInetAddress(literal) || literal.indexOf('%') >= 0) {
            return Optional.empty();
        }
        InetAddress address = InetAddresses.forString(literal);
        int bits = address.getAddress().length * 8;
        String mask = slash < 0 ? String.valueOf(bits) : text.substring(slash + 1);
        int prefix = mask.matches("[0-9]{1,3}") ? Integer.parseInt(mask)
            : InetAddresses.isInetAddress(mask) ? new BigInteger(1, InetAddresses.forString(mask).getAddress()).bitCount() : -1;
        if (prefix < 0 || prefix > bits) {
            return Optional.empty();
        }
        byte[] bytes = address.getAddress();
        for (int bit = prefix; bit < bits; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return Optional.of(new Cidr(Addresses.address(new BigInteger(1, bytes), bytes.length), prefix));
    }
}
