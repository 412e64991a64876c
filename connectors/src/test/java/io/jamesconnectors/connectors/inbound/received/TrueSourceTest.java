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

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.EnhancedFiltering;
import io.jamesconnectors.connectors.Reason;

class TrueSourceTest {
    private static final EnhancedFiltering LAST = new EnhancedFiltering(true, List.of(), Set.of());
    private static final EnhancedFiltering LISTED = listed("203.0.113.0/24", "2001:db8:9::/48");
    private static final List<String> ANNA = List.of("anna@contoso.com");

    @Test
    void skipsTheLastHop() {
        assertThat(walk(LAST, "203.0.113.1", "198.51.100.7", "198.51.100.8")).isEqualTo("198.51.100.7");
    }

    @Test
    void skipsOnlyTheLastHop() {
        assertThat(walk(LAST, "203.0.113.1", "203.0.113.1", "198.51.100.8")).isEqualTo("203.0.113.1");
    }

    @Test
    void skipsListedHopsInEitherFamily() {
        assertThat(walk(LISTED, "203.0.113.1", "2001:db8:9::1", "203.0.113.200", "198.51.100.8", "198.51.100.9")).isEqualTo("198.51.100.8");
    }

    @Test
    void leavesTheListAsideWhereTheLastHopIsSkipped() {
        EnhancedFiltering both = new EnhancedFiltering(true, LISTED.skipIPs(), Set.of());
        assertThat(walk(both, "203.0.113.1", "203.0.113.2", "198.51.100.8")).isEqualTo("203.0.113.2");
    }

    @Test
    void findsTheClientWhereItIsNotListed() {
        assertThat(walk(LISTED, "198.51.100.1", "198.51.100.7")).isEqualTo("198.51.100.1");
    }

    @Test
    void alwaysPassesOverAddressesThatAreNotOfTheInternet() {
        assertThat(walk(LISTED, "203.0.113.1", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.3.4", "127.0.0.1", "169.254.1.1",
            "::1", "fe80::1", "fd00::1", "fc00::1", "198.51.100.8")).isEqualTo("198.51.100.8");
        assertThat(walk(LAST, "10.0.0.1", "10.0.0.2", "198.51.100.8")).isEqualTo("198.51.100.8");
    }

    @Test
    void takesNeighboursOfPrivateBlocksForSources() {
        assertThat(Stream.of("172.32.0.1", "11.0.0.1", "192.169.0.1", "169.253.0.1", "fe00::1", "fb00::1").map(address -> walk(LAST, "203.0.113.1", address)))
            .containsExactly("172.32.0.1", "11.0.0.1", "192.169.0.1", "169.253.0.1", "fe00::1", "fb00::1");
    }

    @Test
    void neverGuessesPastAHopThatCantBeRead() {
        TrueSource source = TrueSource.find(LISTED, address("203.0.113.1"),
            List.of(field("203.0.113.2"), "from [198.51.100.9] by mx.test; date", field("198.51.100.8")), ANNA);
        assertThat(source.address()).isEmpty();
        assertThat(source.reasons()).extracting(Reason::toString).containsExactly(
            "The address of hop 2 can't be read for certain. [source-unreadable]",
            "Hop 0 is passed over: 203.0.113.1, listed as 203.0.113.0/24. [source-passed-over]",
            "Hop 1 is passed over: 203.0.113.2, listed as 203.0.113.0/24. [source-passed-over]");
    }

    @Test
    void findsNothingWhereAllHopsArePassedOver() {
        assertThat(walk(LISTED, "203.0.113.1", "203.0.113.2", "10.0.0.1")).isEqualTo("source-none-left");
        assertThat(walk(LAST, "203.0.113.1")).isEqualTo("source-none-left");
    }

    @Test
    void readsAHundredFields() {
        assertThat(walk(LISTED, "203.0.113.1", behind(99))).isEqualTo("198.51.100.8");
        assertThat(walk(LISTED, "203.0.113.1", behind(100))).isEqualTo("source-too-far");
    }

    @Test
    void seeksNothingWhereItIsOff() {
        assertThat(walk(EnhancedFiltering.OFF, "203.0.113.1", "198.51.100.8")).isEqualTo("source-not-sought");
    }

    @Test
    void holdsForListedUsersOnlyWhenAllRecipientsAre() {
        EnhancedFiltering users = new EnhancedFiltering(true, List.of(), Set.of("anna@contoso.com", "bert@contoso.com"));
        List<String> fields = List.of(field("198.51.100.8"));
        assertThat(TrueSource.find(users, address("203.0.113.1"), fields, List.of("Anna@Contoso.com", "bert@contoso.com")).address()).isPresent();
        TrueSource other = TrueSource.find(users, address("203.0.113.1"), fields, List.of("anna@contoso.com", "carl@contoso.com"));
        assertThat(other.address()).isEmpty();
        assertThat(other.reasons()).extracting(Reason::code).containsExactly("source-other-users");
    }

    @Test
    void saysWhyItStopped() {
        List<String> fields = List.of(field("10.0.0.1"), field("2001:db8::7"));
        assertThat(TrueSource.find(LAST, address("203.0.113.1"), fields, ANNA).reasons()).extracting(Reason::toString).containsExactly(
            "Hop 2 is the source: 2001:db8::7. [source-found]",
            "Hop 0 is passed over: 203.0.113.1, the last hop before this server. [source-passed-over]",
            "Hop 1 is passed over: 10.0.0.1, a private address. [source-passed-over]");
    }

    /** The source, or the code that says why there is none. */
    private static String walk(EnhancedFiltering filtering, String client, String... hops) {
        TrueSource source = TrueSource.find(filtering, address(client), Arrays.stream(hops).map(TrueSourceTest::field).collect(Collectors.toList()), ANNA);
        return source.address().map(InetAddresses::toAddrString).orElseGet(() -> source.reasons().get(0).code());
    }

    private static String[] behind(int listed) {
        return Stream.concat(Collections.nCopies(listed, "203.0.113.2").stream(), Stream.of("198.51.100.8")).toArray(String[]::new);
    }

    private static String field(String address) {
        return "from helo.test (host.test [" + address + "]) by mx.test (Postfix) with ESMTP id 1; Sun, 22 Nov 2026 10:00:00 +0000";
    }

    private static InetAddress address(String text) {
        return InetAddresses.forString(text);
    }

    private static EnhancedFiltering listed(String... blocks) {
        return new EnhancedFiltering(false, Arrays.stream(blocks).map(Cidr::parse).toList(), Set.of());
    }
}
