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

import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.protocols.smtp.SMTPSession;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.DomainName;
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
    static ConnectionFacts of(SMTPSession session, Optional<String> listener, MaybeSender sender, MailAddress recipient, Optional<TlsFacts> tls,
            InboundRules rules, DomainList domains) throws DomainListException {
        Optional<DomainName> domain = domain(recipient.getDomain());
        boolean ours = domain.filter(rules::accepts).isPresent() || domains.containsDomain(recipient.getDomain());
        return of(session, listener, sender, tls, domain, ours);
    }

    /** The facts about a sender, as if for a recipient outside. */
    static ConnectionFacts ofMail(SMTPSession session, Optional<String> listener, MaybeSender sender, Optional<TlsFacts> tls) {
        return of(session, listener, sender, tls, Optional.empty(), false);
    }

    /** The facts about a client that has said nothing yet. */
    static ConnectionFacts ofConnection(SMTPSession session, Optional<String> listener) {
        return ofMail(session, listener, MaybeSender.nullSender(), Optional.empty());
    }

    private static ConnectionFacts of(SMTPSession session, Optional<String> listener, MaybeSender sender, Optional<TlsFacts> tls,
            Optional<DomainName> recipientDomain, boolean recipientIsOurs) {
        return new ConnectionFacts(
            listener(session, listener),
            clientAddress(session),
            tls,
            Optional.ofNullable(session.getUsername()).map(Username::asString),
            sender.asOptional().map(MailAddress::getDomain).flatMap(SessionFacts::domain),
            Xoorg.said(session),
            OriginatorOrg.NOT_YET,
            recipientDomain,
            recipientIsOurs,
            RelayGrant.serverAloneRelays(session));
    }

    /** What the listener is called: the name that is given, else its address and port. */
    static String listener(SMTPSession session, Optional<String> name) {
        return name.orElseGet(() -> address(session.getLocalAddress()));
    }

    /** Where the client is, as PROXY says where it is used. */
    static InetAddress clientAddress(SMTPSession session) {
        return session.getRemoteAddress().getAddress();
    }

    private static Optional<DomainName> domain(Domain domain) {
        return DomainName.tryParse(domain.asString());
    }

    private static String address(InetSocketAddress address) {
        return InetAddresses.toUriString(address.getAddress()) + ":" + address.getPort();
    }
}
