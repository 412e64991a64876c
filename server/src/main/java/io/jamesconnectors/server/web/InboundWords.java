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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.InboundLimits;
import io.jamesconnectors.connectors.TlsVersion;

/** What an inbound connector does, in a few phrases: what is not said is as it is without. */
final class InboundWords {
    private InboundWords() {
    }

    static List<String> of(InboundConnector connector) {
        List<String> words = new ArrayList<>();
        if (connector.type() == ConnectorType.PARTNER) {
            partner(connector, words);
        } else {
            own(connector, words);
        }
        if (!connector.listeners().isEmpty()) {
            words.add("only at the listeners " + Words.list(connector.listeners().stream().sorted().toList()));
        }
        if (!connector.associatedAcceptedDomains().isEmpty()) {
            words.add("only for the accepted domains " + Words.list(Words.texts(connector.associatedAcceptedDomains(), DomainName::asString)));
        }
        if (connector.cloudServicesMailEnabled()) {
            words.add("its internal Exchange headers are believed");
        }
        if (connector.treatMessagesAsInternal()) {
            words.add("its mail counts as internal");
        }
        if (connector.enhancedFiltering().isOn()) {
            words.add("the true source is searched behind it");
        }
        limits(connector.limits(), words);
        return List.copyOf(words);
    }

    private static void partner(InboundConnector connector, List<String> words) {
        words.add("for mail from " + Words.domains(connector.senderDomains()));
        String certificate = connector.certificate().map(known -> Words.list(Words.patterns(known.names()))).orElse("");
        boolean onlyCertificate = connector.restrictDomainsToCertificate() && !certificate.isEmpty();
        if (connector.requireTls() || onlyCertificate) {
            words.add("only over TLS" + version(connector) + (onlyCertificate ? ", the certificate must be " + certificate : ""));
        } else {
            words.add("with or without TLS");
        }
        String addresses = Words.list(addresses(connector));
        if (connector.restrictDomainsToIPAddresses()) {
            words.add("only from " + addresses);
        } else if (!addresses.isEmpty()) {
            words.add("recognised by the addresses " + addresses);
        }
        if (!onlyCertificate && !certificate.isEmpty()) {
            words.add("recognised by the certificate " + certificate);
        }
    }

    private static void own(InboundConnector connector, List<String> words) {
        List<String> proofs = new ArrayList<>();
        connector.certificate().ifPresent(known -> proofs.add("the certificate " + Words.list(Words.patterns(known.names()))));
        if (!addresses(connector).isEmpty()) {
            proofs.add("the addresses " + Words.list(addresses(connector)));
        }
        words.add("recognised by " + String.join(" or ", proofs));
        words.add(connector.requireTls() ? "only over TLS" + version(connector) : "with or without TLS");
        words.add(connector.type() == ConnectorType.OFFICE365 ? "only mail that proves to be of your own tenant is relayed" : "mail from your accepted domains is relayed to anyone");
    }

    static List<String> addresses(InboundConnector connector) {
        return Stream.concat(connector.senderIPAddresses().stream().map(Cidr::toString), connector.publishedAddresses().stream()).toList();
    }

    private static String version(InboundConnector connector) {
        return connector.minimumTls().filter(version -> version != TlsVersion.TLS_1_2).map(version -> " (" + Words.tls(version) + " or newer)").orElse("");
    }

    private static void limits(InboundLimits limits, List<String> words) {
        limit(words, limits.maxConnections(), Words.amount(limits.maxConnections(), "connection") + " at once");
        limit(words, limits.messagesPerMinute(), Words.amount(limits.messagesPerMinute(), "message") + " a minute");
        limit(words, limits.maxRecipients(), Words.amount(limits.maxRecipients(), "recipient") + " in a message");
        limit(words, limits.maxMessageSize(), Words.size(limits.maxMessageSize()) + " a message");
    }

    private static void limit(List<String> words, long most, String what) {
        if (most > 0) {
            words.add("at most " + what);
        }
    }
}
