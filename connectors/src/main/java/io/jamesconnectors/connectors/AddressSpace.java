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

import java.util.List;

/**
 * Which mail an outbound connector is chosen for, unless a rule names a connector (Exchange's address space, Set-SendConnector).
 *
 * @param recipientDomains the recipients' domains
 * @param allAcceptedDomains whether every accepted domain is one of them; less specific than a domain or a wildcard, more than {@code *}
 * @param senderDomains only for mail from these; empty means from anyone. Among connectors that cover a recipient alike, one for the sender goes first
 * @param cost 1 to 100; among connectors that cover recipient and sender alike the lowest goes first
 */
public record AddressSpace(List<DomainPattern> recipientDomains, boolean allAcceptedDomains, List<DomainPattern> senderDomains, int cost) {
    /** The cost of a connector that says nothing. */
    public static final int DEFAULT_COST = 1;

    public AddressSpace {
        recipientDomains = List.copyOf(recipientDomains);
        senderDomains = List.copyOf(senderDomains);
        if (cost < 1 || cost > 100) {
            throw new IllegalArgumentException("cost: " + cost + " (expected: 1 to 100)");
        }
    }

    /** Mail from anyone to these domains, at the usual cost. */
    public static AddressSpace of(List<DomainPattern> recipientDomains) {
        return new AddressSpace(recipientDomains, false, List.of(), DEFAULT_COST);
    }
}
