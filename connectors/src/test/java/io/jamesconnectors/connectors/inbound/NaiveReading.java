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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.PublishedAddresses;

/** The rules once more, read straight from the documents: no index, one loop after another. What {@link InboundRules} is compared with. */
final class NaiveReading {

    /** What a decision must be. */
    record Expected(Verdict verdict, Optional<SmtpReply> reply, Optional<ConnectorName> connector, Optional<String> identifiedBy, String reason) {
        static Expected of(Decision decision) {
            return new Expected(decision.verdict(), decision.reply(), decision.connector(), decision.identifiedBy().map(Identification::asString),
                decision.decidedBy().code());
        }

        static Expected ordinary(String reason) {
            return new Expected(Verdict.ORDINARY, Optional.empty(), Optional.empty(), Optional.empty(), reason);
        }

        static Expected refused(SmtpReply reply, InboundConnector connector, String reason) {
            return new Expected(Verdict.REFUSE, Optional.of(reply), Optional.of(connector.name()), Optional.empty(), reason);
        }

        static Expected refused(SmtpReply reply, String reason) {
            return new Expected(Verdict.REFUSE, Optional.of(reply), Optional.empty(), Optional.empty(), reason);
        }
    }

    /** One way in which a connector could know the client: by a name of its certificate, or by a block. */
    private record Candidate(InboundConnector connector, int order, Identification by) {
        boolean byCertificate() {
            return by instanceof Identification.ByCertificate;
        }

        boolean published() {
            return by instanceof Identification.ByAddress address && address.published().isPresent();
        }

        int kind() {
            return by instanceof Identification.ByCertificate certificate ? certificate.name() instanceof DomainPattern.Exactly ? 0 : 1 : 2;
        }

        int length() {
            return by instanceof Identification.ByAddress address ? address.block().prefixLength() : by.asString().length();
        }
    }

    private final Connectors connectors;
    private final ConnectionFacts facts;

    NaiveReading(Connectors connectors, ConnectionFacts facts) {
        this.connectors = connectors;
        this.facts = facts;
    }

    Expected decide() {
        Candidate identified = null;
        Candidate pending = null;
        Candidate owner = null;
        for (Candidate candidate : candidates()) {
            String connection = connection(candidate);
            boolean fails = List.of("tenant-foreign", "tenant-unproven", "sender-not-accepted", "sender-without-domain").contains(proof(candidate));
            if (connection.equals("counts") && !fails && owner == null) {
                owner = candidate;
            }
            if (connection.equals("counts") && fails && identified == null) {
                identified = candidate;
            }
            if (connection.equals("pending") && !fails && pending == null) {
                pending = candidate;
            }
        }
        boolean awaited = owner != null && proof(owner).equals("tenant-awaited");
        if (!facts.recipientIsOurs() && (facts.login().isPresent() || facts.serverAllowsRelaying())) {
            String reason = facts.login().isPresent() ? "logged-in" : "server-relays";
            return owner == null || awaited ? Expected.ordinary(reason) : accepted(Verdict.ORDINARY, owner, reason);
        }
        if (owner != null) {
            return accepted(awaited ? Verdict.AWAIT_MESSAGE : Verdict.GRANT_RELAY, owner, proof(owner));
        }
        if (!facts.recipientIsOurs()) {
            if (pending != null) {
                return Expected.refused(SmtpReply.CERTIFICATE_STATUS_PENDING, pending.connector, "certificate-status-pending");
            }
            return identified == null ? Expected.refused(SmtpReply.RELAY_DENIED, "not-own-mail")
                : Expected.refused(SmtpReply.RELAY_DENIED, identified.connector, proof(identified));
        }
        if (facts.login().isPresent()) {
            return Expected.ordinary("logged-in");
        }
        NaivePartners partners = new NaivePartners(connectors, facts);
        Expected expected = partners.decide();
        boolean directSend = connectors.rejectDirectSend() && expected.verdict == Verdict.ORDINARY && !facts.serverAllowsRelaying()
            && facts.senderDomain().flatMap(connectors::acceptedDomain).isPresent() && !partners.knowTheClient();
        if (!directSend) {
            return expected;
        }
        return pending != null || partners.waitForACertificate()
            ? Expected.refused(SmtpReply.CERTIFICATE_STATUS_PENDING, "certificate-status-pending")
            : Expected.refused(SmtpReply.DIRECT_SEND_REJECTED, "direct-send");
    }

    private List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        for (int order = 0; order < connectors.inbound().size(); order++) {
            InboundConnector connector = connectors.inbound().get(order);
            if (connector.type() == ConnectorType.PARTNER) {
                continue;
            }
            for (DomainPattern name : NaiveCertificate.names(connector, facts)) {
                candidates.add(new Candidate(connector, order, new Identification.ByCertificate(name)));
            }
            for (Cidr block : connector.senderIPAddresses()) {
                if (block.contains(facts.clientAddress())) {
                    candidates.add(new Candidate(connector, order, new Identification.ByAddress(block)));
                }
            }
            for (PublishedAddresses list : connectors.publishedAddresses()) {
                for (Cidr block : list.blocks()) {
                    if (connector.publishedAddresses().contains(list.name()) && block.contains(facts.clientAddress())) {
                        candidates.add(new Candidate(connector, order, new Identification.ByAddress(block, Optional.of(list.name()))));
                    }
                }
            }
        }
        candidates.sort(Comparator.comparingInt(Candidate::kind).thenComparingInt(candidate -> -candidate.length())
            .thenComparing(Candidate::published).thenComparingInt(Candidate::order));
        return candidates;
    }

    /** The first proof: {@code counts}, {@code pending}, or {@code no}. */
    private String connection(Candidate candidate) {
        InboundConnector connector = candidate.connector;
        if (!connector.enabled() || !connector.holdsFor(facts.listener()) || !NaiveCertificate.securedEnough(connector, facts)) {
            return "no";
        }
        return candidate.byCertificate() ? NaiveCertificate.judge(connector, facts) : "counts";
    }

    /** The second proof, or how it fails, as a reason code. */
    private String proof(Candidate candidate) {
        boolean senderIsOurs = facts.senderDomain().filter(domain -> ours(domain, candidate.connector)).isPresent();
        if (candidate.connector.type() == ConnectorType.ORGANIZATION) {
            if (senderIsOurs || candidate.by instanceof Identification.ByCertificate certificate && proves(certificate.name(), candidate.connector)) {
                return "own-mail";
            }
            return facts.senderDomain().isPresent() ? "sender-not-accepted" : "sender-without-domain";
        }
        OriginatorOrg xoorg = xoorgIsHeard() ? facts.xoorg() : OriginatorOrg.NONE;
        if (xoorg != OriginatorOrg.NONE) {
            return isOurs(xoorg, candidate.connector) ? "tenant-proof-xoorg" : "tenant-foreign";
        }
        if (facts.originatorOrg() == OriginatorOrg.NOT_YET) {
            return "tenant-awaited";
        }
        if (facts.originatorOrg() != OriginatorOrg.NONE) {
            return isOurs(facts.originatorOrg(), candidate.connector) ? "tenant-proof-header" : "tenant-foreign";
        }
        return senderIsOurs ? "tenant-proof-sender" : "tenant-unproven";
    }

    /** Whether some office365 connector knows the client by certificate or published ranges. */
    private boolean xoorgIsHeard() {
        return candidates().stream().anyMatch(candidate -> candidate.connector.type() == ConnectorType.OFFICE365
            && (candidate.byCertificate() || candidate.published()) && connection(candidate).equals("counts"));
    }

    private boolean isOurs(OriginatorOrg organisation, InboundConnector connector) {
        return organisation instanceof OriginatorOrg.Named named && ours(named.domain(), connector);
    }

    private boolean proves(DomainPattern name, InboundConnector connector) {
        if (name instanceof DomainPattern.Exactly exactly) {
            return ours(exactly.domain(), connector);
        }
        DomainName base = ((DomainPattern.WithSubdomains) name).domain();
        List<DomainName> below = new ArrayList<>(connector.associatedAcceptedDomains());
        connectors.acceptedDomains().forEach(accepted -> below.add(accepted.name()));
        below.removeIf(domain -> !domain.isBelow(base) || base.parent().isEmpty());
        return ours(base, connector) || below.stream().anyMatch(domain -> ours(domain, connector));
    }

    private boolean ours(DomainName domain, InboundConnector connector) {
        return ours(domain, connector, connectors);
    }

    static boolean ours(DomainName domain, InboundConnector connector, Connectors connectors) {
        List<DomainName> associated = connector.associatedAcceptedDomains();
        return connectors.acceptedDomain(domain)
            .filter(accepted -> associated.isEmpty() || associated.contains(accepted.name()) || associated.contains(domain)).isPresent();
    }

    private static Expected accepted(Verdict verdict, Candidate owner, String reason) {
        return new Expected(verdict, Optional.empty(), Optional.of(owner.connector.name()), Optional.of(owner.by.asString()), reason);
    }
}
