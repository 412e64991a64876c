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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a comment behind the name in a from-clause says of the connection (RFC 5321 §4.4, {@code TCP-info}, and what servers make of it).
 *
 * @param addresses the addresses that it gives; what follows the HELO name was chosen by the client and is not read
 * @param namesHelo whether it gives the HELO name, so that the text before the comment is not that name
 */
record TcpInfo(List<InetAddress> addresses, boolean namesHelo) {
    private static final Set<String> HELO = Set.of("helo", "ehlo", "lhlo");

    /** Reads the words of a comment, those of comments inside it left out. */
    static TcpInfo of(List<String> words) {
        int helo = indexOfHelo(words);
        List<String> servers = helo < 0 ? words : words.subList(0, helo);
        Stream<InetAddress> addresses = servers.stream().flatMap(word -> AddressText.bracketed(word).stream());
        if (!servers.isEmpty()) {
            addresses = Stream.concat(addresses, afterIdent(servers.get(0), servers.size() == 1).stream());
        }
        return new TcpInfo(addresses.distinct().toList(), helo >= 0);
    }

    /**
     * Exchange and qmail write a comment of nothing but the address; Sendmail and qmail put {@code user@} before it where the client runs an ident
     * service (RFC 1413).
     */
    private static Optional<InetAddress> afterIdent(String word, boolean alone) {
        int at = word.lastIndexOf('@');
        String address = word.substring(at + 1);
        return AddressText.bracketed(address).filter(found -> at >= 0).or(() -> alone ? AddressText.bare(address) : Optional.empty());
    }

    private static int indexOfHelo(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).toLowerCase(Locale.ROOT);
            if (HELO.contains(word) || word.startsWith("helo=")) {
                return i;
            }
        }
        return -1;
    }
}
