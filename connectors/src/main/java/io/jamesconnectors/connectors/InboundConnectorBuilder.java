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

/** Collects what is said of an inbound connector; what is not said has the value that opens least. */
public final class InboundConnectorBuilder {
    private final ConnectorName name;
    private final ConnectorType type;
    private boolean enabled = true;
    private String comment = "";
    private Set<String> listeners = Set.of();
    private List<DomainPattern> senderDomains = List.of();
    private List<Cidr> senderIPAddresses = List.of();
    private List<String> publishedAddresses = List.of();
    private Optional<SenderCertificate> certificate = Optional.empty();
    private Optional<TlsVersion> minimumTls = Optional.empty();
    private boolean restrictDomainsToIPAddresses;
    private boolean restrictDomainsToCertificate;
    private List<DomainName> associatedAcceptedDomains = List.of();
    private boolean treatMessagesAsInternal;
    private boolean cloudServicesMailEnabled;
    private EnhancedFiltering enhancedFiltering = EnhancedFiltering.OFF;
    private InboundLimits limits = InboundLimits.NONE;

    InboundConnectorBuilder(ConnectorName name, ConnectorType type) {
        this.name = name;
        this.type = type;
    }

    public InboundConnectorBuilder enabled(boolean value) {
        enabled = value;
        return this;
    }

    public InboundConnectorBuilder comment(String value) {
        comment = value;
        return this;
    }

    public InboundConnectorBuilder listeners(Set<String> value) {
        listeners = value;
        return this;
    }

    public InboundConnectorBuilder senderDomains(List<DomainPattern> value) {
        senderDomains = value;
        return this;
    }

    public InboundConnectorBuilder senderIPAddresses(List<Cidr> value) {
        senderIPAddresses = value;
        return this;
    }

    public InboundConnectorBuilder publishedAddresses(List<String> value) {
        publishedAddresses = value;
        return this;
    }

    public InboundConnectorBuilder certificate(Optional<SenderCertificate> value) {
        certificate = value;
        return this;
    }

    public InboundConnectorBuilder minimumTls(Optional<TlsVersion> value) {
        minimumTls = value;
        return this;
    }

    /** TLS 1.2 or newer, or none. */
    public InboundConnectorBuilder requireTls(boolean value) {
        return minimumTls(value ? Optional.of(TlsVersion.TLS_1_2) : Optional.empty());
    }

    public InboundConnectorBuilder restrictDomainsToIPAddresses(boolean value) {
        restrictDomainsToIPAddresses = value;
        return this;
    }

    public InboundConnectorBuilder restrictDomainsToCertificate(boolean value) {
        restrictDomainsToCertificate = value;
        return this;
    }

    public InboundConnectorBuilder associatedAcceptedDomains(List<DomainName> value) {
        associatedAcceptedDomains = value;
        return this;
    }

    public InboundConnectorBuilder treatMessagesAsInternal(boolean value) {
        treatMessagesAsInternal = value;
        return this;
    }

    public InboundConnectorBuilder cloudServicesMailEnabled(boolean value) {
        cloudServicesMailEnabled = value;
        return this;
    }

    public InboundConnectorBuilder enhancedFiltering(EnhancedFiltering value) {
        enhancedFiltering = value;
        return this;
    }

    public InboundConnectorBuilder limits(InboundLimits value) {
        limits = value;
        return this;
    }

    public InboundConnector build() {
        return new InboundConnector(name, type, enabled, comment, listeners, senderDomains, senderIPAddresses, publishedAddresses, certificate, minimumTls,
            restrictDomainsToIPAddresses, restrictDomainsToCertificate, associatedAcceptedDomains, treatMessagesAsInternal, cloudServicesMailEnabled,
            enhancedFiltering, limits);
    }
}
