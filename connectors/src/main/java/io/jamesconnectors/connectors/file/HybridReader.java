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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.hybrid.RoutingTable;
import io.jamesconnectors.connectors.hybrid.SigningKeys;

/** Reads what holds where one organisation is in two places: {@code routingTable}, {@code senderRewriting}, {@code signingKeys}. */
final class HybridReader {
    private final Findings findings;
    private final Options options;
    private final Path base;
    private final SecretReader secrets;
    private final FileFacts file;

    HybridReader(Findings findings, Path base, SecretReader secrets, FileFacts file) {
        this.findings = findings;
        this.options = new Options(findings);
        this.base = base;
        this.secrets = secrets;
        this.file = file;
    }

    /** @param outbound the connectors of the file: whether any rewrites senders, and where the routing table may lead */
    Hybrid read(Node root, List<OutboundConnector> outbound) {
        return new Hybrid(
            root.child("routingTable").flatMap(node -> routingTable(node, outbound)),
            senderRewriting(root, outbound.stream().anyMatch(connector -> connector.hybrid().senderRewritingEnabled())),
            root.child("signingKeys").map(this::signingKeys).orElse(List.of()));
    }

    private Optional<Hybrid.RoutingTableFile> routingTable(Node node, List<OutboundConnector> outbound) {
        boolean overridesUsers = options.flag(node.attribute("overridesUsers"), false);
        Optional<Path> path = options.parsed(node.attribute("file"), Check.BAD_ROUTING_TABLE, text -> FileReference.resolve(base, text).toAbsolutePath());
        path.ifPresent(known -> {
            Value value = node.attribute("file").orElseThrow();
            try {
                look(value, table(known), outbound);
            } catch (IOException e) {
                findings.add(Check.BAD_ROUTING_TABLE, value.position(), FileReference.shown(value, known) + " " + e.getMessage());
            }
        });
        return path.map(known -> new Hybrid.RoutingTableFile(known, overridesUsers));
    }

    /** @throws IOException when it can't be used; the message goes on after the name of the file: "does not exist" */
    static RoutingTable table(Path path) throws IOException {
        byte[] octets = BoundedFile.read(path, RoutingTable.MAX_LENGTH >> 20);
        try {
            return RoutingTable.parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
        } catch (CharacterCodingException e) {
            throw new IOException("is no text in UTF-8", e);
        } catch (RoutingTable.UnusableLine e) {
            throw new IOException("has a bad line: " + e.getMessage(), e);
        }
    }

    private void look(Value value, RoutingTable table, List<OutboundConnector> outbound) {
        Set<DomainName> strangers = new TreeSet<>();
        Set<DomainName> nowhere = new TreeSet<>();
        table.domains().forEach((domain, there) -> {
            if (file.acceptedDomains().stream().noneMatch(accepted -> accepted.covers(domain))) {
                strangers.add(domain);
            }
            there.stream().filter(target -> outbound.stream().noneMatch(connector -> leadsTo(connector, target))).forEach(nowhere::add);
        });
        if (!strangers.isEmpty()) {
            findings.add(Check.ROUTED_STRANGERS, value.position(), "the routing table has addresses of " + shown(strangers) + ", no accepted domain");
        }
        if (!nowhere.isEmpty()) {
            findings.add(Check.ROUTED_BY_MX, value.position(), "the routing table leads to " + shown(nowhere)
                + ", and no connector of type office365 or organization does");
        }
    }

    private boolean leadsTo(OutboundConnector connector, DomainName domain) {
        boolean ours = file.acceptedDomains().stream().anyMatch(accepted -> accepted.covers(domain));
        return connector.isChosenByAddress() && connector.type() != ConnectorType.PARTNER
            && (connector.recipientDomains().stream().anyMatch(pattern -> pattern.covers(domain)) || ours && connector.addressSpace().allAcceptedDomains());
    }

    private Optional<Hybrid.SenderRewriting> senderRewriting(Node root, boolean enabled) {
        Optional<Node> node = root.child("senderRewriting");
        if (node.isEmpty() && !enabled) {
            return Optional.empty();
        }
        if (enabled && root.lacks("signingKeys")) {
            findings.add(Check.REWRITING_WITHOUT_KEY, node.orElse(root).position(),
                "an outbound connector has senderRewritingEnabled, and the file has no signingKeys");
        }
        if (!enabled) {
            findings.add(Check.REWRITING_WITHOUT_EFFECT, node.orElseThrow().position(), "<senderRewriting> is there");
        }
        Optional<Value> named = node.flatMap(present -> present.attribute("domain"));
        Optional<DomainName> domain = named.isPresent() ? options.domain(named) : file.acceptedDomains().stream().map(AcceptedDomain::name).findFirst();
        domain.filter(known -> file.acceptedDomains().stream().noneMatch(accepted -> accepted.covers(known))).ifPresent(known ->
            findings.add(Check.REWRITING_ELSEWHERE, named.orElseThrow().position(), "the domain of <senderRewriting>, '" + known + "', is no accepted domain"));
        if (named.isEmpty() && !file.acceptsDomains()) {
            findings.add(Check.REWRITING_ELSEWHERE, node.orElse(root).position(), "senders are to be rewritten, and the file has no accepted domains");
        }
        Duration validity = options.parsed(node.flatMap(present -> present.attribute("validity")), Check.BAD_DURATION, HybridReader::validity)
            .orElse(Hybrid.SenderRewriting.DEFAULT_VALIDITY);
        return domain.map(known -> new Hybrid.SenderRewriting(known, validity));
    }

    private static Duration validity(String text) {
        Duration validity = DurationText.parse(text);
        if (validity.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("'" + text + "' is out of bounds (expected: 1d to 365d)");
        }
        return validity;
    }

    private List<SecretSource> signingKeys(Node node) {
        List<SecretSource> keys = new ArrayList<>();
        for (Node child : node.all("signingKey")) {
            if (!SecretReader.names(child, "secret")) {
                findings.add(Check.BAD_SIGNING_KEY, child.position(), "<signingKey> does not say where the key is (expected: secretFile or secretVariable)");
            }
            secrets.read(child, "secret").ifPresent(source -> {
                int length = secrets.length(source);
                if (length < SigningKeys.MIN_OCTETS) {
                    findings.add(Check.BAD_SIGNING_KEY, child.position(), "the key of <signingKey> has " + length + " octets (expected: at least "
                        + SigningKeys.MIN_OCTETS + ")");
                }
                if (keys.contains(source)) {
                    findings.add(Check.BAD_SIGNING_KEY, child.position(), "the key of <signingKey> is there already (expected: each once)");
                } else if (keys.size() == Hybrid.MAX_SIGNING_KEYS) {
                    findings.add(Check.BAD_SIGNING_KEY, child.position(), "<signingKeys> has more than " + Hybrid.MAX_SIGNING_KEYS + " keys");
                } else {
                    keys.add(source);
                }
            });
        }
        return keys;
    }

    private static String shown(Set<DomainName> domains) {
        String first = domains.stream().limit(3).map(domain -> "'" + domain + "'").reduce((a, b) -> a + ", " + b).orElse("");
        return first + (domains.size() > 3 ? " and " + (domains.size() - 3) + " more" : "");
    }
}
