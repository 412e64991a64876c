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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.lookup.DomainMap;

/**
 * Decides who may send, and on which terms. Immutable, built once for a configuration; deciding neither blocks nor remembers anything.
 *
 * <p>What holds, whatever the configuration:
 * <ul>
 *   <li>A connector opens the outside only to a client with two proofs: its connection is identified by an organisation connector, and the
 *       domain of MAIL FROM is an accepted domain. The null sender has no domain, so it never has the second proof.</li>
 *   <li>Everyone else reaches outside recipients only where the server alone would relay for them.</li>
 *   <li>Organisation connectors never deny, partner connectors never grant; a partner connector that only recognises never lifts what another
 *       restricts.</li>
 * </ul>
 */
public final class InboundRules {
    private static final Reason LOGGED_IN = Reason.of("logged-in", "The client has logged in: the server's own rules decide.");
    private static final Reason SERVER_RELAYS = Reason.of("server-relays", "The server by itself relays for this client.");
    private static final Reason NOT_OWN_MAIL = Reason.of("not-own-mail",
        "The recipient is outside, and neither an organisation connector nor the server by itself relays for this client.");

    private final DomainMap<AcceptedDomain> acceptedDomains;
    private final OwnMail ownMail;
    private final PartnerMail partnerMail;
    private final Map<ConnectorName, InboundConnector> byName;

    private InboundRules(DomainMap<AcceptedDomain> acceptedDomains, OwnMail ownMail, PartnerMail partnerMail, List<InboundConnector> inbound) {
        this.acceptedDomains = acceptedDomains;
        this.ownMail = ownMail;
        this.partnerMail = partnerMail;
        this.byName = inbound.stream().collect(Collectors.toUnmodifiableMap(InboundConnector::name, Function.identity(), (first, second) -> first));
    }

    /** The rules of this configuration. */
    public static InboundRules of(Connectors connectors) {
        Map<DomainPattern, AcceptedDomain> accepted = new HashMap<>();
        connectors.acceptedDomains().forEach(domain -> accepted.put(
            domain.matchSubDomains() ? new DomainPattern.WithSubdomains(domain.name()) : new DomainPattern.Exactly(domain.name()), domain));
        return new InboundRules(DomainMap.of(accepted), OwnMail.of(connectors.inbound()), PartnerMail.of(connectors.inbound()), connectors.inbound());
    }

    /** Whether {@code domain} is an accepted domain. */
    public boolean accepts(DomainName domain) {
        return acceptedDomains.find(domain).isPresent();
    }

    /** The inbound connector of that name. */
    public Optional<InboundConnector> connector(ConnectorName name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** By what a certificate of these names must be judged, so that connectors can decide about its client; nothing where no connector asks for such a name. */
    public Set<TrustSource> trustSources(List<CertificateName> names) {
        return Set.of();
    }

    /**
     * Whether the keyword {@code XOORG} is offered to this client, and the parameter read: an office365 connector identifies it by certificate or by published
     * ranges, which Microsoft alone can send from.
     */
    public boolean offersXoorg(String listener, InetAddress clientAddress, Optional<TlsFacts> tls) {
        return false;
    }

    /** What becomes of one recipient. */
    public Decision decide(ConnectionFacts facts) {
        List<Reason> notes = new ArrayList<>();
        Optional<OwnMail.Claim> own = ownMail.identify(facts, notes);
        boolean originating = own.isPresent() && facts.senderDomain().isPresent() && accepts(facts.senderDomain().get());

        if (!facts.recipientIsOurs() && (facts.login().isPresent() || facts.serverAllowsRelaying())) {
            return Decision.ordinary(
                facts.login().isPresent() ? LOGGED_IN : SERVER_RELAYS, own.filter(claim -> originating).map(OwnMail.Claim::attribution), notes);
        }
        if (originating) {
            return Decision.granted(own.get().granted(), own.get().attribution(), notes);
        }
        own.ifPresent(claim -> notes.add(0, claim.withoutSecondProof(facts)));
        if (!facts.recipientIsOurs()) {
            return Decision.refused(
                SmtpReply.RELAY_DENIED, own.isPresent() ? notes.remove(0) : NOT_OWN_MAIL, own.map(claim -> claim.connector().name()), notes);
        }
        return facts.login().isPresent()
            ? Decision.ordinary(LOGGED_IN, Optional.empty(), notes)
            : partnerMail.judge(facts, notes);
    }
}
