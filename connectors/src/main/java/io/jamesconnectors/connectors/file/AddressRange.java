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
import java.util.List;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.Cidr;

/** {@code 192.0.2.1-192.0.2.9}: all addresses from one to another, as the fewest blocks that hold just these. An address or a block is a range too. */
public final class AddressRange {

    private AddressRange() {
    }

    /**
     * The blocks of a range, in their order; at most 254.
     *
     * @throws IllegalArgumentException when it is no range; the message says why
     */
    public static List<Cidr> parse(String text) {
        int hyphen = text.indexOf('-');
        if (hyphen < 0) {
            return List.of(Options.block(text));
        }
        Cidr first = address(text.substring(0, hyphen).strip(), text);
        Cidr last = address(text.substring(hyphen + 1).strip(), text);
        BigInteger from = InetAddresses.toBigInteger(first.network());
        BigInteger to = InetAddresses.toBigInteger(last.network());
        if (first.isIpv6() != last.isIpv6() || from.compareTo(to) > 0) {
            throw new IllegalArgumentException("'" + Options.shown(text) + "' is no range (expected: two addresses of one family, the lower one first)");
        }
        return blocks(from, to, first.isIpv6());
    }

    private static List<Cidr> blocks(BigInteger first, BigInteger last, boolean ipv6) {
        int bits = ipv6 ? 128 : 32;
        List<Cidr> blocks = new ArrayList<>();
        for (BigInteger from = first; from.compareTo(last) <= 0; from = from.add(size(blocks, bits))) {
            int free = from.signum() == 0 ? bits : Math.min(bits, from.getLowestSetBit());
            while (from.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE).compareTo(last) > 0) {
                free--;
            }
            blocks.add(new Cidr(address(from, ipv6), bits - free));
        }
        return blocks;
    }

    private static BigInteger size(List<Cidr> blocks, int bits) {
        return BigInteger.ONE.shiftLeft(bits - blocks.get(blocks.size() - 1).prefixLength());
    }

    private static InetAddress address(BigInteger number, boolean ipv6) {
        return ipv6 ? InetAddresses.fromIPv6BigInteger(number) : InetAddresses.fromIPv4BigInteger(number);
    }

    private static Cidr address(String text, String range) {
        Cidr address = Options.block(text);
        if (text.indexOf('/') >= 0) {
            throw new IllegalArgumentException("'" + Options.shown(range) + "' mixes a block and a range (expected: 192.0.2.0/24 or 192.0.2.1-192.0.2.9)");
        }
        return address;
    }
}
