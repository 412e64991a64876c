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
import java.util.function.Function;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.Cloud;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads the outbound connectors of one file, and has each looked at by the checks. */
final class OutboundReader {
    private static final String RESERVED_NAME = "mx";
    private static final Map<String, ConnectorType> TYPES = Arrays.stream(ConnectorType.values())
        .collect(Collectors.toMap(ConnectorType::word, Function.identity()));
    /** Stands for a name that can't be used, so that the rest of the connector is looked at; the file is refused in the end. */
    private static final ConnectorName UNNAMED = ConnectorName.parse("unnamed");

    private final Findings findings;
    private final Options options;
    private final Names names;
    private final SubmissionReader submissions;
    private final RouteReader routes;
    private final OutboundTlsReader security;
    private final SourceAddressReader sources;
    private final OutboundLimitsReader limits;
    private final RetryReader retries;
    private final List<OutboundCheck> checks;

    OutboundReader(Findings findings, SubmissionReader submissions, OutboundTlsReader security, List<OutboundCheck> checks) {
        this.findings = findings;
        this.options = new Options(findings);
        this.names = new Names("outbound", findings);
        this.submissions = submissions;
        this.routes = new RouteReader(findings);
        this.security = security;
        this.sources = new SourceAddressReader(findings);
        this.limits = new OutboundLimitsReader(findings);
        this.retries = new RetryReader(findings);
        this.checks = checks;
    }

    /** All that have a name and a type to go by; what the others lack has been reported. */
    List<OutboundConnector> read(List<Node> nodes) {
        List<OutboundConnector> connectors = nodes.stream().flatMap(node -> read(node).stream()).toList();
        checks.forEach(OutboundCheck::finish);
        return connectors;
    }

    private Optional<OutboundConnector> read(Node node) {
        Optional<ConnectorName> name = names.read(node);
        if (name.filter(known -> known.asString().equalsIgnoreCase(RESERVED_NAME)).isPresent()) {
            findings.add(Check.RESERVED_NAME, node.attribute("name").orElseThrow().position(), Names.of(node) + " has a reserved name");
        }
        Optional<ConnectorType> type = options.word(node.attribute("type"), TYPES);
        OutboundDraft draft = draft(node, name.orElse(UNNAMED), type);
        if (type.isPresent()) {
            checks.forEach(check -> check.check(draft));
        }
        return name.isPresent() && type.isPresent() ? Optional.of(draft.connector()) : Optional.empty();
    }

    private OutboundDraft draft(Node node, ConnectorName name, Optional<ConnectorType> type) {
        List<Options.Entry<DomainPattern>> recipients = options.domains(node.option("recipientDomains"));
        List<Options.Entry<DomainPattern>> senders = options.domains(node.option("senderDomains"));
        Submission submission = submissions.read(node);
        OutboundDefaults defaults = OutboundDefaults.of(submission.option(), submission.mailboxes().stream()
            .anyMatch(mailbox -> mailbox.login() instanceof Login.OAuth oauth && oauth.cloud() != Cloud.WORLDWIDE));
        Route route = routes.read(node, defaults);
        OutboundTlsReader.Security secured = security.read(node, type, defaults, route);
        OutboundConnector connector = new OutboundConnector(name, type.orElse(ConnectorType.PARTNER),
            options.flag(node.attribute("enabled"), true),
            InboundReader.comment(node),
            new AddressSpace(InboundReader.values(recipients), options.flag(node.option("allAcceptedDomains"), false), InboundReader.values(senders),
                options.number(node.option("cost"), 1, 100, AddressSpace.DEFAULT_COST)),
            options.flag(node.option("isTransportRuleScoped"), false),
            options.flag(node.option("testMode"), false),
            route,
            secured.floor(), secured.tlsDomain(), secured.trustedCertificates(), secured.options(),
            submission,
            sources.read(node),
            limits.connections(node, defaults.limits()), limits.pace(node, defaults.pace()),
            retries.read(node),
            new HybridOptions(options.domain(node.option("targetDeliveryDomain")), options.flag(node.option("cloudServicesMailEnabled"), false),
                options.flag(node.option("senderRewritingEnabled"), false)));
        return new OutboundDraft(node, connector, recipients, senders);
    }
}
