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
package io.jamesconnectors.matchers.place;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.hybrid.RoutingLookup;

/** Addresses as sources other than the routing table have them. */
final class RoutingAddress {

    private RoutingAddress() {
    }

    /** Lives there, when the address is of one of the domains by which mailboxes are called on the other side; every other address is none of this matter. */
    static RoutingLookup of(String address, Set<DomainName> otherSide) {
        Optional<DomainName> domain = domain(address);
        if (domain.filter(otherSide::contains).isEmpty()) {
            return RoutingLookup.NOT_FOUND;
        }
        try {
            return RoutingLookup.at(address);
        } catch (IllegalArgumentException e) {
            return RoutingLookup.NOT_FOUND;
        }
    }

    /** The same for all spellings of one mailbox; empty for what has no domain name. */
    static Optional<String> key(String address) {
        return domain(address).map(domain -> address.substring(0, address.lastIndexOf('@')).toLowerCase(Locale.ROOT) + "@" + domain.asString());
    }

    private static Optional<DomainName> domain(String address) {
        int at = address.lastIndexOf('@');
        return at < 1 ? Optional.empty() : DomainName.tryParse(address.substring(at + 1));
    }
}
