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

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import com.google.common.net.InetAddresses;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv4.IPv4AddressTrie;
import inet.ipaddr.ipv6.IPv6Address;
import inet.ipaddr.ipv6.IPv6AddressTrie;
import io.jamesconnectors.connectors.Cidr;

class CidrMapTest {

    @Test
    void findsTheLongestPrefix() {
        CidrMap<String> map = map("10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "10.1.2.3/32");
        assertThat(map.find(address("10.1.2.3"))).contains("10.1.2.3/32");
        assertThat(map.find(address("10.1.2.4"))).contains("10.1.2.0/24");
        assertThat(map.find(address("10.1.3.0"))).contains("10.1.0.0/16");
        assertThat(map.find(address("10.255.255.255"))).contains("10.0.0.0/8");
        assertThat(map.find(address("11.0.0.0"))).isEmpty();
        assertThat(map.find(address("9.255.255.255"))).isEmpty();
    }

    @Test
    void listsAllBlocksThatContainAnAddressTheLongestFirst() {
        CidrMap<String> map = map("0.0.0.0/0", "10.1.2.0/24", "10.0.0.0/8", "192.0.2.0/24");
        assertThat(map.findAll(address("10.1.2.3"))).containsExactly("10.1.2.0/24", "10.0.0.0/8", "0.0.0.0/0");
        assertThat(map.findAll(address("10.1.3.3"))).containsExactly("10.0.0.0/8", "0.0.0.0/0");
        assertThat(map.findAll(address("8.8.8.8"))).containsExactly("0.0.0.0/0");
    }

    @Test
    void returnsToTheOuterBlockBehindAnInnerOne() {
        CidrMap<String> map = map("10.0.0.0/8", "10.0.0.0/32", "10.255.255.255/32", "10.128.0.0/9", "10.128.0.0/10");
        assertThat(map.find(address("10.0.0.0"))).contains("10.0.0.0/32");
        assertThat(map.find(address("10.0.0.1"))).contains("10.0.0.0/8");
        assertThat(map.find(address("10.191.255.255"))).contains("10.128.0.0/10");
        assertThat(map.find(address("10.192.0.0"))).contains("10.128.0.0/9");
        assertThat(map.find(address("10.255.255.255"))).contains("10.255.255.255/32");
    }

    @Test
    void reachesFromTheFirstToTheLastAddress() {
        CidrMap<String> map = map("0.0.0.0/0", "255.255.255.255/32", "::/0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128", "::/128");
        assertThat(map.find(address("0.0.0.0"))).contains("0.0.0.0/0");
        assertThat(map.find(address("255.255.255.255"))).contains("255.255.255.255/32");
        assertThat(map.find(address("::"))).contains("::/128");
        assertThat(map.find(address("::1"))).contains("::/0");
        assertThat(map.find(address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe"))).contains("::/0");
        assertThat(map.find(address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"))).contains("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128");
    }

    @Test
    void keepsTheFamiliesApart() {
        assertThat(map("::/0").find(address("192.0.2.1"))).isEmpty();
        assertThat(map("0.0.0.0/0").find(address("::c000:201"))).isEmpty();
    }

    @Test
    void takesAnIpv4MappedAddressForIpv4() throws UnknownHostException {
        byte[] bytes = InetAddresses.forString("::fffe:c000:201").getAddress();
        bytes[11] = -1;
        InetAddress mapped = Inet6Address.getByAddress(null, bytes, 1);
        assertThat(mapped.getAddress()).hasSize(16);
        assertThat(map("192.0.2.0/24", "::/0").find(mapped)).contains("192.0.2.0/24");
        assertThat(map("::/0").find(mapped)).isEmpty();
    }

    @Test
    void findsNothingWhenEmpty() {
        assertThat(CidrMap.<String>empty().find(address("192.0.2.1"))).isEmpty();
        assertThat(CidrMap.<String>empty().findAll(address("2001:db8::1"))).isEmpty();
    }

    @Test
    void agreesWithAnIndependentLibraryOn100000Lookups() {
        agrees(System.nanoTime());
    }

    @Test
    void agreesWhereARandomBlockHoldsMappedAddresses() {
        agrees(2169055539277L);
    }

    private static void agrees(long seed) {
        Random random = new Random(seed);
        int hits = 0;
        for (int round = 0; round < 100; round++) {
            boolean ipv6 = random.nextBoolean();
            Map<Cidr, Cidr> blocks = blocks(random, ipv6);
            CidrMap<Cidr> map = CidrMap.of(blocks);
            IPv4AddressTrie trie4 = new IPv4AddressTrie();
            IPv6AddressTrie trie6 = new IPv6AddressTrie();
            blocks.keySet().forEach(block -> {
                IPAddress added = new IPAddressString(block.toString()).getAddress();
                if (ipv6) {
                    trie6.add(added.toIPv6());
                } else {
                    trie4.add(added.toIPv4());
                }
            });
            for (int i = 0; i < 1_000; i++) {
                InetAddress address = near(random, blocks, ipv6);
                if (ipv6 && address instanceof Inet4Address) {
                    continue; // Java reads ::ffff:a.b.c.d as IPv4, which for us is in no IPv6 block, not even ::/0; to the library it is IPv6
                }
                IPAddress asked = new IPAddressString(InetAddresses.toAddrString(address)).getAddress();
                IPAddress expected = ipv6 ? longest(trie6, asked.toIPv6()) : longest(trie4, asked.toIPv4());
                String found = map.find(address).map(Cidr::toString).orElse("none");
                String wanted = expected == null ? "none" : Cidr.parse(expected.toCompressedString()).toString();
                assertThat(found).as("seed %d, %s", seed, address).isEqualTo(wanted);
                hits += expected == null ? 0 : 1;
            }
        }
        assertThat(hits).as("seed %d", seed).isGreaterThan(10_000);
    }

    private static IPAddress longest(IPv6AddressTrie trie, IPv6Address address) {
        return trie.longestPrefixMatch(address);
    }

    private static IPAddress longest(IPv4AddressTrie trie, IPv4Address address) {
        return trie.longestPrefixMatch(address);
    }

    /** Blocks of all lengths that often nest, since many are made from one another. */
    private static Map<Cidr, Cidr> blocks(Random random, boolean ipv6) {
        Map<Cidr, Cidr> blocks = new LinkedHashMap<>();
        int count = 1 + random.nextInt(200);
        for (int i = 0; i < count; i++) {
            byte[] bytes = blocks.isEmpty() || random.nextInt(3) == 0 ? random(random, ipv6) : near(random, blocks, ipv6).getAddress();
            int prefix = random.nextInt(bytes.length * 8 + 1);
            for (int bit = prefix; bit < bytes.length * 8; bit++) {
                bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
            }
            Cidr block = new Cidr(inet(bytes), prefix);
            blocks.put(block, block);
        }
        return blocks;
    }

    /** An address at the edge of a block, next to it, inside it, or anywhere. */
    private static InetAddress near(Random random, Map<Cidr, Cidr> blocks, boolean ipv6) {
        if (random.nextInt(4) == 0) {
            return inet(random(random, ipv6));
        }
        List<Cidr> list = new ArrayList<>(blocks.keySet());
        Cidr block = list.get(random.nextInt(list.size()));
        byte[] bytes = block.network().getAddress();
        int style = random.nextInt(4);
        for (int bit = block.prefixLength(); bit < bytes.length * 8; bit++) {
            if (style == 0 || style == 1 && random.nextBoolean()) {
                bytes[bit / 8] |= (byte) (0x80 >> bit % 8);
            }
        }
        InetAddress address = inet(bytes);
        boolean edge = Arrays.stream(new int[] {0, bytes.length - 1}).allMatch(i -> bytes[i] != 0 && bytes[i] != -1);
        return style == 2 && edge ? InetAddresses.increment(address) : style == 3 && edge ? InetAddresses.decrement(address) : address;
    }

    private static byte[] random(Random random, boolean ipv6) {
        byte[] bytes = new byte[ipv6 ? 16 : 4];
        random.nextBytes(bytes);
        return bytes;
    }

    private static InetAddress inet(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static InetAddress address(String text) {
        return InetAddresses.forString(text);
    }

    private static CidrMap<String> map(String... blocks) {
        Map<Cidr, String> map = new LinkedHashMap<>();
        for (String block : blocks) {
            map.put(Cidr.parse(block), block);
        }
        return CidrMap.of(map);
    }
}
