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

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.lookup.CidrMap;

/** A partner connector: what it demands, and by what its partner is identified. */
final class Partner {
    private final InboundConnector connector;
    private final Optional<ConnectorName> name;
    private final List<CidrMap<PublishedBlocks.Place>> addresses;
    private final Optional<WantedCertificate> certificate;
    private final AcceptedDomains recipients;

    Partner(InboundConnector connector, PublishedBlocks published, AcceptedDomains accepted) {
        this.connector = connector;
        this.name = Optional.of(connector.name());
        this.addresses = published.maps(connector);
        this.certificate = connector.certificate().map(WantedCertificate::new);
        this.recipients = accepted.confinedTo(connector.associatedAcceptedDomains());
    }

    Optional<ConnectorName> name() {
        return name;
    }

    boolean restricts() {
        return connector.restricts();
    }

    /** Why it says nothing about this recipient of this connection; null when it does. */
    @Nullable Cause apart(ConnectionFacts facts) {
        @Nullable Cause apart = Cause.apart(connector, facts.listener());
        return apart == null && !connector.associatedAcceptedDomains().isEmpty() && !recipients.cover(facts.recipientDomain())
            ? Cause.OTHER_ACCEPTED_DOMAIN
            : apart;
    }

    /**
     * Which of its terms is not met; null when all are. The address comes first; then a certificate that TLS, where that is missing, could not bring;
     * then TLS; {@link Cause#PENDING} only when nothing else is wrong.
     */
    @Nullable Cause unmet(ConnectionFacts facts) {
        if (connector.restrictDomainsToIPAddresses() && located(facts.clientAddress()).isEmpty()) {
            return Cause.PARTNER_ADDRESS;
        }
        if (connector.minimumTls().isPresent() && facts.tls().isEmpty()) {
            return Cause.PARTNER_TLS_MISSING;
        }
        @Nullable Cause missing = connector.restrictDomainsToCertificate() ? certificateMissing(facts) : null;
        if (missing != null && missing != Cause.PENDING) {
            return Cause.PARTNER_CERTIFICATE;
        }
        return securedEnough(facts) ? missing : Cause.PARTNER_TLS_TOO_OLD;
    }

    /** Why the client has not shown the certificate; null when it has. */
    @Nullable Cause certificateMissing(ConnectionFacts facts) {
        return certificate.isPresent() ? certificate.get().missing(facts) : Cause.CERTIFICATE_NONE;
    }

    /** Whether it lists neither addresses nor a certificate, so that only the domain of MAIL FROM is left to recognise its mail by. */
    boolean knowsOnlyDomains() {
        return certificate.isEmpty() && addresses.isEmpty();
    }

    /** Whether it lists addresses. */
    boolean knowsAddresses() {
        return !addresses.isEmpty();
    }

    /** By what it identifies this client: the certificate, else the longest block, its own before a published one of the same length. */
    Optional<Identification> identification(ConnectionFacts facts) {
        Optional<Identification> certified = certificate.isPresent() ? certificate.get().identification(facts) : Optional.empty();
        return certified.isPresent() ? certified : located(facts.clientAddress());
    }

    /** Whether TLS is as it demands. */
    boolean securedEnough(ConnectionFacts facts) {
        return connector.minimumTls().isEmpty() || facts.tls().isPresent() && facts.tls().get().version().isAtLeast(connector.minimumTls().get());
    }

    private Optional<Identification> located(InetAddress client) {
        PublishedBlocks.@Nullable Place longest = null;
        for (int i = 0; i < addresses.size(); i++) {
            Optional<PublishedBlocks.Place> place = addresses.get(i).find(client);
            if (place.isPresent() && (longest == null || place.get().block().prefixLength() > longest.block().prefixLength())) {
                longest = place.get();
            }
        }
        return longest == null ? Optional.empty() : longest.identification();
    }
}
