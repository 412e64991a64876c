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

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;

/**
 * All that the place of a recipient depends on.
 *
 * @param recipient RCPT TO, without angle brackets
 * @param senderDomain the domain of MAIL FROM; empty for the null sender, and for a sender without a domain name
 * @param local what the server's own users and mappings say of the recipient; of no importance where its domain is not accepted
 * @param routing what the routing table says of it; likewise
 * @param cameBy the inbound connector that the message belongs to; empty for users and strangers
 * @param crossings what the message says of its way; {@link Crossings#NONE} before it is there
 */
public record PlaceFacts(
        String recipient,
        Optional<DomainName> senderDomain,
        LocalLookup local,
        RoutingLookup routing,
        Optional<ConnectorName> cameBy,
        Crossings crossings) {
}
