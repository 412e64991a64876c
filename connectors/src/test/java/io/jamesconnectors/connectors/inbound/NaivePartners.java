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
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.PublishedAddresses;

/** The part of {@link NaiveReading} about partner connectors. */
final class NaivePartners {
    private final Connectors connectors;
    private final ConnectionFacts facts;

    NaivePartners(Connectors connectors, ConnectionFacts facts) {
        this.connectors = connectors;
        this.facts = facts;
    }

    NaiveReading.Expected decide() {
        for (int exactness = 1_000; exactness >= 0; exactness--) {
            List<InboundConnector> restricting = new ArrayList<>();
            for (InboundConnector connector : concerned(exactness)) {
                if (connector.requireTls() || connector.restrictDomainsToIPAddresses() || connector.restrictDomainsToCertificate()) {
                    restricting.add(connector);
                }
            }
            if (!restricting.isEmpty()) {
                return restricted(restricting, exactness);
            }
        }
        for (int exactness = 1_000; exactness >= 0; exactness--) {
            for (InboundConnector connector : concerned(exactness)) {
                boolean lists = !connector.senderIPAddresses().isEmpty() || !connector.publishedAddresses().isEmpty() || connector.certificate().isPresent();
                if (!lists || knows(connector)) {
                    return passed(connector, exactness, "partner-recognised");
                }
            }
        }
        return NaiveReading.Expected.ordinary("no-partner");
    }

    /** Whether any partner connector that covers the mail knows the client by more than the sender's domain. */
    boolean knowTheClient() {
        return concerned().stream().anyMatch(connector -> NaiveCertificate.securedEnough(connector, facts) && knows(connector));
    }

    /** Whether one would, as soon as a certificate's status is known. */
    boolean waitForACertificate() {
        return concerned().stream().anyMatch(connector -> NaiveCertificate.securedEnough(connector, facts)
            && NaiveCertificate.judge(connector, facts).equals("pending"));
    }

    private NaiveReading.Expected restricted(List<InboundConnector> restricting, int exactness) {
        for (InboundConnector connector : restricting) {
            if (unmet(connector).equals("none")) {
                return passed(connector, exactness, "partner-terms-met");
            }
        }
        for (List<String> nearest : List.of(List.of("certificate-status-pending"), List.of("partner-tls-missing", "partner-tls-too-old"))) {
            for (InboundConnector connector : restricting) {
                if (nearest.contains(unmet(connector))) {
                    return NaiveReading.Expected.refused(reply(unmet(connector)), connector, unmet(connector));
                }
            }
        }
        return NaiveReading.Expected.refused(SmtpReply.PARTNER_RESTRICTED, restricting.get(0), unmet(restricting.get(0)));
    }

    private String unmet(InboundConnector connector) {
        String certificate = connector.restrictDomainsToCertificate() ? NaiveCertificate.judge(connector, facts) : "counts";
        if (connector.restrictDomainsToIPAddresses() && block(connector).isEmpty()) {
            return "partner-address";
        }
        if (connector.requireTls() && facts.tls().isEmpty()) {
            return "partner-tls-missing";
        }
        if (certificate.equals("no")) {
            return "partner-certificate";
        }
        if (!NaiveCertificate.securedEnough(connector, facts)) {
            return "partner-tls-too-old";
        }
        return certificate.equals("pending") ? "certificate-status-pending" : "none";
    }

    private static SmtpReply reply(String unmet) {
        return switch (unmet) {
            case "certificate-status-pending" -> SmtpReply.CERTIFICATE_STATUS_PENDING;
            case "partner-tls-missing" -> SmtpReply.STARTTLS_FIRST;
            default -> SmtpReply.TLS_TOO_OLD;
        };
    }

    /** The partner connectors that have a say and cover the sender just so exactly: 1000 its very domain, 0 the star, else the length of the wildcard. */
    private List<InboundConnector> concerned(int exactness) {
        return concerned().stream().filter(connector -> pattern(connector, exactness).isPresent()).toList();
    }

    private List<InboundConnector> concerned() {
        return connectors.inbound().stream()
            .filter(connector -> connector.type() == ConnectorType.PARTNER && connector.enabled() && connector.holdsFor(facts.listener()))
            .filter(connector -> connector.associatedAcceptedDomains().isEmpty()
                || facts.recipientDomain().filter(domain -> NaiveReading.ours(domain, connector, connectors)).isPresent())
            .filter(connector -> connector.senderDomains().stream().anyMatch(this::covers))
            .toList();
    }

    private Optional<DomainPattern> pattern(InboundConnector connector, int exactness) {
        return connector.senderDomains().stream().filter(pattern -> covers(pattern) && exactness(pattern) == exactness).findFirst();
    }

    private boolean covers(DomainPattern pattern) {
        return facts.senderDomain().map(pattern::covers).orElse(pattern instanceof DomainPattern.Any);
    }

    private static int exactness(DomainPattern pattern) {
        return pattern instanceof DomainPattern.Exactly ? 1_000 : pattern instanceof DomainPattern.Any ? 0 : pattern.asString().length();
    }

    private boolean knows(InboundConnector connector) {
        return NaiveCertificate.judge(connector, facts).equals("counts") || block(connector).isPresent();
    }

    private Optional<Cidr> block(InboundConnector connector) {
        List<Cidr> blocks = new ArrayList<>(connector.senderIPAddresses());
        for (PublishedAddresses list : connectors.publishedAddresses()) {
            if (connector.publishedAddresses().contains(list.name())) {
                blocks.addAll(list.blocks());
            }
        }
        return blocks.stream().filter(block -> block.contains(facts.clientAddress())).max(Comparator.comparingInt(Cidr::prefixLength));
    }

    private NaiveReading.Expected passed(InboundConnector connector, int exactness, String reason) {
        String identification = block(connector).map(block -> "address:" + block)
            .orElseGet(() -> "senderDomain:" + pattern(connector, exactness).orElseThrow().asString());
        if (NaiveCertificate.judge(connector, facts).equals("counts")) {
            DomainPattern name = NaiveCertificate.names(connector, facts).stream().min(
                Comparator.<DomainPattern>comparingInt(pattern -> pattern instanceof DomainPattern.Exactly ? 0 : 1)
                    .thenComparingInt(pattern -> -pattern.asString().length())).orElseThrow();
            identification = "certificate:" + name.asString();
        }
        return new NaiveReading.Expected(Verdict.ORDINARY, Optional.empty(), Optional.of(connector.name()), Optional.of(identification), reason);
    }
}
