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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.LegacyListener;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;

/** Builds the model out of the root element. */
final class ConnectorsReader {
    private static final Map<String, AcceptedDomain.Type> DOMAIN_TYPES = Map.of(
        AcceptedDomain.Type.AUTHORITATIVE.word(), AcceptedDomain.Type.AUTHORITATIVE,
        AcceptedDomain.Type.INTERNAL_RELAY.word(), AcceptedDomain.Type.INTERNAL_RELAY);

    private final Findings findings;
    private final Path base;
    private final Options options;
    private final TrustedCertificates certificates;
    private final ClientCertificateReader clientCertificates;
    private final SubmissionReader submissions;
    private final SecretReader secrets;

    ConnectorsReader(Findings findings, Path baseDirectory, Function<String, @Nullable String> environment, Instant now) {
        this.findings = findings;
        this.base = baseDirectory;
        this.options = new Options(findings);
        this.certificates = new TrustedCertificates(baseDirectory, findings, now);
        this.clientCertificates = new ClientCertificateReader(findings, baseDirectory, environment, now);
        this.secrets = new SecretReader(findings, baseDirectory, environment);
        this.submissions = new SubmissionReader(findings, new MailboxReader(findings, new LoginReader(findings, secrets, clientCertificates)), now);
    }

    /** What the file says; only to be used when nothing in the findings is an error. */
    Connectors read(Node root) {
        List<AcceptedDomain> accepted = acceptedDomains(root);
        List<SmartHost> nameServers = options.nameServers(root.child("dns").flatMap(dns -> dns.attribute("servers")));
        Optional<Path> trusted = root.option("trustedCertificates").flatMap(certificates::file);
        boolean acceptsDomains = root.child("acceptedDomains").filter(domains -> !domains.lacks("domain")).isPresent() || root.misspelt().contains("acceptedDomains");
        boolean rejectDirectSend = options.flag(root.option("rejectDirectSend"), false);
        if (rejectDirectSend && !acceptsDomains) {
            findings.add(Check.NO_DIRECT_SEND_TO_REJECT, root.child("rejectDirectSend").orElse(root).position(), "rejectDirectSend is true, and the file has no accepted domains");
        }
        List<PublishedAddresses> published = new PublishedAddressesReader(findings, base).read(root.all("publishedAddresses"));
        FileFacts file = new FileFacts(accepted, acceptsDomains, published);
        List<LegacyListener> legacy = new LegacyListenerReader(findings).read(root.all("legacyListener"));
        ExchangeOnlineCheck exchangeOnline = new ExchangeOnlineCheck(file, findings);
        List<InboundCheck> inboundChecks = List.of(new OptionTypeCheck(findings), new IdentityCheck(file, findings), new GrantedPeersCheck(file, findings), new TogetherCheck(findings),
            new AmbiguityCheck(findings), new ShadowCheck(findings), new PartnerCheck(findings), new PartnerRivalsCheck(findings), new AssociatedDomainsCheck(file, findings),
            new TlsVersionCheck(findings), exchangeOnline, new LegacyNetworksCheck(legacy, findings));
        List<InboundConnector> inbound = inbound(root, file, trusted, inboundChecks);
        HybridReader hybrid = new HybridReader(findings, base, secrets, file);
        WeakerRouteCheck weaker = new WeakerRouteCheck(findings);
        OutboundReader outbound = new OutboundReader(findings, submissions, new OutboundTlsReader(findings, certificates, trusted, clientCertificates),
            List.of(new AddressSpaceCheck(file, findings), new RivalsCheck(findings), new SendingOptionCheck(file, findings), new CredentialsCheck(file, findings),
                new ClientChainCheck(file, findings, clientCertificates), new LegacyMailCheck(root.all("legacyListener"), findings),
                new HybridOptionsCheck(file, findings), new OtherSideCheck(root, file, inbound, findings), exchangeOnline, weaker.gathering()));
        List<OutboundConnector> leaving = outbound.read(root.all("outbound"));
        Connectors connectors = new Connectors(accepted, rejectDirectSend, published, inbound, leaving, nameServers,
            new ThrottlingReader(findings).read(root.child("throttling")), legacy, hybrid.read(root, leaving), new TraceReader(findings, secrets).read(root.child("trace")));
        Witnesses witnesses = new Witnesses(connectors);
        inboundChecks.forEach(check -> check.finish(witnesses));
        weaker.finish(() -> OutboundRoutes.of(connectors));
        return connectors;
    }

    private List<InboundConnector> inbound(Node root, FileFacts file, Optional<Path> trusted, List<InboundCheck> checks) {
        InboundReader reader = new InboundReader(findings,
            new SenderAddresses.Reader(findings, file.published(), !root.misspelt().contains("publishedAddresses")),
            new CertificateReader(findings, certificates, trusted),
            new EnhancedFilteringReader(findings, file.published()), checks);
        List<InboundConnector> inbound = root.all("inbound").stream().flatMap(node -> reader.read(node).stream()).toList();
        Set<String> used = inbound.stream().flatMap(connector -> connector.publishedAddresses().stream()).collect(Collectors.toSet());
        if (!findings.hasErrors()) {
            root.all("publishedAddresses").stream().filter(node -> !used.contains(node.attribute("name").map(Value::text).orElse("")))
                .forEach(node -> findings.add(Check.UNUSED_LIST, node.position(), "no connector uses these published addresses"));
        }
        return inbound;
    }

    private List<AcceptedDomain> acceptedDomains(Node root) {
        List<AcceptedDomain> accepted = new ArrayList<>();
        Map<DomainName, Integer> lines = new HashMap<>();
        for (Node node : root.child("acceptedDomains").map(domains -> domains.all("domain")).orElse(List.of())) {
            Optional<DomainName> name = options.domain(node.attribute("name"));
            Optional<AcceptedDomain.Type> type = options.word(node.attribute("type"), DOMAIN_TYPES);
            boolean subDomains = options.flag(node.attribute("matchSubDomains"), false);
            name.ifPresent(known -> {
                Integer line = lines.putIfAbsent(known, node.position().line());
                if (line != null) {
                    findings.add(Check.DUPLICATE_ACCEPTED_DOMAIN, node.attribute("name").orElseThrow().position(),
                        "the accepted domain '" + known + "' is there already, on line " + line);
                }
                if (subDomains && SharedDomains.hold(known)) {
                    findings.add(Check.EVERYONES_DOMAIN, node.attribute("name").orElseThrow().position(),
                        "the accepted domain '" + known + "' with its subdomains (expected: domains of your own)");
                } else if (SharedDomains.haveStrangersIn(known)) {
                    findings.add(Check.STRANGERS_DOMAIN, node.attribute("name").orElseThrow().position(),
                        "the accepted domain '" + known + "' is not one organisation's alone (expected: domains of your own)");
                }
                type.ifPresent(kind -> accepted.add(new AcceptedDomain(known, kind, subDomains)));
            });
        }
        return accepted;
    }
}
