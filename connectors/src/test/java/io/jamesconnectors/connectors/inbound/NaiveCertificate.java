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

import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.SenderCertificate;

/** What a client's certificate and TLS are worth to a connector, read straight from the documents. */
final class NaiveCertificate {

    private NaiveCertificate() {
    }

    /** The names that the connector wants and the client presents, in the order of the connector. */
    static List<DomainPattern> names(InboundConnector connector, ConnectionFacts facts) {
        Optional<CertificateFacts> presented = facts.tls().flatMap(TlsFacts::certificate);
        if (presented.isEmpty() || connector.certificate().isEmpty()) {
            return List.of();
        }
        return connector.certificate().get().names().stream()
            .filter(wanted -> presented.get().names().stream().anyMatch(name -> name.meets(wanted)))
            .toList();
    }

    /** {@code counts}, {@code pending} when the answer about revocation alone is missing, or {@code no}. */
    static String judge(InboundConnector connector, ConnectionFacts facts) {
        if (names(connector, facts).isEmpty()) {
            return "no";
        }
        SenderCertificate wanted = connector.certificate().orElseThrow();
        CertificateFacts presented = facts.tls().flatMap(TlsFacts::certificate).orElseThrow();
        boolean use = presented.forClients() || wanted.serverUseAllowed() && presented.forServers();
        boolean issuer = wanted.issuer().isEmpty() || wanted.issuer().get().equals(presented.issuer());
        boolean fingerprint = wanted.fingerprints().isEmpty() || wanted.fingerprints().stream().anyMatch(presented.fingerprints()::contains);
        if (!use || !issuer || !fingerprint) {
            return "no";
        }
        return switch (presented.trust(wanted.trust())) {
            case TRUSTED -> "counts";
            case PENDING -> "pending";
            default -> "no";
        };
    }

    static boolean securedEnough(InboundConnector connector, ConnectionFacts facts) {
        return connector.minimumTls().isEmpty() || facts.tls().isPresent() && facts.tls().get().version().compareTo(connector.minimumTls().get()) >= 0;
    }
}
