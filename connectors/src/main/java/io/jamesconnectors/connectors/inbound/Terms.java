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
import java.util.function.Function;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.lookup.CidrMap;

/**
 * What one partner connector demands of mail from one of its sender domains.
 *
 * @param pattern the sender domains that it is about
 * @param addresses its blocks, each found by the addresses in it
 */
record Terms(InboundConnector connector, DomainPattern pattern, CidrMap<Cidr> addresses) {

    static Terms of(InboundConnector connector, DomainPattern pattern) {
        return new Terms(connector, pattern, CidrMap.of(
            connector.senderIPAddresses().stream().distinct().collect(Collectors.toMap(Function.identity(), Function.identity()))));
    }

    boolean tlsHolds(ConnectionFacts facts) {
        return !connector.requireTls() || facts.tls().isPresent();
    }

    boolean addressHolds(ConnectionFacts facts) {
        return !connector.restrictDomainsToIPAddresses() || addresses.find(facts.clientAddress()).isPresent();
    }

    /** Whether a connector that restricts nothing takes this mail for the partner's: from one of its addresses, where it lists any. */
    boolean recognises(ConnectionFacts facts) {
        return connector.senderIPAddresses().isEmpty() || addresses.find(facts.clientAddress()).isPresent();
    }

    Decision.Attribution attribution(ConnectionFacts facts) {
        Optional<Cidr> block = addresses.find(facts.clientAddress());
        return new Decision.Attribution(connector.name(),
            block.isPresent() ? new Identification.ByAddress(block.get()) : new Identification.BySenderDomain(pattern));
    }

    Reason satisfied() {
        return reason("partner-terms-met", "covers the sender, and all terms of the connector are met");
    }

    Reason recognised() {
        return reason("partner-recognised", "covers the sender, and nothing restricts it");
    }

    Reason lessSpecific() {
        return reason("less-specific", "covers the sender, but another connector covers it more exactly or comes first");
    }

    Reason switchedOff() {
        return reason("switched-off", "covers the sender, but the connector is switched off");
    }

    Reason otherAddress() {
        return reason("other-address", "covers the sender, but the client is at none of its senderIPAddresses");
    }

    /** Why this restricting connector did not let the mail pass, or was not needed. */
    Reason passedOver(ConnectionFacts facts) {
        if (!addressHolds(facts)) {
            return reason("partner-address", "covers the sender, which is restricted to senderIPAddresses, and the client is at none of them");
        }
        return tlsHolds(facts)
            ? lessSpecific()
            : reason("partner-tls-missing", "covers the sender, for which TLS is required, and the connection is in clear");
    }

    private Reason reason(String code, String sentence) {
        return Reason.of(code, "senderDomains " + pattern.asString() + " " + sentence + ".", connector.name());
    }
}
