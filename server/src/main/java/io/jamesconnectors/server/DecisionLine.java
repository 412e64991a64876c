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
package io.jamesconnectors.server;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.CertificateName;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.Identification;
import io.jamesconnectors.connectors.inbound.Identification.ByCertificate;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.TlsFacts;
import io.jamesconnectors.connectors.inbound.Trust;

/**
 * A decision as one line of {@code key=value} for the log. Nothing in it is a stranger's text: domains are canonical, a login shows only that
 * there is one, and what the listener or a TLS library call themselves is stripped. Long lists of reasons are cut.
 */
final class DecisionLine {
    private static final int MOST_OTHERS = 5;
    private static final int MOST_NAMES = 3;

    private DecisionLine() {
    }

    static String of(InboundRules rules, ConnectionFacts facts, Decision decision) {
        StringBuilder line = new StringBuilder(320);
        line.append("inbound listener=").append(word(facts.listener()))
            .append(" connector=").append(decision.connector().map(DecisionLine::quoted).orElse("-"))
            .append(" verdict=").append(verdict(decision))
            .append(" reason=").append(decision.decidedBy().code())
            .append(" identified=").append(decision.identifiedBy().map(Identification::asString).orElse("-"))
            .append(" address=").append(InetAddresses.toAddrString(facts.clientAddress()))
            .append(" tls=").append(facts.tls().map(tls -> tls.version().word()).orElse("-"))
            .append(" certificate=").append(certificate(facts, decision))
            .append(" trust=").append(trust(rules, facts, decision))
            .append(" login=").append(facts.login().isPresent() ? "yes" : "no")
            .append(" sender=").append(domain(facts.senderDomain()))
            .append(" recipient=").append(domain(facts.recipientDomain()));
        said(facts.xoorg()).ifPresent(organisation -> line.append(" xoorg=").append(organisation));
        said(facts.originatorOrg()).ifPresent(organisation -> line.append(" originator-org=").append(organisation));
        decision.reply().ifPresent(reply -> line.append(" reply=").append(reply.code()).append('/').append(reply.enhanced()));
        decision.reasons().stream().skip(1).limit(MOST_OTHERS).forEach(reason -> line.append(" also=").append(also(reason)));
        if (decision.reasons().size() > MOST_OTHERS + 1) {
            line.append(" more=").append(decision.reasons().size() - MOST_OTHERS - 1);
        }
        return line.toString();
    }

    /** The verdict in lower case, with hyphens. */
    static String verdict(Decision decision) {
        return decision.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name that identified, else the first of those that were presented. */
    private static String certificate(ConnectionFacts facts, Decision decision) {
        List<CertificateName> names = presented(facts).map(CertificateFacts::names).orElse(List.of());
        String shown = decision.identifiedBy().filter(ByCertificate.class::isInstance).map(ByCertificate.class::cast)
            .flatMap(by -> names.stream().filter(name -> name.meets(by.name())).findFirst())
            .map(CertificateName::toString)
            .orElseGet(() -> names.stream().limit(MOST_NAMES).map(CertificateName::toString).collect(Collectors.joining(",")));
        return shown.isEmpty() ? presented(facts).isPresent() ? "nameless" : "-" : shown;
    }

    /** What the chain is worth to the connector of the decision; else by each source that was asked. */
    private static String trust(InboundRules rules, ConnectionFacts facts, Decision decision) {
        String codes = presented(facts).map(certificate -> decision.connector().flatMap(rules::connector).flatMap(InboundConnector::certificate)
            .map(wanted -> certificate.trust(wanted.trust()).code())
            .orElseGet(() -> certificate.trust().values().stream().map(Trust::code).distinct().sorted().collect(Collectors.joining(","))))
            .orElse("");
        return codes.isEmpty() ? "-" : codes;
    }

    private static Optional<CertificateFacts> presented(ConnectionFacts facts) {
        return facts.tls().flatMap(TlsFacts::certificate);
    }

    /** The organisation that is named, if anything is said. */
    private static Optional<String> said(OriginatorOrg organisation) {
        if (organisation instanceof OriginatorOrg.Named named) {
            return Optional.of(named.domain().asString());
        }
        return organisation.equals(OriginatorOrg.UNUSABLE) ? Optional.of("unusable") : Optional.empty();
    }

    private static String also(Reason reason) {
        return reason.connector().map(name -> quoted(name) + ":").orElse("") + reason.code();
    }

    private static String domain(Optional<DomainName> domain) {
        return domain.map(DomainName::asString).orElse("-");
    }

    static String quoted(ConnectorName name) {
        return '"' + name.asString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Printable ASCII without spaces. */
    private static String word(String text) {
        return text.replaceAll("[^!-~]", "?");
    }
}
