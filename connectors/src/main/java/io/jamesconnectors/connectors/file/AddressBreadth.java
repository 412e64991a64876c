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

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.diagnostics.Check;

/**
 * Whether a block is one organisation's network or a part of the internet. No organisation holds more than a /8 of IPv4 or a /16 of IPv6;
 * beyond a /16 of IPv4 or a /32 of IPv6 is rare enough to ask. Private networks (RFC 1918, RFC 4193, RFC 4291 §2.5.6) are nobody else's, however large.
 */
enum AddressBreadth {
    ORDINARY, UNUSUAL, INTERNET;

    private static final List<Cidr> PRIVATE = List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("172.16.0.0/12"), Cidr.parse("fc00::/7"), Cidr.parse("fe80::/10"));

    static AddressBreadth of(Cidr block) {
        if (PRIVATE.stream().anyMatch(network -> network.prefixLength() <= block.prefixLength() && network.contains(block.network()))) {
            return ORDINARY;
        }
        if (block.prefixLength() < (block.isIpv6() ? 16 : 8)) {
            return INTERNET;
        }
        return block.prefixLength() < (block.isIpv6() ? 32 : 16) ? UNUSUAL : ORDINARY;
    }

    Optional<Check> check() {
        return switch (this) {
            case ORDINARY -> Optional.empty();
            case UNUSUAL -> Optional.of(Check.WIDE_BLOCK);
            case INTERNET -> Optional.of(Check.OPEN_RELAY);
        };
    }
}
