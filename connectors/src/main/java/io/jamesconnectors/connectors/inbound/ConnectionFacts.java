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

import java.net.InetAddress;
import java.util.Optional;

import io.jamesconnectors.connectors.DomainName;

/**
 * All that an inbound decision depends on: one recipient of one transaction of one connection.
 *
 * @param listener the name of the listener that took the connection
 * @param clientAddress where the client really is: behind a proxy the address that the PROXY header gave
 * @param tls empty on a connection in clear
 * @param login the name of the user who logged in
 * @param senderDomain the domain of MAIL FROM; empty for the null sender, and for a sender without a domain name
 * @param xoorg what the {@code XOORG} parameter of MAIL said, whoever sent it
 * @param originatorOrg what the header field {@code X-OriginatorOrg} of the message said, whoever sent it; {@link OriginatorOrg#NOT_YET} before the end of DATA
 * @param recipientDomain the domain of RCPT TO; empty for a recipient without a domain name
 * @param recipientIsOurs whether the recipient's domain is accepted here ({@link InboundRules#accepts}) or local to the server
 * @param serverAllowsRelaying whether the server by itself, without any connector, would relay for this client
 */
public record ConnectionFacts(
        String listener,
        InetAddress clientAddress,
        Optional<TlsFacts> tls,
        Optional<String> login,
        Optional<DomainName> senderDomain,
        OriginatorOrg xoorg,
        OriginatorOrg originatorOrg,
        Optional<DomainName> recipientDomain,
        boolean recipientIsOurs,
        boolean serverAllowsRelaying) {

    /** The same at the end of DATA, when the header is there. */
    public ConnectionFacts with(OriginatorOrg header) {
        return new ConnectionFacts(listener, clientAddress, tls, login, senderDomain, xoorg, header, recipientDomain, recipientIsOurs, serverAllowsRelaying);
    }
}
