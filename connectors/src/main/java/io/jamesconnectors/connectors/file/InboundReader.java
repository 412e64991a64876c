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

import static io.jamesconnectors.connectors.ConnectorType.ORGANIZATION;
import static io.jamesconnectors.connectors.ConnectorType.PARTNER;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads the inbound connectors of one file, and compares each with those before it. */
final class InboundReader {
    private static final Map<String, ConnectorType> TYPES = Map.of(ORGANIZATION.word(), ORGANIZATION, PARTNER.word(), PARTNER);

    private final Options options;
    private final Findings findings;
    private final boolean acceptsDomains;
    private final Names names;
    private final Map<Cidr, String> blocks = new HashMap<>();
    private boolean neverGrantsTold;

    InboundReader(Findings findings, boolean acceptsDomains) {
        this.options = new Options(findings);
        this.findings = findings;
        this.acceptsDomains = acceptsDomains;
        this.names = new Names("inbound", findings);
    }

    /** The connector; empty when it has no name or type to go by, which has been reported. */
    Optional<InboundConnector> read(Node node) {
        Optional<ConnectorName> name = names.read(node);
        Optional<ConnectorType> type = options.word(node.attribute("type"), TYPES);
        boolean enabled = options.flag(node.attribute("enabled"), true);
        List<Options.Entry<DomainPattern>> domains = options.domains(node.option("senderDomains"));
        List<Options.Entry<Cidr>> addresses = options.addresses(node.option("senderIPAddresses"));
        boolean requireTls = options.flag(node.option("requireTls"), type.equals(Optional.of(PARTNER)));
        boolean restrict = options.flag(node.option("restrictDomainsToIPAddresses"), false);

        if (type.equals(Optional.of(ORGANIZATION))) {
            checkOrganization(node, enabled);
            if (enabled) {
                checkBlocks(node, addresses);
            }
        } else if (type.equals(Optional.of(PARTNER))) {
            checkPartner(node, requireTls, restrict);
        }
        return name.flatMap(known -> type.map(kind -> InboundConnector.of(known, kind)
            .enabled(enabled).comment(comment(node)).senderDomains(values(domains)).senderIPAddresses(values(addresses))
            .requireTls(requireTls).restrictDomainsToIPAddresses(restrict).build()));
    }

    private void checkOrganization(Node node, boolean enabled) {
        if (node.lacks("senderIPAddresses")) {
            findings.add(Check.NEVER_IDENTIFIES, node.position(), Names.of(node) + " has no senderIPAddresses");
        }
        for (String partnerOnly : List.of("senderDomains", "restrictDomainsToIPAddresses")) {
            node.child(partnerOnly).ifPresent(option -> findings.add(Check.OPTION_OF_OTHER_TYPE, option.position(),
                "<" + partnerOnly + "> in " + Names.of(node) + " of type organization (expected: in type partner only)"));
        }
        if (enabled && !acceptsDomains && !neverGrantsTold) {
            neverGrantsTold = true;
            findings.add(Check.NEVER_GRANTS, node.position(), Names.of(node) + " is of type organization, and the file has no accepted domains");
        }
    }

    private void checkBlocks(Node node, List<Options.Entry<Cidr>> addresses) {
        for (Options.Entry<Cidr> entry : addresses) {
            Cidr block = entry.value();
            String other = blocks.putIfAbsent(block, Names.of(node));
            if (other != null) {
                findings.add(Check.AMBIGUOUS_ADDRESSES, entry.place().position(), block + " stands in " + Names.of(node) + " and in " + other);
            }
            AddressBreadth.of(block).check().ifPresent(check -> findings.add(check, entry.place().position(),
                Names.of(node) + " grants relaying to " + block + " (expected: the networks of your own devices)"));
        }
    }

    private void checkPartner(Node node, boolean requireTls, boolean restrict) {
        boolean addressesGiven = !node.lacks("senderIPAddresses");
        if (node.lacks("senderDomains")) {
            findings.add(Check.NO_SENDER_DOMAINS, node.position(), Names.of(node) + " has no senderDomains");
        }
        if (restrict && !addressesGiven) {
            findings.add(Check.RESTRICTED_TO_NO_ADDRESS, node.child("restrictDomainsToIPAddresses").orElse(node).position(),
                Names.of(node) + " has restrictDomainsToIPAddresses, but no senderIPAddresses");
        }
        if (!restrict && node.child("senderIPAddresses").isPresent() && !node.misspelt().contains("restrictDomainsToIPAddresses")) {
            findings.add(Check.ADDRESSES_WITHOUT_EFFECT, node.child("senderIPAddresses").orElse(node).position(),
                "<senderIPAddresses> in " + Names.of(node) + " acts on nothing");
        }
        if (!requireTls && !restrict) {
            findings.add(Check.RECOGNISES_ONLY, node.position(), Names.of(node) + " neither requires TLS nor restricts addresses");
        }
    }

    /** On one line, so that it can stand in a log or a table. */
    static String comment(Node node) {
        return node.option("comment").map(comment -> comment.text().replaceAll("[\\s\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ")).orElse("");
    }

    static <T> List<T> values(List<Options.Entry<T>> entries) {
        return entries.stream().map(Options.Entry::value).toList();
    }
}
