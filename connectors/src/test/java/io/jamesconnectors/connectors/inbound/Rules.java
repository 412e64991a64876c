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
import java.util.Arrays;
import java.util.List;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;

/** A configuration in the words of its file, for tests. */
final class Rules {
    private final List<AcceptedDomain> accepted = new ArrayList<>();
    private final List<InboundConnector> inbound = new ArrayList<>();

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

    Connectors connectors() {
        return new Connectors(accepted, inbound, List.of(), List.of());
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
