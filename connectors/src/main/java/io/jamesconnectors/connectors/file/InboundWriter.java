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

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.EnhancedFiltering;
import io.jamesconnectors.connectors.Fingerprint;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.InboundLimits;
import io.jamesconnectors.connectors.RevocationCheck;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.TlsVersion;

/** Writes {@code inbound}. */
final class InboundWriter {
    private final XmlText xml;
    private final Path base;
    private final Optional<Path> trusted;

    /** @param trusted the trusted certificates that hold where nothing is written */
    InboundWriter(XmlText xml, Path base, Optional<Path> trusted) {
        this.xml = xml;
        this.base = base;
        this.trusted = trusted;
    }

    void write(InboundConnector connector) {
        xml.element("inbound").attribute("name", connector.name().asString()).attribute("type", connector.type().word())
            .attribute("enabled", connector.enabled() ? Optional.empty() : Optional.of("false")).end(() -> options(connector));
    }

    private void options(InboundConnector connector) {
        xml.element("listeners", ConnectorsWriter.list(connector.listeners().stream().sorted()));
        xml.element("senderDomains", ConnectorsWriter.list(connector.senderDomains().stream().map(DomainPattern::asString)));
        xml.element("senderIPAddresses", ConnectorsWriter.list(
            Stream.concat(connector.senderIPAddresses().stream().map(Object::toString), connector.publishedAddresses().stream())));
        requireTls(connector);
        connector.certificate().ifPresent(this::certificate);
        xml.flag("restrictDomainsToIPAddresses", connector.restrictDomainsToIPAddresses(), false);
        xml.flag("restrictDomainsToCertificate", connector.restrictDomainsToCertificate(), false);
        xml.element("associatedAcceptedDomains", ConnectorsWriter.list(connector.associatedAcceptedDomains()));
        xml.flag("treatMessagesAsInternal", connector.treatMessagesAsInternal(), false);
        xml.flag("cloudServicesMailEnabled", connector.cloudServicesMailEnabled(), false);
        enhancedFiltering(connector.enhancedFiltering());
        limits(connector.limits());
        xml.element("comment", connector.comment());
    }

    private void requireTls(InboundConnector connector) {
        boolean unset = connector.type() != ConnectorType.ORGANIZATION;
        Optional<String> version = connector.minimumTls().filter(minimum -> minimum != TlsVersion.TLS_1_2).map(TlsVersion::word);
        if (connector.requireTls() != unset || version.isPresent()) {
            xml.element("requireTls").attribute("minimumVersion", version).end(String.valueOf(connector.requireTls()));
        }
    }

    private void certificate(SenderCertificate certificate) {
        xml.element("tlsSenderCertificateName", ConnectorsWriter.list(certificate.names().stream().map(DomainPattern::asString)));
        RevocationCheck revocation = certificate.trust().revocation();
        Optional<Path> roots = certificate.trust().trustedCertificates();
        xml.element("tlsSenderCertificate").attribute("issuer", certificate.issuer())
            .attribute("sha256", fingerprints(certificate.fingerprints(), Fingerprint.Subject.CERTIFICATE))
            .attribute("spkiSha256", fingerprints(certificate.fingerprints(), Fingerprint.Subject.PUBLIC_KEY))
            .attribute("use", certificate.serverUseAllowed() ? Optional.of("clientOrServer") : Optional.empty())
            .attribute("revocationCheck", Optional.of(revocation).filter(check -> check != RevocationCheck.NONE).map(RevocationCheck::word))
            .attribute("trustedCertificates", roots.filter(file -> !roots.equals(trusted)).map(file -> FileReference.text(base, file)))
            .endUnlessEmpty();
    }

    private static Optional<String> fingerprints(Set<Fingerprint> all, Fingerprint.Subject of) {
        return Optional.of(ConnectorsWriter.list(all.stream().filter(one -> one.of() == of).map(Fingerprint::hex).sorted())).filter(list -> !list.isEmpty());
    }

    private void enhancedFiltering(EnhancedFiltering filtering) {
        xml.flag("efSkipLastIP", filtering.skipLastIP(), false);
        xml.element("efSkipIPs", ConnectorsWriter.list(filtering.skipIPs()));
        xml.element("efUsers", ConnectorsWriter.list(filtering.users().stream().sorted()));
    }

    private void limits(InboundLimits limits) {
        xml.element("limits").attribute("maxConnections", limit(limits.maxConnections()))
            .attribute("messagesPerMinute", limit(limits.messagesPerMinute()))
            .attribute("maxRecipients", limit(limits.maxRecipients()))
            .attribute("maxMessageSize", Optional.of(limits.maxMessageSize()).filter(size -> size > 0).map(SizeText::of))
            .endUnlessEmpty();
    }

    private static Optional<String> limit(int value) {
        return value == 0 ? Optional.empty() : Optional.of(String.valueOf(value));
    }
}
