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

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.hybrid.DomainLists;

/** James's {@code domainlist.xml} beside the accepted domains. Domains that James was told otherwise, as by its web administration, are not seen. */
final class JamesDomains {
    private final Connectors connectors;
    private final Findings findings;

    JamesDomains(Connectors connectors, Findings findings) {
        this.connectors = connectors;
        this.findings = findings;
    }

    void check(Node root) {
        if (connectors.acceptedDomains().isEmpty()) {
            return;
        }
        List<Value> named = Stream.concat(
            root.option("defaultDomain").stream(),
            root.all("domainnames").stream().flatMap(names -> names.all("domainname").stream()).map(Node::value))
            .filter(value -> !value.text().isEmpty()).toList();
        DomainLists.Difference difference = DomainLists.between(connectors, named.stream().flatMap(value -> domain(value).stream()).toList());
        difference.notAccepted().forEach(domain -> named.stream().filter(value -> domain(value).filter(domain::equals).isPresent()).findFirst().ifPresent(value ->
            findings.add(Check.JAMES_HAS_ANOTHER_DOMAIN, value.position(), "'" + domain + "' is a domain of James, and no accepted domain")));
        if (named.stream().noneMatch(Value::broken)) {
            difference.unknownToServer().forEach(accepted ->
                findings.add(Check.JAMES_LACKS_DOMAIN, root.position(), "the accepted domain '" + accepted.name() + "' is not among James's domains"));
        }
    }

    private static Optional<DomainName> domain(Value value) {
        return DomainName.tryParse(value.text());
    }
}
