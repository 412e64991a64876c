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
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;

/** The rules once more, read straight from the documents: no index, one loop after another. What {@link InboundRules} is compared with. */
final class NaiveReading {

    record Expected(Verdict verdict, int code, Optional<ConnectorName> connector, Optional<String> identifiedBy) {
        static Expected of(Decision decision) {
            return new Expected(decision.verdict(), decision.reply().map(SmtpReply::code).orElse(0) * 1_000 + decision.reply().map(r -> r.enhanced().detail()).orElse(0),
                decision.connector(), decision.identifiedBy().map(Identification::asString));
        }
    }

    private final Connectors connectors;
    private final ConnectionFacts facts;

    NaiveReading(Connectors connectors, ConnectionFacts facts) {
        this.connectors = connectors;
        this.facts = facts;
    }

    Expected decide() {
        InboundConnector own = null;
        Cidr ownBlock = null;
        for (InboundConnector connector : ofType(ConnectorType.ORGANIZATION)) {
            if (connector.requireTls() && facts.tls().isEmpty()) {
                continue;
            }
            for (Cidr block : connector.senderIPAddresses()) {
                if (block.contains(facts.clientAddress()) && (ownBlock == null || block.prefixLength() > ownBlock.prefixLength())) {
                    own = connector;
                    ownBlock = block;
                }
            }
        }
        boolean accepted = facts.senderDomain().flatMap(connectors::acceptedDomain).isPresent();
        Expected granted = own == null || !accepted ? null : named(Verdict.GRANT_RELAY, own, "address:" + ownBlock);
        if (!facts.recipientIsOurs()) {
            if (facts.login().isPresent() || facts.serverAllowsRelaying()) {
                return granted == null ? new Expected(Verdict.ORDINARY, 0, Optional.empty(), Optional.empty())
                    : new Expected(Verdict.ORDINARY, 0, granted.connector, granted.identifiedBy);
            }
            return granted != null ? granted : new Expected(Verdict.REFUSE, 550_064, Optional.ofNullable(own).map(InboundConnector::name), Optional.empty());
        }
        if (granted != null) {
            return granted;
        }
        return facts.login().isPresent() ? new Expected(Verdict.ORDINARY, 0, Optional.empty(), Optional.empty()) : partners();
    }

    private Expected partners() {
        int governing = -1;
        SortedSet<Integer> levels = levels();
        for (int exactness : levels) {
            if (atLevel(exactness).stream().anyMatch(InboundConnector::restricts)) {
                governing = exactness;
            }
        }
        if (governing < 0) {
            for (int exactness : new TreeSet<>(levels).descendingSet()) {
                for (InboundConnector connector : atLevel(exactness)) {
                    if (connector.senderIPAddresses().isEmpty() || contains(connector)) {
                        return named(Verdict.ORDINARY, connector, identification(connector, exactness));
                    }
                }
            }
            return new Expected(Verdict.ORDINARY, 0, Optional.empty(), Optional.empty());
        }
        List<InboundConnector> restricting = atLevel(governing).stream().filter(InboundConnector::restricts).toList();
        for (InboundConnector connector : restricting) {
            boolean tls = !connector.requireTls() || facts.tls().isPresent();
            boolean address = !connector.restrictDomainsToIPAddresses() || contains(connector);
            if (tls && address) {
                return named(Verdict.ORDINARY, connector, identification(connector, governing));
            }
        }
        for (InboundConnector connector : restricting) {
            if (!connector.restrictDomainsToIPAddresses() || contains(connector)) {
                return new Expected(Verdict.REFUSE, 530_000, Optional.of(connector.name()), Optional.empty());
            }
        }
        return new Expected(Verdict.REFUSE, 550_051, Optional.of(restricting.get(0).name()), Optional.empty());
    }

    /** The enabled partner connectors that cover the sender just so exactly: 1000 its very domain, 0 the star, else the length of the wildcard. */
    private List<InboundConnector> atLevel(int exactness) {
        List<InboundConnector> found = new ArrayList<>();
        for (InboundConnector connector : ofType(ConnectorType.PARTNER)) {
            if (connector.senderDomains().stream().anyMatch(pattern -> covers(pattern) && exactness(pattern) == exactness)) {
                found.add(connector);
            }
        }
        return found;
    }

    private SortedSet<Integer> levels() {
        SortedSet<Integer> levels = new TreeSet<>();
        ofType(ConnectorType.PARTNER).forEach(connector -> connector.senderDomains().forEach(pattern -> levels.add(exactness(pattern))));
        return levels;
    }

    private boolean covers(DomainPattern pattern) {
        return facts.senderDomain().map(pattern::covers).orElse(pattern instanceof DomainPattern.Any);
    }

    private static int exactness(DomainPattern pattern) {
        return pattern instanceof DomainPattern.Exactly ? 1_000 : pattern instanceof DomainPattern.Any ? 0 : pattern.asString().length();
    }

    private boolean contains(InboundConnector connector) {
        return connector.senderIPAddresses().stream().anyMatch(block -> block.contains(facts.clientAddress()));
    }

    private String identification(InboundConnector connector, int exactness) {
        Cidr longest = null;
        for (Cidr block : connector.senderIPAddresses()) {
            if (block.contains(facts.clientAddress()) && (longest == null || block.prefixLength() > longest.prefixLength())) {
                longest = block;
            }
        }
        return longest != null ? "address:" + longest : "senderDomain:" + connector.senderDomains().stream()
            .filter(pattern -> covers(pattern) && exactness(pattern) == exactness).findFirst().orElseThrow().asString();
    }

    private List<InboundConnector> ofType(ConnectorType type) {
        return connectors.inbound().stream().filter(connector -> connector.enabled() && connector.type() == type).toList();
    }

    private static Expected named(Verdict verdict, InboundConnector connector, String identifiedBy) {
        return new Expected(verdict, 0, Optional.of(connector.name()), Optional.of(identifiedBy));
    }
}
