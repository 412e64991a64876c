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
import java.util.Comparator;

import io.jamesconnectors.connectors.Cidr;

/**
 * A block as numbers: from its first to its last address, both in it.
 *
 * @param ipv6 whether the numbers are those of IPv6 addresses
 */
record Stretch(boolean ipv6, BigInteger from, BigInteger to) {
    /** Families apart, then by the first address, and of those with the same the largest first. */
    static final Comparator<Stretch> ORDER = Comparator.comparing(Stretch::ipv6).thenComparing(Stretch::from).thenComparing(Stretch::to, Comparator.reverseOrder());

    static Stretch of(Cidr block) {
        byte[] bytes = block.network().getAddress();
        BigInteger from = new BigInteger(1, bytes);
        return new Stretch(block.isIpv6(), from, from.add(BigInteger.ONE.shiftLeft(bytes.length * 8 - block.prefixLength())).subtract(BigInteger.ONE));
    }

    BigInteger size() {
        return to.subtract(from).add(BigInteger.ONE);
    }

    boolean holds(Stretch other) {
        return ipv6 == other.ipv6 && from.compareTo(other.from) <= 0 && to.compareTo(other.to) >= 0;
    }
}
