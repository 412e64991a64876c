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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.header.HeaderBlock;
import io.jamesconnectors.connectors.hybrid.BounceAddress;
import io.jamesconnectors.connectors.hybrid.Crossings;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;
import io.jamesconnectors.connectors.hybrid.RoutingSource;
import io.jamesconnectors.connectors.hybrid.SenderRewriter;
import io.jamesconnectors.connectors.hybrid.SigningKeys;
import io.jamesconnectors.connectors.inbound.CertificateFacts;

/** What a file alone tells. Recipients are placed as on a server without mailboxes, and it is said where another one would know better. */
public final class WithoutServer implements Surroundings {
    private static final String USERS_UNKNOWN =
        "unknown without a running server: a server with mailboxes asks its own users and mappings first; this is the place on one that keeps none";
    private static final String TABLE_UNKNOWN = "unknown without a running server: what its directory and users say of the recipient is not known here";
    /** Signs nothing that anybody will see. */
    private static final SigningKeys EXAMPLE = SigningKeys.of(List.of("an example, not a key".getBytes(StandardCharsets.US_ASCII)));

    private final ActiveConnectors active;
    private final WithoutMailboxes places;
    private final boolean hasTable;
    private final CertificateJudge certificates;
    private final HostLookup hosts;
    private final Function<ClientCertificate, Optional<String>> subjects;
    private final Optional<SenderRewriter> rewriter;
    private final Instant now;

    /**
     * @param table who lives on the other side, by a file; empty where there is none
     * @param hosts asked only where a question is to be answered online
     * @param subjects reads whom a certificate of ours is for
     */
    public WithoutServer(ActiveConnectors active, Optional<? extends RoutingSource> table, CertificateJudge certificates, HostLookup hosts,
            Function<ClientCertificate, Optional<String>> subjects, Instant now) {
        this.active = active;
        this.hasTable = table.isPresent();
        this.places = new WithoutMailboxes(active, table.isPresent() ? table.get() : RoutingSource.NONE);
        this.certificates = certificates;
        this.hosts = hosts;
        this.subjects = subjects;
        this.rewriter = SenderRewriter.of(active.connectors(), EXAMPLE);
        this.now = now;
    }

    @Override
    public boolean isLive() {
        return false;
    }

    @Override
    public CertificateFacts certificate(String pem) throws BadRequest {
        return certificates.judge(pem);
    }

    @Override
    public boolean isLocal(DomainName domain) {
        return false;
    }

    @Override
    public boolean relaysFor(String listener, InetAddress client) {
        return false;
    }

    @Override
    public BounceAddress bounce(String recipient, boolean nullSender) {
        return BounceAddress.ORDINARY;
    }

    @Override
    public Whereabouts place(String recipient, String sender, Optional<ConnectorName> cameBy, Crossings crossings, boolean isNamed) {
        RecipientPlace place = places.place(recipient, sender, cameBy, crossings, isNamed);
        boolean ours = Addresses.domain(recipient).flatMap(active.connectors()::acceptedDomain).isPresent();
        return new Whereabouts(place, ours ? Optional.of(hasTable ? TABLE_UNKNOWN : USERS_UNKNOWN) : Optional.empty());
    }

    @Override
    public Crossings crossings(HeaderBlock header) {
        return new Crossings(0, Math.toIntExact(header.all("received").count()), false);
    }

    /** The signature in it is an example. */
    @Override
    public Optional<String> rewrittenSender(OutboundConnector connector, String sender) {
        return rewriter.flatMap(known -> known.replacement(connector, sender, Optional.empty(), now));
    }

    @Override
    public Optional<String> heloName() {
        return Optional.empty();
    }

    @Override
    public Optional<String> subject(ClientCertificate certificate) {
        return subjects.apply(certificate);
    }

    @Override
    public Optional<String> state(OutboundConnector connector, String host, int port) {
        return Optional.empty();
    }

    @Override
    public LookedUp lookup(OutboundConnector connector, DomainName domain) {
        return hosts.look(connector, domain);
    }

    @Override
    public Optional<Usage> usage(OutboundConnector connector, Optional<Mailbox> mailbox) {
        return Optional.empty();
    }
}
