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
package io.jamesconnectors.server.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Fingerprint;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.RevocationCheck;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.TlsVersion;

/** All options of an inbound connector that mean something in one of its type, those too that the file leaves at their default. */
final class InboundSettings {
    private final List<SettingJson> settings = new ArrayList<>();

    private InboundSettings() {
    }

    static List<SettingJson> of(InboundConnector connector) {
        InboundSettings all = new InboundSettings();
        all.general(connector);
        if (connector.type() == ConnectorType.PARTNER) {
            all.partner(connector);
        } else {
            all.own(connector);
        }
        connector.certificate().ifPresent(all::certificate);
        all.limits(connector);
        return List.copyOf(all.settings);
    }

    private void general(InboundConnector connector) {
        boolean partner = connector.type() == ConnectorType.PARTNER;
        add("type", connector.type().word(), "Mail comes from: " + Words.party(connector.type()));
        add("enabled", connector.enabled(), connector.enabled() ? "Switched on" : "Switched off: it takes no part in any decision");
        add("comment", connector.comment(), connector.comment().isEmpty() ? "None" : connector.comment());
        List<String> listeners = connector.listeners().stream().sorted().toList();
        add("listeners", listeners, listeners.isEmpty() ? "It holds for all listeners" : "It holds only for these listeners");
        List<String> addresses = InboundWords.addresses(connector);
        add("senderIPAddresses", addresses, addresses.isEmpty() ? "No addresses"
            : partner ? "The partner's addresses" : "A connection from one of these is recognised");
        add("requireTls", connector.requireTls(), !connector.requireTls() ? "Mail is taken without TLS too"
            : partner ? "Mail without TLS is refused" : "A connection without TLS is not recognised");
        connector.minimumTls().ifPresent(version -> add("requireTls.minimumVersion", version.word(), Words.tls(version) + " or newer"
            + (version == TlsVersion.TLS_1_2 ? "" : ": not the usual TLS 1.2")));
        List<String> names = connector.certificate().map(known -> Words.patterns(known.names())).orElse(List.of());
        add("tlsSenderCertificateName", names, names.isEmpty() ? "No certificate is expected" : "One of these names must be in the client's certificate");
        List<String> domains = Words.texts(connector.associatedAcceptedDomains(), DomainName::asString);
        add("associatedAcceptedDomains", domains, domains.isEmpty() ? "It holds for all accepted domains" : "It is confined to these accepted domains");
        add("efSkipLastIP", connector.enhancedFiltering().skipLastIP(), connector.enhancedFiltering().skipLastIP()
            ? "The host that connects is passed over in the search for the true source" : "The host that connects counts as the source, unless efSkipIPs passes it over");
        add("efSkipIPs", Words.texts(connector.enhancedFiltering().skipIPs(), Cidr::toString),
            connector.enhancedFiltering().skipIPs().isEmpty() ? "No hop is passed over by its address" : "Hops at these addresses are passed over");
        add("efUsers", connector.enhancedFiltering().users().stream().sorted().toList(),
            connector.enhancedFiltering().users().isEmpty() ? "The true source is searched for all recipients" : "The true source is searched for these recipients only");
    }

    private void partner(InboundConnector connector) {
        add("senderDomains", Words.patterns(connector.senderDomains()), "It is about mail from " + Words.domains(connector.senderDomains()));
        add("restrictDomainsToIPAddresses", connector.restrictDomainsToIPAddresses(),
            connector.restrictDomainsToIPAddresses() ? "Their mail from other addresses is refused" : "Their mail may come from any address");
        add("restrictDomainsToCertificate", connector.restrictDomainsToCertificate(),
            connector.restrictDomainsToCertificate() ? "Their mail without this certificate is refused" : "Their mail needs no certificate");
    }

    private void own(InboundConnector connector) {
        add("cloudServicesMailEnabled", connector.cloudServicesMailEnabled(),
            connector.cloudServicesMailEnabled() ? "Internal Exchange headers of its mail are believed" : "Internal Exchange headers of its mail are not believed");
        if (connector.type() == ConnectorType.ORGANIZATION) {
            add("treatMessagesAsInternal", connector.treatMessagesAsInternal(),
                connector.treatMessagesAsInternal() ? "Its mail from an accepted domain counts as internal" : "Its mail counts as that of anybody");
        }
    }

    private void certificate(SenderCertificate certificate) {
        add("tlsSenderCertificate.issuer", certificate.issuer().orElse(""), certificate.issuer().isEmpty() ? "From any trusted authority" : "Only from this issuer");
        fingerprints("tlsSenderCertificate.sha256", certificate, Fingerprint.Subject.CERTIFICATE, "certificates");
        fingerprints("tlsSenderCertificate.spkiSha256", certificate, Fingerprint.Subject.PUBLIC_KEY, "public keys");
        add("tlsSenderCertificate.use", certificate.serverUseAllowed() ? "clientOrServer" : "client",
            certificate.serverUseAllowed() ? "A certificate that is only for servers counts too" : "The certificate must be meant for clients");
        RevocationCheck revocation = certificate.trust().revocation();
        add("tlsSenderCertificate.revocationCheck", revocation.word(), switch (revocation) {
            case NONE -> "Its issuer is not asked whether it is revoked";
            case WHEN_AVAILABLE -> "Its issuer is asked whether it is revoked; without an answer it counts";
            case REQUIRED -> "Its issuer is asked whether it is revoked; without an answer it does not count";
        });
        Optional<Path> roots = certificate.trust().trustedCertificates();
        add("trustedCertificates", roots.map(Path::toString).orElse(""), roots.isEmpty() ? "Authorities that Java trusts" : "Only the authorities in this file");
    }

    private void fingerprints(String option, SenderCertificate certificate, Fingerprint.Subject of, String what) {
        List<String> set = certificate.fingerprints().stream().filter(fingerprint -> fingerprint.of() == of).map(Fingerprint::hex).sorted().toList();
        add(option, set, set.isEmpty() ? "Not pinned" : "Only " + what + " with one of these fingerprints");
    }

    private void limits(InboundConnector connector) {
        limit("limits.maxConnections", connector.limits().maxConnections(), Words.amount(connector.limits().maxConnections(), "connection") + " at once");
        limit("limits.messagesPerMinute", connector.limits().messagesPerMinute(), Words.amount(connector.limits().messagesPerMinute(), "message") + " a minute");
        limit("limits.maxRecipients", connector.limits().maxRecipients(), Words.amount(connector.limits().maxRecipients(), "recipient") + " in a message");
        limit("limits.maxMessageSize", connector.limits().maxMessageSize(), Words.size(connector.limits().maxMessageSize()) + " a message");
    }

    private void limit(String option, long most, String words) {
        add(option, most, most == 0 ? "No limit but the server's own" : "At most " + words);
    }

    private void add(String option, Object value, String words) {
        settings.add(new SettingJson(option, value, words));
    }
}
