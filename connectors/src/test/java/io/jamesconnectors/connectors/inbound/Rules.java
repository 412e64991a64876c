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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.FromRewrite;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.InboundConnectorBuilder;
import io.jamesconnectors.connectors.LegacyListener;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;

/** A configuration in the words of its file, for tests. */
final class Rules {
    private final List<AcceptedDomain> accepted = new ArrayList<>();
    private final List<InboundConnector> inbound = new ArrayList<>();
    private final List<PublishedAddresses> published = new ArrayList<>();
    private final List<LegacyListener> legacyListeners = new ArrayList<>();
    private final List<OutboundConnector> outbound = new ArrayList<>();
    private boolean rejectDirectSend;

    static Rules accepting(String... domains) {
        Rules rules = new Rules();
        Arrays.stream(domains).forEach(domain -> rules.accepted.add(
            new AcceptedDomain(DomainName.parse(domain), AcceptedDomain.Type.AUTHORITATIVE, false)));
        return rules;
    }

    Rules organization(String name, String addresses, String... options) {
        return add(name, ConnectorType.ORGANIZATION, "", addresses, options);
    }

    Rules partner(String name, String domains, String addresses, String... options) {
        return add(name, ConnectorType.PARTNER, domains, addresses, options);
    }

    /** A connector of any kind. */
    Rules add(String name, ConnectorType type, UnaryOperator<InboundConnectorBuilder> options) {
        inbound.add(options.apply(InboundConnector.of(ConnectorName.parse(name), type)).build());
        return this;
    }

    Rules withSubdomains(String domain) {
        accepted.add(new AcceptedDomain(DomainName.parse(domain), AcceptedDomain.Type.AUTHORITATIVE, true));
        return this;
    }

    Rules publishing(String name, String blocks) {
        published.add(new PublishedAddresses(name, Path.of(name), Optional.empty(), words(blocks).stream().map(Cidr::parse).toList()));
        return this;
    }

    Rules legacyListener(String name, String networks) {
        legacyListeners.add(new LegacyListener(name, words(networks).stream().map(Cidr::parse).toList()));
        return this;
    }

    /** Mail for these domains leaves by a connector that replaces senders which no server would take. */
    Rules replacingSenders(String sender, String recipientDomains) {
        outbound.add(new OutboundConnector(ConnectorName.parse("Out " + outbound.size()), ConnectorType.OFFICE365, true, "",
            AddressSpace.of(words(recipientDomains).stream().map(DomainPattern::parse).toList()), false, false,
            new OutboundConnector.Route.SmartHosts(List.of(new SmartHost("smtp.example", 587))), TlsSettings.DOMAIN_VALIDATION, List.of(), Optional.empty(), TlsOptions.DEFAULT,
            new Submission(Optional.empty(), List.of(), Optional.of(new FromRewrite(sender, FromRewrite.Original.REPLY_TO)), Optional.empty()), List.of(),
            ConnectionLimits.DEFAULT, Pace.UNLIMITED, RetrySchedule.DEFAULT, HybridOptions.NONE));
        return this;
    }

    Rules rejectDirectSend() {
        rejectDirectSend = true;
        return this;
    }

    /** {@code mail.contoso.com, *.contoso.com} with a chain to one of Java's roots. */
    static Optional<SenderCertificate> certificate(String names) {
        return Optional.of(SenderCertificate.named(words(names).stream().map(DomainPattern::parse).toList()));
    }

    Connectors connectors() {
        return new Connectors(accepted, rejectDirectSend, published, inbound, outbound, List.of(), List.of(), legacyListeners);
    }

    InboundRules rules() {
        return InboundRules.of(connectors());
    }

    Decision decide(Request request) {
        return InboundRules.of(connectors()).decide(request.facts());
    }

    private Rules add(String name, ConnectorType type, String domains, String addresses, String... options) {
        List<String> set = List.of(options);
        inbound.add(InboundConnector.of(ConnectorName.parse(name), type)
            .enabled(!set.contains("disabled"))
            .senderDomains(words(domains).stream().map(DomainPattern::parse).toList())
            .senderIPAddresses(words(addresses).stream().map(Cidr::parse).toList())
            .requireTls(set.contains("requireTls"))
            .restrictDomainsToIPAddresses(set.contains("restrictDomainsToIPAddresses"))
            .build());
        return this;
    }

    private static List<String> words(String list) {
        return list.isBlank() ? List.of() : Arrays.asList(list.strip().split("[, ]+", -1));
    }
}
