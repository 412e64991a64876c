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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.candidates.Candidates;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;

/**
 * Decides who may send, and on which terms. Immutable, built once for a configuration; deciding neither blocks nor remembers anything.
 *
 * <p>What holds, whatever the configuration:
 * <ul>
 *   <li>A connector opens the outside only to a client with two proofs. The first is its connection: a trusted certificate with a name, or an address, that an
 *       organisation or office365 connector lists. The second is that the mail is ours: the domain of MAIL FROM is an accepted domain, or the certificate's
 *       name is, or the outbound connector of the recipient replaces a sender that no server would take by one of ours; from Office 365, whose certificate and addresses all its customers share, what XOORG or X-OriginatorOrg says goes before MAIL FROM.</li>
 *   <li>Everyone else reaches outside recipients only where the server alone would relay for them.</li>
 *   <li>Organisation and office365 connectors never deny, partner connectors never grant; a partner connector that only recognises never lifts what another
 *       restricts.</li>
 *   <li>A listener for old devices serves the networks that it is bound to, and nobody else.</li>
 *   <li>What is not known yet (whether a certificate is revoked) opens nothing; the client is asked to come again.</li>
 * </ul>
 */
public final class InboundRules {
    private static final Decision LOGGED_IN =
        Decision.ordinary(Reason.of("logged-in", "The client has logged in: the server's own rules decide."));
    private static final Decision SERVER_RELAYS =
        Decision.ordinary(Reason.of("server-relays", "The server by itself relays for this client."));
    private static final Decision NOT_OWN_MAIL = Decision.refused(SmtpReply.RELAY_DENIED, Reason.of("not-own-mail",
        "The recipient is outside, and neither an organisation connector nor the server by itself relays for this client."));

    private final LegacyListeners legacyListeners;
    private final AcceptedDomains accepted;
    private final OwnMail ownMail;
    private final PartnerMail partnerMail;
    private final DirectSend directSend;
    private final TrustSources trustSources;
    private final List<InboundConnector> inbound;
    private final Map<ConnectorName, InboundConnector> byName;

    private InboundRules(Connectors connectors, OutboundRoutes routes, Set<String> closedListeners) {
        this.inbound = connectors.inbound();
        PublishedBlocks published = new PublishedBlocks(connectors.publishedAddresses());
        this.legacyListeners = LegacyListeners.of(connectors.legacyListeners(), closedListeners);
        this.accepted = AcceptedDomains.of(connectors.acceptedDomains());
        this.ownMail = OwnMail.of(inbound, published, accepted, new ReplacedSenders(routes));
        this.partnerMail = PartnerMail.of(inbound, published, accepted);
        this.directSend = new DirectSend(connectors.rejectDirectSend(), accepted, partnerMail);
        this.trustSources = TrustSources.of(inbound);
        this.byName = inbound.stream().collect(Collectors.toUnmodifiableMap(InboundConnector::name, Function.identity(), (first, second) -> first));
    }

    /** The rules of this configuration. */
    public static InboundRules of(Connectors connectors) {
        return of(connectors, OutboundRoutes.of(connectors), Set.of());
    }

    /**
     * The rules of this configuration.
     *
     * @param routes of the same configuration
     * @param closedListeners listeners for old devices that an earlier configuration had: while the server goes on listening there, nobody is served
     */
    public static InboundRules of(Connectors connectors, OutboundRoutes routes, Set<String> closedListeners) {
        return new InboundRules(connectors, routes, closedListeners);
    }

    /** Whether {@code domain} is an accepted domain. */
    public boolean accepts(DomainName domain) {
        return accepted.cover(domain);
    }

    /** The inbound connector of that name. */
    public Optional<InboundConnector> connector(ConnectorName name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** By what a certificate of these names must be judged, so that connectors can decide about its client; nothing where no connector asks for such a name. */
    public Set<TrustSource> trustSources(List<CertificateName> names) {
        return trustSources.askedFor(names);
    }

    /**
     * Whether the keyword {@code XOORG} is offered to this client, and the parameter read: an office365 connector identifies it by certificate or by published
     * ranges, which Microsoft alone can send from.
     */
    public boolean offersXoorg(String listener, InetAddress clientAddress, Optional<TlsFacts> tls) {
        return ownMail.isFromTenants(listener, clientAddress, tls);
    }

    /** Whether that listener is one for old devices. */
    public boolean isLegacy(String listener) {
        return legacyListeners.hold(listener);
    }

    /** Why a client gets no session at that listener, decided when it connects; empty when it gets one. What it would be told later is the same. */
    public Optional<Decision> turnAway(String listener, InetAddress clientAddress) {
        return legacyListeners.turnAway(listener, clientAddress);
    }

    /** What becomes of one recipient. */
    public Decision decide(ConnectionFacts facts) {
        return decide(facts, Notes.NONE);
    }

    /**
     * What became of every inbound connector in {@link #decide}: the same decision, which keeps all of its reasons, and why the others did not even come into question.
     * For explanations: it looks at all connectors.
     *
     * @param most how many are told of one by one, from 1
     */
    public Candidates candidates(ConnectionFacts facts, int most) {
        Contest contest = new Contest(facts, most);
        if (turnAway(facts.listener(), facts.clientAddress()).isPresent()) {
            inbound.forEach(contest::turnedAway);
            return contest.done();
        }
        Weighing own = ownMail.weigh(facts, Notes.ALL);
        contest.settled(decide(facts, Notes.ALL), own.ownerReason());
        contest.partners(partnerMail.covering(facts), partnersPassedOver(facts, own));
        inbound.forEach(contest::apart);
        return contest.done();
    }

    private Decision decide(ConnectionFacts facts, Notes notes) {
        Optional<Decision> away = turnAway(facts.listener(), facts.clientAddress());
        if (away.isPresent()) {
            return away.get();
        }
        Weighing own = ownMail.weigh(facts, notes);
        boolean loggedIn = facts.login().isPresent();
        if (!facts.recipientIsOurs() && (loggedIn || facts.serverAllowsRelaying())) {
            return own.ordinary(loggedIn ? LOGGED_IN : SERVER_RELAYS);
        }
        if (own.hasOwner()) {
            return own.owned();
        }
        if (!facts.recipientIsOurs()) {
            return own.refused(NOT_OWN_MAIL);
        }
        return loggedIn ? LOGGED_IN.with(own.notes()) : directSend.judge(facts, own, partnerMail.judge(facts, own.notes()));
    }

    /** Why partner connectors have no say in {@link #decide}; null when they are asked. */
    private static @Nullable Cause partnersPassedOver(ConnectionFacts facts, Weighing own) {
        if (!facts.recipientIsOurs()) {
            return Cause.RECIPIENT_OUTSIDE;
        }
        if (own.hasOwner()) {
            return Cause.OWN_MAIL_FIRST;
        }
        return facts.login().isPresent() ? Cause.LOGGED_IN : null;
    }
}
