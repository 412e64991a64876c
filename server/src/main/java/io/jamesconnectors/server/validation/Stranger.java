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
package io.jamesconnectors.server.validation;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.smtp.wire.MailAddress;

/**
 * Somebody for whom the connector was not made, and who claims to be its peer. Such a one must be turned away.
 *
 * @param who in words
 * @param address where it is
 * @param tls whether it uses TLS where that is offered
 * @param shown the name of the certificate that it has made for itself
 * @param peers whether it shows what the peer shows: certificate and address are right, and something else is not
 * @param sender in whose name it sends
 * @param organisation what it says by XOORG where that is offered; empty for nothing
 * @param recipient whom it wants to reach
 * @param expected the codes by which connectors turn it away
 */
record Stranger(String who, InetAddress address, boolean tls, Optional<DomainName> shown, boolean peers, MailAddress sender, Optional<DomainName> organisation,
        MailAddress recipient, Set<String> expected) {
    private static final Set<String> RESTRICTED = Set.of(code(SmtpReply.PARTNER_RESTRICTED), code(SmtpReply.STARTTLS_FIRST));
    private static final Set<String> NO_RELAY = Set.of(code(SmtpReply.RELAY_DENIED));

    /**
     * Those that a connector must turn away, or have turned away; none where it lets in whoever comes.
     *
     * @param peerIsKnown whether the peer that is played has all by which the connector knows it
     */
    static List<Stranger> of(ActiveConnectors active, InboundConnector connector, Part part, boolean peerIsKnown) {
        boolean partner = connector.type() == ConnectorType.PARTNER;
        if (partner && part.inside().isEmpty()) {
            return List.of();
        }
        List<Stranger> strangers = new ArrayList<>();
        MailAddress recipient = partner ? part.inside().orElse(part.outside()) : part.outside();
        Set<String> expected = partner ? RESTRICTED : NO_RELAY;
        Optional<InetAddress> elsewhere = Part.elsewhere(active);
        if (elsewhere.isPresent() && turnsAwayByPlace(connector)) {
            strangers.add(new Stranger("a stranger at " + InetAddresses.toAddrString(elsewhere.get()), elsewhere.get(), true, Optional.empty(), false, part.sender(), Optional.empty(), recipient, expected));
        }
        Optional<DomainName> name = connector.certificate().flatMap(certificate -> certificate.names().stream().findFirst()).flatMap(Stranger::hostOf);
        if (elsewhere.isPresent() && name.isPresent() && (connector.restrictDomainsToCertificate() || !partner)) {
            strangers.add(new Stranger("a stranger at " + InetAddresses.toAddrString(elsewhere.get()) + " with a self-made certificate for " + name.get(), elsewhere.get(), true, name, false, part.sender(), Optional.empty(), recipient,
                expected));
        }
        if (connector.minimumTls().isPresent()) {
            strangers.add(new Stranger("a stranger at the address of the peer, " + InetAddresses.toAddrString(part.address()) + ", without TLS", part.address(), false, Optional.empty(), false, part.sender(), Optional.empty(),
                recipient, expected));
        }
        if (connector.type() == ConnectorType.OFFICE365 && peerIsKnown) {
            DomainName foreign = Part.domainOf(part.outside()).orElseThrow(() -> new IllegalStateException("it was made of a domain"));
            strangers.add(new Stranger("another customer of Office 365", part.address(), true, Optional.empty(), true, Part.postmaster(foreign), Optional.of(foreign), recipient,
                expected));
        }
        return List.copyOf(strangers);
    }

    /** Whether it must turn away who comes from elsewhere, or lets nobody relay who does. */
    static boolean turnsAwayByPlace(InboundConnector connector) {
        return connector.type() != ConnectorType.PARTNER || connector.restrictDomainsToIPAddresses() || connector.restrictDomainsToCertificate();
    }

    /** What stands before the text in a reply: {@code 550 5.7.51}. */
    private static String code(SmtpReply reply) {
        return reply.code() + " " + reply.enhanced();
    }

    private static Optional<DomainName> hostOf(DomainPattern pattern) {
        if (pattern instanceof DomainPattern.WithSubdomains below) {
            return DomainName.tryParse("mx." + below.domain());
        }
        return pattern instanceof DomainPattern.Exactly exactly ? Optional.of(exactly.domain()) : Optional.empty();
    }
}
