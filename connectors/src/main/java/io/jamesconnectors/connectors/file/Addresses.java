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
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

import io.jamesconnectors.connectors.Cidr;

/** Some addresses of a block, spread over it: enough to find one that no smaller block of another connector takes away. */
final class Addresses {
    private static final int PARTS = 8;

    private Addresses() {
    }

    /** The public ones first in the first block, if it has any; nothing is asked of the DNS. */
    static List<InetAddress> in(List<Cidr> blocks) {
        List<InetAddress> ofStrangers = new ArrayList<>();
        List<InetAddress> others = new ArrayList<>();
        for (Cidr block : blocks) {
            Stretch stretch = Stretch.of(block);
            BigInteger size = stretch.size();
            for (int part = 0; part < PARTS; part++) {
                BigInteger offset = size.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(PARTS)).add(BigInteger.ONE).mod(size);
                InetAddress address = address(stretch.from().add(offset), block.isIpv6() ? 16 : 4);
                (AddressBreadth.isPrivate(Cidr.of(address)) ? others : ofStrangers).add(address);
            }
        }
        ofStrangers.addAll(others);
        return ofStrangers;
    }

    static InetAddress address(BigInteger number, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = number.shiftRight(8 * (length - 1 - i)).byteValue();
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
