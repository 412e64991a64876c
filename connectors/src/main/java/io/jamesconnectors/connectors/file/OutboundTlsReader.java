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

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads what the other side of an outbound connector must prove, and what we show it. */
final class OutboundTlsReader {
    private static final Map<String, TlsSettings> FLOORS = Arrays.stream(TlsSettings.values())
        .collect(Collectors.toMap(TlsSettings::word, Function.identity()));

    private final Findings findings;
    private final Options options;
    private final TrustedCertificates certificates;
    private final Optional<Path> defaultCertificates;
    private final TlsOptionsReader tlsOptions;

    OutboundTlsReader(Findings findings, TrustedCertificates certificates, Optional<Path> defaultCertificates, ClientCertificateReader clientCertificates) {
        this.findings = findings;
        this.options = new Options(findings);
        this.certificates = certificates;
        this.defaultCertificates = defaultCertificates;
        this.tlsOptions = new TlsOptionsReader(findings, clientCertificates);
    }

    /** The part of a connector that is about TLS; see {@link io.jamesconnectors.connectors.OutboundConnector}. */
    record Security(TlsSettings floor, List<DomainPattern> tlsDomain, Optional<Path> trustedCertificates, TlsOptions options) {
    }

    Security read(Node node, Optional<ConnectorType> type, OutboundDefaults defaults, Route route) {
        boolean unset = node.child("tlsSettings").isEmpty() && node.lacks("tlsSettings");
        Optional<TlsSettings> floor = unset ? Optional.of(defaults.floor())
            : options.word(node.option("tlsSettings"), FLOORS);
        List<DomainPattern> written = tlsDomain(node);
        List<DomainPattern> tlsDomain = node.lacks("tlsDomain") && floor.filter(TlsSettings.DOMAIN_VALIDATION::equals).isPresent() ? defaults.tlsDomain(route) : written;
        floor.ifPresent(known -> checkFloor(node, known, unset && defaults.option().isPresent() ? Optional.empty() : type, !tlsDomain.isEmpty()));
        Optional<Path> trusted = node.option("trustedCertificates").flatMap(certificates::file).or(() -> defaultCertificates);
        return new Security(floor.orElse(defaults.floor()), tlsDomain, trusted, tlsOptions.read(node));
    }

    private List<DomainPattern> tlsDomain(Node node) {
        List<Options.Entry<DomainPattern>> names = options.domains(node.option("tlsDomain"));
        names.stream().filter(entry -> entry.value() instanceof DomainPattern.Any)
            .forEach(entry -> findings.add(Check.ANY_TLS_DOMAIN, entry.place().position(), "<tlsDomain> in " + Names.of(node) + " is *"));
        return InboundReader.values(names);
    }

    private void checkFloor(Node node, TlsSettings floor, Optional<ConnectorType> type, boolean hasNames) {
        boolean toSmartHosts = node.child("smartHosts").isPresent();
        if (floor == TlsSettings.DOMAIN_VALIDATION && toSmartHosts && node.lacks("tlsDomain") && !hasNames) {
            findings.add(Check.NO_TLS_DOMAIN, node.child("tlsSettings").orElse(node).position(),
                Names.of(node) + " has DomainValidation to smart hosts, but no tlsDomain");
        }
        if (floor != TlsSettings.DOMAIN_VALIDATION && !node.misspelt().contains("tlsSettings")) {
            node.child("tlsDomain").ifPresent(option -> findings.add(Check.TLS_DOMAIN_WITHOUT_EFFECT, option.position(),
                "<tlsDomain> in " + Names.of(node) + " with tlsSettings " + floor.word() + " (expected: DomainValidation)"));
        }
        if (floor == TlsSettings.OPPORTUNISTIC && type.filter(known -> known != ConnectorType.ORGANIZATION).isPresent()) {
            findings.add(Check.DOWNGRADE, node.child("tlsSettings").orElse(node).position(),
                Names.of(node) + " of type " + type.get().word() + " has tlsSettings opportunistic");
        }
        if (!floor.isAtLeast(TlsSettings.CERTIFICATE_VALIDATION)) {
            node.child("trustedCertificates").ifPresent(option -> findings.add(Check.CERTIFICATES_WITHOUT_EFFECT, option.position(),
                "<trustedCertificates> in " + Names.of(node) + " with tlsSettings " + floor.word()));
        }
    }
}
