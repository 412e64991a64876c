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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

import javax.net.ssl.SSLSession;

import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.protocols.smtp.SMTPSession;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.TlsFacts;

/**
 * Reads the facts of a decision from a James session. Everything is in memory but James's own list of domains, which is asked for recipients
 * whose domain is no accepted domain; James asks it once more for the same recipient on the same thread.
 */
final class SessionFacts {

    private SessionFacts() {
    }

    /**
     * The facts about one recipient.
     *
     * @param listener the name of the listener; empty means its address and port
     * @throws DomainListException when James can't say whether the recipient is local
     */
    static ConnectionFacts of(SMTPSession session, Optional<String> listener, MaybeSender sender, MailAddress recipient, InboundRules rules, DomainList domains)
            throws DomainListException {
        Optional<DomainName> recipientDomain = domain(recipient.getDomain());
        return new ConnectionFacts(
            listener.orElseGet(() -> address(session.getLocalAddress())),
            clientAddress(session),
            tls(session),
            Optional.ofNullable(session.getUsername()).map(Username::asString),
            sender.asOptional().map(MailAddress::getDomain).flatMap(SessionFacts::domain),
            OriginatorOrg.NONE,
            OriginatorOrg.NOT_YET,
            recipientDomain,
            recipientDomain.filter(rules::accepts).isPresent() || domains.containsDomain(recipient.getDomain()),
            RelayGrant.serverAloneRelays(session));
    }

    /** Where the client is, as PROXY says where it is used. */
    static InetAddress clientAddress(SMTPSession session) {
        return session.getRemoteAddress().getAddress();
    }

    /** The session's security; a handshake that is not finished is none. */
    static Optional<TlsFacts> tls(SMTPSession session) {
        return session.getSSLSession().filter(SessionFacts::secured)
            .flatMap(ssl -> TlsVersion.of(ssl.getProtocol()).map(version -> new TlsFacts(version, ssl.getCipherSuite(), Optional.empty())));
    }

    private static boolean secured(SSLSession session) {
        return !session.getCipherSuite().startsWith("SSL_NULL") && !session.getCipherSuite().contains("_NULL_");
    }

    private static Optional<DomainName> domain(Domain domain) {
        return DomainName.tryParse(domain.asString());
    }

    private static String address(InetSocketAddress address) {
        return InetAddresses.toUriString(address.getAddress()) + ":" + address.getPort();
    }
}
