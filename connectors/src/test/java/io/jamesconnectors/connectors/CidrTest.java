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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.common.net.InetAddresses;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "192.0.2.1/32, 192.0.2.1",
        "192.0.2.0/24, 192.0.2.0/24",
        "0.0.0.0/0, 0.0.0.0/0",
        "2001:DB8::1, 2001:db8::1",
        "2001:db8::1/128, 2001:db8::1",
        "2001:db8::/32, 2001:db8::/32",
        "::/0, ::/0",
        "::ffff:192.0.2.0/120, 192.0.2.0/24",
        "::ffff:192.0.2.1, 192.0.2.1",
        "' 192.0.2.1 ', 192.0.2.1"})
    void readsAddressesAndBlocks(String text, String canonical) {
        assertThat(Cidr.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "mail.contoso.com", "192.0.2", "192.0.2.256", "010.0.0.1", "1.2.3.4-6", "192.0.2.1/", "192.0.2.1/33", "192.0.2.1/-1",
        "192.0.2.0/024", "192.0.2.0/24/8", "/24", "2001:db8::/129", "fe80::1%eth0", "[2001:db8::1]", "::ffff:0:0/95", "192.0.2.1 192.0.2.2", "0x7f.1"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected: ");
    }

    @Test
    void refusesAnAddressWithHostBits() {
        assertThatThrownBy(() -> Cidr.parse("192.0.2.1/24")).hasMessage("address block: 192.0.2.1/24 has host bits set (expected: 192.0.2.0/24)");
        assertThatThrownBy(() -> Cidr.parse("2001:db8::1/64")).hasMessageContaining("(expected: 2001:db8::/64)");
    }

    @Test
    void containsItsFirstAndLastAddressAndNoNeighbour() {
        Cidr block = Cidr.parse("192.0.2.64/26");
        assertThat(block.contains(address("192.0.2.64"))).isTrue();
        assertThat(block.contains(address("192.0.2.127"))).isTrue();
        assertThat(block.contains(address("192.0.2.63"))).isFalse();
        assertThat(block.contains(address("192.0.2.128"))).isFalse();
    }

    @Test
    void countsIpv6BitsNotBytes() {
        assertThat(Cidr.parse("2001:db8::1/128").contains(address("2001:db8::dead:beef"))).isFalse();
        assertThat(Cidr.parse("2001:db8:0:10::/60").contains(address("2001:db8:0:1f::1"))).isTrue();
        assertThat(Cidr.parse("2001:db8:0:10::/60").contains(address("2001:db8:0:20::1"))).isFalse();
    }

    @Test
    void keepsTheFamiliesApart() {
        assertThat(Cidr.parse("::/0").contains(address("192.0.2.1"))).isFalse();
        assertThat(Cidr.parse("0.0.0.0/0").contains(address("2001:db8::1"))).isFalse();
    }

    @Test
    void takesAMappedAddressFromASocketForIpv4() throws UnknownHostException {
        InetAddress mapped = mapped("192.0.2.1");
        assertThat(mapped).isInstanceOf(Inet6Address.class);
        assertThat(Cidr.of(mapped)).isEqualTo(Cidr.parse("192.0.2.1"));
        assertThat(Cidr.parse("192.0.2.0/24").contains(mapped)).isTrue();
        assertThat(Cidr.parse("::/0").contains(mapped)).isFalse();
    }

    @Test
    void takesAnyTextWithoutBreaking() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        String alphabet = "0123456789abcf.:/% \n٣";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                Cidr block = Cidr.parse(text.toString());
                assertThat(Cidr.parse(block.toString())).as("seed %d, text %s", seed, text).isEqualTo(block);
            } catch (IllegalArgumentException expected) {
                assertThat(expected).as("seed %d, text %s", seed, text).message().doesNotContain("\n");
            }
        }
    }

    /** As a dual-stack socket with a scope reports it: sixteen bytes. */
    static InetAddress mapped(String ipv4) throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[10] = -1;
        bytes[11] = -1;
        System.arraycopy(address(ipv4).getAddress(), 0, bytes, 12, 4);
        return Inet6Address.getByAddress(null, bytes, 1);
    }

    private static InetAddress address(String text) {
        return InetAddresses.forString(text);
    }
}
