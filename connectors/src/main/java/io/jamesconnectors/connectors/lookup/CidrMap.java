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
package io.jamesconnectors.connectors.lookup;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.Cidr;

/**
 * Values by address block; the longest prefix that contains an address wins. IPv4 and IPv6 don't mix: {@code ::/0} contains no IPv4 address,
 * and an IPv4-mapped IPv6 address is the IPv4 address.
 *
 * <p>Blocks either nest or are apart, so they cut the address space into stretches inside which the answer is the same. A lookup is one binary
 * search among the beginnings of these stretches (at most two per block and one): it allocates nothing but the address's own bytes.
 *
 * @param <V> what is found; compared with nothing, so anything
 */
public final class CidrMap<V> {
    private static final CidrMap<?> EMPTY = of(Map.of());

    private final Stretches<V> ipv4;
    private final Stretches<V> ipv6;

    private CidrMap(Stretches<V> ipv4, Stretches<V> ipv6) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    /** A map of these blocks. */
    public static <V> CidrMap<V> of(Map<Cidr, V> blocks) {
        return new CidrMap<>(Stretches.of(blocks, false), Stretches.of(blocks, true));
    }

    /** A map that contains no address. */
    @SuppressWarnings("unchecked") // it never returns a V
    public static <V> CidrMap<V> empty() {
        return (CidrMap<V>) EMPTY;
    }

    /** The value of the longest prefix that contains {@code address}. */
    public Optional<V> find(InetAddress address) {
        return lookup(address).best();
    }

    /** The values of all blocks that contain {@code address}, the longest prefix first. */
    public List<V> findAll(InetAddress address) {
        return lookup(address).all();
    }

    private Found<V> lookup(InetAddress address) {
        byte[] bytes = address.getAddress();
        long low = Bits.low(bytes);
        if (bytes.length == 4) {
            return ipv4.find(0, low);
        }
        long high = Bits.high(bytes);
        return Bits.isMappedIpv4(high, low) ? ipv4.find(0, low & 0xFFFF_FFFFL) : ipv6.find(high, low);
    }
}
