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

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.diagnostics.Check;

/**
 * Whether a block is one organisation's network or a part of the internet. No organisation holds more than a /8 of IPv4 or a /16 of IPv6;
 * beyond a /16 of IPv4 or a /32 of IPv6 is rare enough to ask. Private networks (RFC 1918, RFC 4193, RFC 4291 §2.5.6) are nobody else's, however large.
 */
enum AddressBreadth {
    ORDINARY, UNUSUAL, INTERNET;

    private static final List<Cidr> PRIVATE = Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "::1", "fc00::/7", "fe80::/10")
        .map(Cidr::parse).toList();

    static AddressBreadth of(Cidr block) {
        if (isPrivate(block)) {
            return ORDINARY;
        }
        if (block.prefixLength() < (block.isIpv6() ? 16 : 8)) {
            return INTERNET;
        }
        return block.prefixLength() < (block.isIpv6() ? 32 : 16) ? UNUSUAL : ORDINARY;
    }

    /** Whether it lies within a private network, the link or this machine, where addresses are nobody's in particular. */
    static boolean isPrivate(Cidr block) {
        return PRIVATE.stream().anyMatch(network -> holds(network, block));
    }

    /** Whether some addresses in it are published as Microsoft's. */
    static boolean overlapsPublished(Cidr block, List<PublishedAddresses> published) {
        return !isPrivate(block) && published.stream().flatMap(list -> list.blocks().stream()).anyMatch(range -> holds(range, block) || holds(block, range));
    }

    private static boolean holds(Cidr outer, Cidr inner) {
        return outer.prefixLength() <= inner.prefixLength() && outer.contains(inner.network());
    }

    Optional<Check> check() {
        return switch (this) {
            case ORDINARY -> Optional.empty();
            case UNUSUAL -> Optional.of(Check.WIDE_BLOCK);
            case INTERNET -> Optional.of(Check.OPEN_RELAY);
        };
    }
}
