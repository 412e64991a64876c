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
package io.jamesconnectors.server;

import java.util.Optional;
import java.util.stream.Collectors;

import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.CertificateName;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.TlsFacts;
import io.jamesconnectors.connectors.inbound.Trust;
import io.jamesconnectors.matchers.InboundAttributes;

/** Writes on accepted mail how it came in: the attributes of {@link InboundAttributes}. */
final class InboundMarks {
    private static final int MOST_NAMES = 10;

    private InboundMarks() {
    }

    static void set(Mail mail, SMTPSession session, InboundTransaction transaction, String listener) {
        if (transaction.rules().isLegacy(listener)) {
            set(mail, InboundAttributes.LEGACY_LISTENER, listener);
        }
        transaction.admitted().values().stream().findFirst().ifPresent(first -> set(mail, transaction.rules(), first.facts(), first.decision()));
        transaction.admitted().values().stream().findFirst().flatMap(first -> first.decision().connector()).flatMap(transaction.rules()::connector)
            .flatMap(connector -> SourceSearch.of(connector, session, mail)).ifPresent(source -> set(mail, InboundAttributes.TRUE_SOURCE, source));
        SessionTls.withoutCertificate(session).ifPresent(tls -> {
            set(mail, InboundAttributes.TLS_PROTOCOL, tls.version().word());
            set(mail, InboundAttributes.TLS_CIPHER, tls.cipher());
        });
        set(mail, InboundAttributes.CLIENT_ADDRESS, InetAddresses.toAddrString(SessionFacts.clientAddress(session)));
    }

    private static void set(Mail mail, InboundRules rules, ConnectionFacts facts, Decision decision) {
        decision.connector().ifPresent(name -> set(mail, InboundAttributes.CONNECTOR, name.asString()));
        decision.identifiedBy().ifPresent(identification -> set(mail, InboundAttributes.IDENTIFIED_BY, identification.asString()));
        decision.connector().flatMap(rules::connector).ifPresent(connector -> {
            trusted(facts, connector).map(InboundMarks::names).filter(names -> !names.isEmpty())
                .ifPresent(names -> set(mail, InboundAttributes.CERTIFICATE_NAMES, names));
            if (connector.treatMessagesAsInternal()
                    && connector.type() == ConnectorType.ORGANIZATION && facts.senderDomain().filter(rules::accepts).isPresent()) {
                set(mail, InboundAttributes.INTERNAL, "true");
            }
        });
    }

    /** The certificate that the client presented, when its chain is trusted as this connector wants it. */
    private static Optional<CertificateFacts> trusted(ConnectionFacts facts, InboundConnector connector) {
        return facts.tls().flatMap(TlsFacts::certificate)
            .filter(certificate -> connector.certificate().filter(wanted -> certificate.trust(wanted.trust()) == Trust.TRUSTED).isPresent());
    }

    private static String names(CertificateFacts certificate) {
        return certificate.names().stream().limit(MOST_NAMES).map(CertificateName::toString).collect(Collectors.joining(","));
    }

    private static void set(Mail mail, AttributeName name, String value) {
        mail.setAttribute(new Attribute(name, AttributeValue.of(value)));
    }
}
