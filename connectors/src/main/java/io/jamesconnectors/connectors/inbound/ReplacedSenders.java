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
package io.jamesconnectors.connectors.inbound;

import java.util.Optional;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.FromRewrite;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;
import io.jamesconnectors.connectors.outbound.PrivateDomains;

/**
 * Senders that will not leave: a device says {@code root@localhost}, and the outbound connector of the recipient puts an address of ours in its place
 * ({@link FromRewrite}). What the device says proves nothing then, and does no harm either.
 */
final class ReplacedSenders {
    private final OutboundRoutes routes;

    ReplacedSenders(OutboundRoutes routes) {
        this.routes = routes;
    }

    /** The domain of the sender that takes the place of the one in MAIL FROM; empty where that one stays. Only of senders that have a domain, in no accepted one. */
    Optional<DomainName> replacement(ConnectionFacts facts) {
        return facts.senderDomain().filter(PrivateDomains::hold)
            .flatMap(sender -> routes.route(facts.recipientDomain(), Optional.of(sender)).connector())
            .flatMap(connector -> connector.submission().fromRewrite())
            .flatMap(rewrite -> DomainName.tryParse(rewrite.sender().substring(rewrite.sender().lastIndexOf('@') + 1)));
    }
}
