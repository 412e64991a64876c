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
package io.jamesconnectors.migration.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.migration.Plain;

/** The tenant as a sender to us. However many connectors lead here, they all show the same certificate: for us they are one peer, and so one connector. */
final class TenantAsPeer {
    private static final DomainPattern CERTIFICATE = DomainPattern.parse("mail.protection.outlook.com");

    private final List<Peer> peers = new ArrayList<>();

    /** What one of them says. */
    record Peer(String name, boolean enabled, String comment, boolean crossPremises) {
    }

    void add(Peer peer) {
        peers.add(peer);
    }

    void addAll(Optional<Peer> peer) {
        peer.ifPresent(peers::add);
    }

    /** None where the tenant sends nothing here. */
    Optional<InboundConnector> connector(Plain names) {
        return peers.stream().filter(Peer::enabled).findFirst().or(() -> peers.stream().findFirst()).map(first ->
            InboundConnector.of(names.name(first.name()), ConnectorType.OFFICE365)
                .enabled(first.enabled())
                .comment(first.comment())
                .certificate(Optional.of(SenderCertificate.named(List.of(CERTIFICATE))))
                .requireTls(true)
                .cloudServicesMailEnabled(peers.stream().anyMatch(peer -> peer.enabled() == first.enabled() && peer.crossPremises()))
                .build());
    }
}
