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

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

import javax.mail.internet.AddressException;

import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.api.DomainListException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.explain.BadRequest;
import io.jamesconnectors.connectors.explain.CertificateJudge;
import io.jamesconnectors.connectors.explain.HostLookup;
import io.jamesconnectors.connectors.explain.LookedUp;
import io.jamesconnectors.connectors.explain.Surroundings;
import io.jamesconnectors.connectors.explain.Usage;
import io.jamesconnectors.connectors.explain.Whereabouts;
import io.jamesconnectors.connectors.explain.WithoutMailboxes;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.header.HeaderBlock;
import io.jamesconnectors.connectors.hybrid.BounceAddress;
import io.jamesconnectors.connectors.hybrid.Crossings;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;
import io.jamesconnectors.connectors.hybrid.RoutingSource;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.pem.PemFile;
import io.jamesconnectors.smtp.delivery.DnsHosts;
import io.jamesconnectors.smtp.health.HostState;
import io.jamesconnectors.smtp.health.TargetName;
import io.jamesconnectors.tls.inbound.PemJudge;

/** What James and the connectors' own queues say at this moment. */
final class LiveSurroundings implements Surroundings {
    private static final Logger LOGGER = LoggerFactory.getLogger(LiveSurroundings.class);
    private static final String NO_ADDRESS = "James takes one of the addresses for none, and refuses the command with its own words.";
    private final ActiveConnectors active;
    private final LiveFacts facts;
    private final WithoutMailboxes withoutMailboxes;
    private final HostLookup hosts;

    LiveSurroundings(ActiveConnectors active, LiveFacts facts) {
        this.active = active;
        this.facts = facts;
        this.withoutMailboxes = new WithoutMailboxes(active, RoutingSource.NONE);
        this.hosts = new DnsHosts(facts.dns(), facts.delivery()::listeners, DnsHosts.PATIENCE, System::nanoTime);
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public CertificateFacts certificate(String pem) throws BadRequest {
        return CertificateJudge.by(new PemJudge(facts.certificates(), active.inbound()::trustSources, facts.clock())::judge).judge(pem);
    }

    @Override
    public boolean isLocal(DomainName domain) {
        try {
            return facts.domains().containsDomain(Domain.of(domain.asString()));
        } catch (DomainListException e) {
            LOGGER.warn("James's domains can't be asked to explain a message", e);
            return false;
        }
    }

    @Override
    public boolean relaysFor(String listener, InetAddress client) {
        return facts.authorized().hold(listener, client);
    }

    @Override
    public BounceAddress bounce(String recipient, boolean nullSender) {
        try {
            return facts.places().bounce(new MailAddress(recipient), nullSender ? MaybeSender.nullSender() : MaybeSender.of(new MailAddress(recipient)));
        } catch (AddressException e) {
            return BounceAddress.ORDINARY;
        }
    }

    @Override
    public Whereabouts place(String recipient, String sender, Optional<ConnectorName> cameBy, Crossings crossings, boolean isNamed) {
        boolean keepsMailboxes = facts.places().keepsMailboxes();
        if (!keepsMailboxes && !facts.places().isHybrid()) {
            return new Whereabouts(withoutMailboxes.place(recipient, sender, cameBy, crossings, isNamed), Optional.empty());
        }
        try {
            MaybeSender from = sender.isEmpty() ? MaybeSender.nullSender() : MaybeSender.of(new MailAddress(sender));
            RecipientPlace place = facts.places().ofMessage(new MailAddress(recipient), from, cameBy, crossings);
            return new Whereabouts(keepsMailboxes || !isNamed ? place : withoutMailboxes.orNowhere(place, recipient, sender), Optional.empty());
        } catch (AddressException e) {
            return new Whereabouts(withoutMailboxes.place(recipient, sender, cameBy, crossings, isNamed), Optional.of(NO_ADDRESS));
        }
    }

    @Override
    public Crossings crossings(HeaderBlock header) {
        return facts.places().isHybrid() ? facts.places().loopGuard().read(Optional.of(header), facts.clock().instant()) : Crossings.NONE;
    }

    @Override
    public Optional<String> rewrittenSender(OutboundConnector connector, String sender) {
        return facts.places().senderRewriter().flatMap(rewriter -> rewriter.replacement(connector, sender, Optional.empty(), facts.clock().instant()));
    }

    @Override
    public Optional<String> heloName() {
        return facts.queues().heloName();
    }

    @Override
    public Optional<String> subject(ClientCertificate certificate) {
        try {
            return certificate.key().isEmpty() ? Optional.empty() : Optional.of(PemFile.read(certificate.chain()).certificate(0).getSubjectX500Principal().getName());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> state(OutboundConnector connector, String host, int port) {
        TargetName name = new TargetName(host, port);
        return facts.delivery().hosts().stream().filter(state -> state.connector().equals(connector.name()) && state.target().equals(name)).filter(HostState::dead)
            .findFirst().map(state -> "has failed so often that only probes go there");
    }

    @Override
    public LookedUp lookup(OutboundConnector connector, DomainName domain) {
        LookedUp found = hosts.look(connector, domain);
        return new LookedUp(found.hosts().stream().map(host -> new LookedUp.Host(host.name(), host.port(), host.preference(), host.places(),
            host.trouble().or(() -> state(connector, host.name(), host.port())))).toList(), found.outcome());
    }

    @Override
    public Optional<Usage> usage(OutboundConnector connector, Optional<Mailbox> mailbox) {
        return facts.queues().usage(connector, mailbox);
    }
}
