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
package io.jamesconnectors.tls;

import static java.util.Objects.requireNonNull;

import java.util.List;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.TlsSettings;

/**
 * What a connection must prove before mail goes over it.
 *
 * @param floor the least level; below it nothing is sent
 * @param names the entries of {@code tlsDomain}, of which one must be met ({@link DnsIdentity#meets}); at least one for {@link TlsSettings#DOMAIN_VALIDATION},
 *     and below that level only used to tell how strong the connection is
 * @param anchors the roots that count
 */
public record TlsRequirement(TlsSettings floor, List<DomainPattern> names, TrustAnchors anchors) {

    public TlsRequirement {
        requireNonNull(floor, "floor");
        requireNonNull(anchors, "anchors");
        names = List.copyOf(names);
        if (floor == TlsSettings.DOMAIN_VALIDATION && names.isEmpty()) {
            throw new IllegalArgumentException("names: none (expected: at least one for " + floor.word() + ")");
        }
        if (names.stream().anyMatch(DomainPattern.Any.class::isInstance)) {
            throw new IllegalArgumentException("names: * (expected: a name such as *.contoso.com)");
        }
    }

    /**
     * What {@code connector} asks of the hosts that take mail for {@code recipientDomain}. An MX route with {@link TlsSettings#DOMAIN_VALIDATION}
     * and no {@code tlsDomain} asks for the recipient domain or a name below it.
     *
     * @throws IllegalArgumentException when smart hosts are to be validated and no name is configured, which a checked configuration rules out
     */
    public static TlsRequirement of(OutboundConnector connector, DomainName recipientDomain, TrustAnchors anchors) {
        boolean derived = connector.tlsDomain().isEmpty()
            && connector.tlsSettings() == TlsSettings.DOMAIN_VALIDATION
            && connector.route() instanceof OutboundConnector.Route.MxRecords;
        List<DomainPattern> names = derived
            ? List.of(new DomainPattern.Exactly(recipientDomain), new DomainPattern.WithSubdomains(recipientDomain))
            : connector.tlsDomain();
        return new TlsRequirement(connector.tlsSettings(), names, anchors);
    }
}
