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
package io.jamesconnectors.connectors.hybrid;

import java.util.Optional;

/** What a {@link RoutingSource} says of an address. */
public sealed interface RoutingLookup {
    /** It says nothing of the address. */
    RoutingLookup NOT_FOUND = new NotFound();
    /** It can't be asked at the moment, so nothing may be concluded. */
    RoutingLookup UNAVAILABLE = new Unavailable();
    /** The address lives on the other side under its own name, or the one that its connector gives it. */
    RoutingLookup THERE = new Found(Optional.empty());

    /** It lives on the other side, where it is called so; {@code routingAddress} is a mail address with a domain name. */
    static RoutingLookup at(String routingAddress) {
        return new Found(Optional.of(routingAddress));
    }

    /**
     * The address lives on the other side.
     *
     * @param routingAddress how it is called there, and by which connector it is reached; empty where both follow from the address itself
     */
    record Found(Optional<String> routingAddress) implements RoutingLookup {
        public Found {
            routingAddress.ifPresent(address -> {
                if (Address.parse(address).isEmpty()) {
                    throw new IllegalArgumentException("routing address: not a mail address (expected: such as user@tenant.mail.onmicrosoft.com)");
                }
            });
        }
    }

    /** See {@link #NOT_FOUND}. */
    record NotFound() implements RoutingLookup {
    }

    /** See {@link #UNAVAILABLE}. */
    record Unavailable() implements RoutingLookup {
    }
}
