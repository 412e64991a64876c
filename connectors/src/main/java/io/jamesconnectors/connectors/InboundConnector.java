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
package io.jamesconnectors.connectors;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may send through this server, and on which terms. See {@code docs/reference} for each option.
 *
 * @param name unique among all inbound connectors
 * @param type {@link ConnectorType#ORGANIZATION} and {@link ConnectorType#OFFICE365} grant and never deny; {@link ConnectorType#PARTNER} recognises or restricts
 * @param enabled a switched-off connector takes no part in any decision
 * @param comment free text
 * @param listeners the names of the listeners that it holds for; empty means all
 * @param senderDomains partner only: the MAIL FROM domains that it is about; empty for the other types
 * @param senderIPAddresses the addresses that it is identified by, or restricted to
 * @param publishedAddresses the names of published ranges that it is identified by, or restricted to, beside {@code senderIPAddresses}
 * @param certificate the client certificate that it is identified by, or restricted to
 * @param minimumTls {@code requireTls}, and from which version on; partner: mail over less is refused; else: over less it is not identified; empty means TLS is not required
 * @param restrictDomainsToIPAddresses partner only: mail of {@code senderDomains} from other addresses is refused
 * @param restrictDomainsToCertificate partner only: mail of {@code senderDomains} without the {@code certificate} is refused
 * @param associatedAcceptedDomains accepted domains that it is confined to: for own mail only they are the second proof, a partner's terms hold only for
 *     recipients there; empty means all
 * @param treatMessagesAsInternal organisation only: its mail from an accepted domain counts as internal
 * @param cloudServicesMailEnabled whether headers about the other side's judgement are believed
 * @param enhancedFiltering which hops before us are passed over to find where mail came from
 * @param limits how much it takes
 */
public record InboundConnector(
        ConnectorName name,
        ConnectorType type,
        boolean enabled,
        String comment,
        Set<String> listeners,
        List<DomainPattern> senderDomains,
        List<Cidr> senderIPAddresses,
        List<String> publishedAddresses,
        Optional<SenderCertificate> certificate,
        Optional<TlsVersion> minimumTls,
        boolean restrictDomainsToIPAddresses,
        boolean restrictDomainsToCertificate,
        List<DomainName> associatedAcceptedDomains,
        boolean treatMessagesAsInternal,
        boolean cloudServicesMailEnabled,
        EnhancedFiltering enhancedFiltering,
        InboundLimits limits) {

    public InboundConnector {
        listeners = Set.copyOf(listeners);
        senderDomains = List.copyOf(senderDomains);
        senderIPAddresses = List.copyOf(senderIPAddresses);
        publishedAddresses = List.copyOf(publishedAddresses);
        associatedAcceptedDomains = List.copyOf(associatedAcceptedDomains);
    }

    /** A connector of that name and type, on all listeners, that nothing else is said of yet. */
    public static InboundConnectorBuilder of(ConnectorName name, ConnectorType type) {
        return new InboundConnectorBuilder(name, type);
    }

    /** The same, off. */
    InboundConnector switchedOff() {
        return new InboundConnector(name, type, false, comment, listeners, senderDomains, senderIPAddresses, publishedAddresses, certificate, minimumTls,
            restrictDomainsToIPAddresses, restrictDomainsToCertificate, associatedAcceptedDomains, treatMessagesAsInternal, cloudServicesMailEnabled,
            enhancedFiltering, limits);
    }

    /** Whether TLS is required, in whichever version. */
    public boolean requireTls() {
        return minimumTls.isPresent();
    }

    /** Whether mail can be refused on account of this connector. */
    public boolean restricts() {
        return type == ConnectorType.PARTNER && (requireTls() || restrictDomainsToIPAddresses || restrictDomainsToCertificate);
    }

    /** Whether it holds for that listener. */
    public boolean holdsFor(String listener) {
        return listeners.isEmpty() || listeners.contains(listener);
    }
}
