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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.lookup.CidrMap;

/**
 * The first proof of own mail: the organisation connector that a connection is identified by. The longest prefix that contains the client wins.
 * One that requires TLS is passed over on a connection in clear; the next shorter prefix may identify instead.
 * Among equals, which the file reader refuses, the first in the file.
 */
final class OwnMail {
    private final CidrMap<List<Claim>> claims;

    private OwnMail(CidrMap<List<Claim>> claims) {
        this.claims = claims;
    }

    static OwnMail of(List<InboundConnector> connectors) {
        Map<Cidr, List<Claim>> byBlock = new LinkedHashMap<>();
        connectors.stream()
            .filter(connector -> connector.type() == ConnectorType.ORGANIZATION)
            .forEach(connector -> connector.senderIPAddresses().stream().distinct()
                .forEach(block -> byBlock.computeIfAbsent(block, key -> new ArrayList<>()).add(new Claim(connector, block))));
        return new OwnMail(CidrMap.of(byBlock));
    }

    /** The connector that identifies this client, and in {@code notes} why others that list its address do not. */
    Optional<Claim> identify(ConnectionFacts facts, List<Reason> notes) {
        Optional<Claim> identified = Optional.empty();
        for (List<Claim> level : claims.findAll(facts.clientAddress())) {
            for (Claim claim : level) {
                if (!claim.connector.enabled()) {
                    notes.add(claim.reason("switched-off", "contains the client, but the connector is switched off"));
                } else if (claim.connector.requireTls() && facts.tls().isEmpty()) {
                    notes.add(claim.reason("tls-missing", "contains the client, but the connector requires TLS and the connection is in clear"));
                } else if (identified.isEmpty()) {
                    identified = Optional.of(claim);
                } else if (!identified.get().connector.equals(claim.connector)) {
                    notes.add(claim.reason("less-specific", "contains the client, but another connector lists a longer prefix"));
                }
            }
        }
        return identified;
    }

    /** A block of addresses that a connector claims as its own. */
    record Claim(InboundConnector connector, Cidr block) {

        Decision.Attribution attribution() {
            return new Decision.Attribution(connector.name(), new Identification.ByAddress(block));
        }

        Reason granted() {
            return reason("own-mail", "contains the client, and the domain of MAIL FROM is an accepted domain");
        }

        Reason withoutSecondProof(ConnectionFacts facts) {
            return facts.senderDomain().isPresent()
                ? reason("sender-not-accepted", "contains the client, but the domain of MAIL FROM is no accepted domain")
                : reason("sender-without-domain", "contains the client, but MAIL FROM is the null sender or has no domain, so it proves nothing");
        }

        private Reason reason(String code, String sentence) {
            return Reason.of(code, "senderIPAddresses " + block + " " + sentence + ".", connector.name());
        }
    }
}
