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
package io.jamesconnectors.connectors.file;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads the inbound connectors of one file, and has each looked at by the checks. */
final class InboundReader {
    private static final Map<String, ConnectorType> TYPES = Arrays.stream(ConnectorType.values()).collect(Collectors.toMap(ConnectorType::word, Function.identity()));
    private static final Map<String, TlsVersion> VERSIONS = Arrays.stream(TlsVersion.values()).collect(Collectors.toMap(TlsVersion::word, Function.identity()));
    /** Stands for a name that can't be used, so that the rest of the connector is looked at; the file is refused in the end. */
    private static final ConnectorName UNNAMED = ConnectorName.parse("unnamed");

    private final Options options;
    private final Names names;
    private final SenderAddresses.Reader addresses;
    private final CertificateReader certificates;
    private final EnhancedFilteringReader enhancedFiltering;
    private final InboundLimitsReader limits;
    private final List<InboundCheck> checks;

    InboundReader(Findings findings, SenderAddresses.Reader addresses, CertificateReader certificates, EnhancedFilteringReader enhancedFiltering, List<InboundCheck> checks) {
        this.options = new Options(findings);
        this.names = new Names("inbound", findings);
        this.addresses = addresses;
        this.certificates = certificates;
        this.enhancedFiltering = enhancedFiltering;
        this.limits = new InboundLimitsReader(findings);
        this.checks = checks;
    }

    /** The connector; empty when it has no name or type to go by, which has been reported. */
    Optional<InboundConnector> read(Node node) {
        Optional<ConnectorName> name = names.read(node);
        Optional<ConnectorType> type = options.word(node.attribute("type"), TYPES);
        InboundDraft draft = draft(node, name.orElse(UNNAMED), type.orElse(ConnectorType.PARTNER));
        if (type.isPresent()) {
            checks.forEach(check -> check.check(draft));
        }
        return name.isPresent() && type.isPresent() ? Optional.of(draft.connector()) : Optional.empty();
    }

    private InboundDraft draft(Node node, ConnectorName name, ConnectorType type) {
        List<Options.Entry<DomainPattern>> senderDomains = options.domains(node.option("senderDomains"));
        SenderAddresses senders = addresses.read(node.option("senderIPAddresses"));
        List<Options.Entry<DomainPattern>> certificateNames = certificates.names(node);
        List<Options.Entry<DomainName>> associated = options.plainDomains(node.option("associatedAcceptedDomains"));
        InboundConnector connector = InboundConnector.of(name, type)
            .enabled(options.flag(node.attribute("enabled"), true))
            .comment(comment(node))
            .listeners(listeners(node))
            .senderDomains(values(senderDomains))
            .senderIPAddresses(values(senders.blocks()))
            .publishedAddresses(senders.lists().stream().map(entry -> entry.value().name()).toList())
            .minimumTls(minimumTls(node, type))
            .certificate(certificates.read(node, certificateNames))
            .restrictDomainsToIPAddresses(options.flag(node.option("restrictDomainsToIPAddresses"), false))
            .restrictDomainsToCertificate(options.flag(node.option("restrictDomainsToCertificate"), false))
            .associatedAcceptedDomains(values(associated))
            .treatMessagesAsInternal(options.flag(node.option("treatMessagesAsInternal"), false))
            .cloudServicesMailEnabled(options.flag(node.option("cloudServicesMailEnabled"), false))
            .enhancedFiltering(enhancedFiltering.read(node))
            .limits(limits.read(node))
            .build();
        return new InboundDraft(node, connector, senderDomains, senders, certificateNames, associated);
    }

    /** Microsoft always encrypts to a server that offers it, and a partner's mail is to be safe: both have to say so when they want less. */
    private Optional<TlsVersion> minimumTls(Node node, ConnectorType type) {
        boolean required = options.flag(node.option("requireTls"), type != ConnectorType.ORGANIZATION);
        TlsVersion minimum = options.word(node.child("requireTls").flatMap(option -> option.attribute("minimumVersion")), VERSIONS).orElse(TlsVersion.TLS_1_2);
        return required ? Optional.of(minimum) : Optional.empty();
    }

    private Set<String> listeners(Node node) {
        return options.list(node.option("listeners"), Check.BAD_LISTENER, InboundReader::listener).stream().map(Options.Entry::value).collect(Collectors.toSet());
    }

    static String listener(String text) {
        if (!text.matches("[A-Za-z0-9._:\\[\\]-]{1,64}")) {
            throw new IllegalArgumentException("'" + Options.shown(text) + "' is no name of a listener (expected: 1 to 64 letters, digits, dots, hyphens and underscores)");
        }
        return text;
    }

    /** On one line, so that it can stand in a log or a table. */
    static String comment(Node node) {
        return node.option("comment").map(comment -> comment.text().replaceAll("[\\s\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ")).orElse("");
    }

    static <T> List<T> values(List<Options.Entry<T>> entries) {
        return entries.stream().map(Options.Entry::value).toList();
    }
}
