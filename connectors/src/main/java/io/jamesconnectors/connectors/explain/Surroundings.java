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
package io.jamesconnectors.connectors.explain;

import java.net.InetAddress;
import java.util.Optional;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.header.HeaderBlock;
import io.jamesconnectors.connectors.hybrid.BounceAddress;
import io.jamesconnectors.connectors.hybrid.Crossings;
import io.jamesconnectors.connectors.inbound.CertificateFacts;

/** What the configuration alone does not say. A running server knows; without one, {@link WithoutServer} says what is not known. */
public interface Surroundings {

    /** Whether it is a running server that answers. */
    boolean isLive();

    /**
     * A certificate, judged as the server would judge it.
     *
     * @param pem the client's own first, then its issuers
     * @throws BadRequest when it can't be read
     */
    CertificateFacts certificate(String pem) throws BadRequest;

    /** Whether the server takes that domain for its own, beside the accepted ones. */
    boolean isLocal(DomainName domain);

    /** Whether the server by itself relays for a client at that listener. */
    boolean relaysFor(String listener, InetAddress client);

    /** What a recipient means as the address of returned mail. */
    BounceAddress bounce(String recipient, boolean nullSender);

    /**
     * Where mail for a recipient goes.
     *
     * @param sender MAIL FROM; empty for the null sender
     * @param cameBy the inbound connector that the mail belongs to
     * @param crossings what the message says of its way; {@link Crossings#NONE} for what is answered to RCPT
     * @param isNamed whether it is what RCPT named; false for whom a sender that was rewritten stands for: RCPT takes that one without asking where its mail leads
     */
    Whereabouts place(String recipient, String sender, Optional<ConnectorName> cameBy, Crossings crossings, boolean isNamed);

    /** What a header says of the way of its message. */
    Crossings crossings(HeaderBlock header);

    /** The sender that takes the place of this one where the connector rewrites foreign senders. */
    Optional<String> rewrittenSender(OutboundConnector connector, String sender);

    /** What this server calls itself. */
    Optional<String> heloName();

    /** Whom a certificate of ours is for. */
    Optional<String> subject(ClientCertificate certificate);

    /** How a host fares, in a word or two; empty where nothing is known against it. */
    Optional<String> state(OutboundConnector connector, String host, int port);

    /** Where mail for a domain would go, by what the DNS says now; see {@link HostLookup#look}. Only asked where the question is to be answered online. */
    LookedUp lookup(OutboundConnector connector, DomainName domain);

    /** What is used of the limits now. */
    Optional<Usage> usage(OutboundConnector connector, Optional<Mailbox> mailbox);
}
