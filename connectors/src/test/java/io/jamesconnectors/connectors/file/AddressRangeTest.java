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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.Cidr;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "192.0.2.1 | 192.0.2.1",
        "192.0.2.0/24 | 192.0.2.0/24",
        "192.0.2.1-192.0.2.1 | 192.0.2.1",
        "192.0.2.0 - 192.0.2.255 | 192.0.2.0/24",
        "198.51.100.1-198.51.100.9 | 198.51.100.1 198.51.100.2/31 198.51.100.4/30 198.51.100.8/31",
        "0.0.0.0-255.255.255.255 | 0.0.0.0/0",
        "255.255.255.254-255.255.255.255 | 255.255.255.254/31",
        "::-::1 | ::/127",
        "2001:db8::ffff-2001:db8::1:0 | 2001:db8::ffff 2001:db8::1:0",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "::ffff:192.0.2.0-192.0.2.1 | 192.0.2.0/31"})
    void becomesBlocks(String range, String blocks) {
        assertThat(AddressRange.parse(range)).extracting(Cidr::toString).containsExactly(blocks.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1-2", "192.0.2.9-192.0.2.1", "192.0.2.1-::1", "192.0.2.0/24-192.0.3.0/24", "192.0.2.1-", "-192.0.2.1", "192.0.2.1-192.0.2.2-192.0.2.3", "192.0.2.1/24",
        "contoso.com", "192.0.2.1-9"})
    void isNoRange(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLongestRangeIsBounded() {
        assertThat(AddressRange.parse("::1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe")).hasSize(254);
        assertThat(AddressRange.parse("0.0.0.1-255.255.255.254")).hasSize(62);
    }

    @Test
    void holdsJustTheAddressesOfTheRange() {
        long seed = Long.getLong("seed", 1);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            long from = random.nextLong(1L << 32);
            long to = Math.min((1L << 32) - 1, from + random.nextLong(1L << random.nextInt(33)));
            List<Cidr> blocks = AddressRange.parse(address(from) + "-" + address(to));

            assertThat(blocks.stream().mapToLong(block -> 1L << (32 - block.prefixLength())).sum()).as("seed " + seed).isEqualTo(to - from + 1);
            for (long inside : new long[] {from, to, from + (to - from) / 2}) {
                assertThat(blocks).as("seed " + seed).filteredOn(block -> block.contains(InetAddresses.forString(address(inside)))).hasSize(1);
            }
        }
    }

    private static String address(long number) {
        InetAddress address = InetAddresses.fromIPv4BigInteger(BigInteger.valueOf(number));
        return InetAddresses.toAddrString(address);
    }
}
