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
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads the outbound connectors of one file, and compares each with those before it. */
final class OutboundReader {
    /** What holds where the file says nothing: less than this must be written down (an unset choice never weakens security). */
    static final TlsSettings DEFAULT_FLOOR = TlsSettings.CERTIFICATE_VALIDATION;
    static final String RESERVED_NAME = "mx";

    private static final Map<String, ConnectorType> TYPES = Arrays.stream(ConnectorType.values()).collect(Collectors.toMap(ConnectorType::word, type -> type));
    private static final Map<String, TlsSettings> FLOORS = Arrays.stream(TlsSettings.values()).collect(Collectors.toMap(TlsSettings::word, floor -> floor));

    private final Options options;
    private final Findings findings;
    private final TrustedCertificates certificates;
    private final Optional<Path> defaultCertificates;
    private final Names names;
    private final Map<DomainPattern, String> patterns = new HashMap<>();

    OutboundReader(Findings findings, TrustedCertificates certificates, Optional<Path> defaultCertificates) {
        this.options = new Options(findings);
        this.findings = findings;
        this.certificates = certificates;
        this.defaultCertificates = defaultCertificates;
        this.names = new Names("outbound", findings);
    }

    /** The connector; empty when it has no name or type to go by, which has been reported. */
    Optional<OutboundConnector> read(Node node) {
        Optional<ConnectorName> name = names.read(node);
        if (name.filter(known -> known.asString().equalsIgnoreCase(RESERVED_NAME)).isPresent()) {
            findings.add(Check.RESERVED_NAME, node.attribute("name").orElseThrow().position(), Names.of(node) + " has a reserved name");
        }
        Optional<ConnectorType> type = options.word(node.attribute("type"), TYPES);
        boolean enabled = options.flag(node.attribute("enabled"), true);
        List<Options.Entry<DomainPattern>> recipients = options.domains(node.option("recipientDomains"));
        if (node.lacks("recipientDomains")) {
            findings.add(Check.NO_RECIPIENT_DOMAINS, node.position(), Names.of(node) + " has no recipientDomains");
        }
        if (enabled) {
            recipients.forEach(entry -> claim(node, entry));
        }
        Route route = route(node);
        Optional<TlsSettings> floor = node.child("tlsSettings").isEmpty() && node.lacks("tlsSettings") ? Optional.of(DEFAULT_FLOOR)
            : options.word(node.option("tlsSettings"), FLOORS);
        List<DomainPattern> tlsDomain = tlsDomain(node);
        floor.ifPresent(known -> checkFloor(node, known, type));
        Optional<Path> trusted = node.option("trustedCertificates").flatMap(certificates::file).or(() -> defaultCertificates);
        return name.flatMap(known -> type.map(kind -> new OutboundConnector(known, kind, enabled, InboundReader.comment(node),
            InboundReader.values(recipients), route, floor.orElse(DEFAULT_FLOOR), tlsDomain, trusted, limits(node), retry(node))));
    }

    private void claim(Node node, Options.Entry<DomainPattern> entry) {
        String other = patterns.putIfAbsent(entry.value(), Names.of(node));
        if (other != null) {
            findings.add(Check.AMBIGUOUS_RECIPIENTS, entry.place().position(),
                "recipients in '" + entry.value().asString() + "' belong to " + Names.of(node) + " and to " + other);
        }
    }

    private Route route(Node node) {
        Optional<Node> mx = node.child("useMxRecord");
        boolean useMx = options.flag(mx.map(Node::value), node.child("smartHosts").isEmpty());
        int port = options.number(mx.flatMap(present -> present.attribute("port")), 1, 65_535, SmartHost.DEFAULT_PORT);
        Optional<Node> list = node.child("smartHosts");
        List<SmartHost> hosts = InboundReader.values(options.hosts(list.map(present -> present.all("smartHost").stream().map(Node::value).toList()).orElse(List.of())));
        if (list.filter(present -> present.lacks("smartHost")).isPresent()) {
            findings.add(Check.EMPTY_VALUE, list.get().position(), "<smartHosts> names no <smartHost>");
        }
        if (useMx && list.isPresent()) {
            findings.add(Check.TWO_ROUTES, mx.orElse(node).position(), Names.of(node) + " has useMxRecord true, and smart hosts");
        } else if (!useMx && list.isEmpty() && !node.misspelt().contains("smartHosts")) {
            findings.add(Check.NO_ROUTE, mx.orElse(node).position(), Names.of(node) + " has useMxRecord false, but no smart hosts");
        }
        return hosts.isEmpty() ? new Route.MxRecords(port) : new Route.SmartHosts(hosts);
    }

    private List<DomainPattern> tlsDomain(Node node) {
        List<Options.Entry<DomainPattern>> names = options.domains(node.option("tlsDomain"));
        names.stream().filter(entry -> entry.value() instanceof DomainPattern.Any)
            .forEach(entry -> findings.add(Check.ANY_TLS_DOMAIN, entry.place().position(), "<tlsDomain> in " + Names.of(node) + " is *"));
        return InboundReader.values(names);
    }

    private void checkFloor(Node node, TlsSettings floor, Optional<ConnectorType> type) {
        boolean toSmartHosts = node.child("smartHosts").isPresent();
        if (floor == TlsSettings.DOMAIN_VALIDATION && toSmartHosts && node.lacks("tlsDomain")) {
            findings.add(Check.NO_TLS_DOMAIN, node.child("tlsSettings").orElse(node).position(), Names.of(node) + " has DomainValidation to smart hosts, but no tlsDomain");
        }
        if (floor != TlsSettings.DOMAIN_VALIDATION && !node.misspelt().contains("tlsSettings")) {
            node.child("tlsDomain").ifPresent(option -> findings.add(Check.TLS_DOMAIN_WITHOUT_EFFECT, option.position(),
                "<tlsDomain> in " + Names.of(node) + " with tlsSettings " + floor.word() + " (expected: DomainValidation)"));
        }
        if (floor == TlsSettings.OPPORTUNISTIC && type.filter(known -> known != ConnectorType.ORGANIZATION).isPresent()) {
            findings.add(Check.DOWNGRADE, node.child("tlsSettings").orElse(node).position(), Names.of(node) + " of type " + type.get().word() + " has tlsSettings opportunistic");
        }
        if (!floor.isAtLeast(TlsSettings.CERTIFICATE_VALIDATION)) {
            node.child("trustedCertificates").ifPresent(option -> findings.add(Check.CERTIFICATES_WITHOUT_EFFECT, option.position(),
                "<trustedCertificates> in " + Names.of(node) + " with tlsSettings " + floor.word()));
        }
    }

    private ConnectionLimits limits(Node node) {
        Optional<Node> limits = node.child("limits");
        ConnectionLimits unset = ConnectionLimits.DEFAULT;
        return new ConnectionLimits(
            options.number(limits.flatMap(present -> present.attribute("maxConnections")), 1, 1_000, unset.maxConnections()),
            options.number(limits.flatMap(present -> present.attribute("maxMessagesPerConnection")), 1, 100_000, unset.maxMessagesPerConnection()),
            options.duration(limits.flatMap(present -> present.attribute("maxConnectionLifetime")), unset.maxConnectionLifetime()),
            options.duration(limits.flatMap(present -> present.attribute("idleTimeout")), unset.idleTimeout()));
    }

    private RetrySchedule retry(Node node) {
        Optional<Node> retry = node.child("retry");
        List<Duration> waits = options.durations(retry.flatMap(present -> present.attribute("waits")), RetrySchedule.DEFAULT.waits());
        Duration expireAfter = options.duration(retry.flatMap(present -> present.attribute("expireAfter")), RetrySchedule.DEFAULT.expireAfter());
        if (expireAfter.compareTo(waits.get(0)) <= 0) {
            Node place = retry.orElse(node);
            findings.add(Check.EXPIRES_BEFORE_RETRY, place.attribute("expireAfter").map(Value::position).orElse(place.position()),
                Names.of(node) + " returns mail after " + expireAfter.toSeconds() + " s, but tries again only after " + waits.get(0).toSeconds() + " s");
        }
        return new RetrySchedule(waits, expireAfter);
    }
}
