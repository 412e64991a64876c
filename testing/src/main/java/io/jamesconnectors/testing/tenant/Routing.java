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
package io.jamesconnectors.testing.tenant;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where mail goes: mailboxes here, then mail users, then outbound connectors by domain (reference §3.6, §5.2, §5.3), then the internet. */
final class Routing {
    static final String UNKNOWN = "550 5.1.10 Recipient not found";
    static final String LOOP = "554 5.4.14 Hop count exceeded - possible mail loop ATTR34";

    private final List<AcceptedDomain> domains;
    private final Recipients recipients;
    private final List<OutboundConnector> connectors;
    private final Map<String, NextHost> outside;
    private final TenantSwitches switches;

    Routing(List<AcceptedDomain> domains, Recipients recipients, List<OutboundConnector> connectors, Map<String, NextHost> outside, TenantSwitches switches) {
        this.domains = List.copyOf(domains);
        this.recipients = recipients;
        this.connectors = connectors;
        this.outside = outside;
        this.switches = switches;
    }

    boolean isAccepted(String domain) {
        return AcceptedDomain.find(domains, domain).isPresent();
    }

    /** The domain that names the tenant to others where none else does. */
    String defaultDomain() {
        return domains.get(0).name();
    }

    Hop next(Source source, String recipient) {
        Optional<Recipients.Recipient> known = recipients.find(recipient);
        if (known.isPresent() && known.get().isMailbox()) {
            return mailbox(source, known.get());
        }
        String address = known.flatMap(Recipients.Recipient::targetAddress).orElse(recipient);
        String domain = Address.domain(address);
        Optional<AcceptedDomain> accepted = AcceptedDomain.find(domains, domain);
        if (known.isEmpty() && accepted.isPresent() && accepted.get().authoritative()) {
            return new Hop.Return(UNKNOWN);
        }
        return relay(connector(source, domain, accepted.isPresent()), domain, address);
    }

    private Hop mailbox(Source source, Recipients.Recipient mailbox) {
        boolean fromOutside = source == Source.INTERNET || source == Source.PARTNER;
        Optional<OutboundConnector> first = switches.isIncomingOnPremisesFirst() && fromOutside ? centralised() : Optional.empty();
        return first.isEmpty() ? new Hop.Store(mailbox.address()) : relay(first, Address.domain(mailbox.address()), mailbox.address());
    }

    private Hop relay(Optional<OutboundConnector> connector, String domain, String address) {
        Optional<NextHost> host = connector.flatMap(OutboundConnector::smartHost).or(() -> Optional.ofNullable(outside.get(domain)));
        return new Hop.Relay(connector, host, domain, address);
    }

    /** Mail that came from on premises is not sent back there for the sake of centralised transport (reference §3.6). */
    private Optional<OutboundConnector> connector(Source source, String domain, boolean accepted) {
        Optional<OutboundConnector> named = connectors.stream().filter(connector -> connector.fit(domain, accepted) > 0)
            .filter(connector -> accepted || !connector.routeAllMessagesViaOnPremises() || source != Source.ON_PREMISES)
            .max(Comparator.comparingInt(connector -> connector.fit(domain, accepted)));
        Optional<OutboundConnector> first = accepted || source == Source.ON_PREMISES ? Optional.empty() : centralised();
        return switches.isCentralisedBeforeOthers() ? first.or(() -> named) : named.or(() -> first);
    }

    private Optional<OutboundConnector> centralised() {
        return connectors.stream().filter(OutboundConnector::routeAllMessagesViaOnPremises).findFirst();
    }
}
