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
package io.jamesconnectors.matchers.place;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import javax.mail.internet.AddressException;

import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.header.HeaderBlock;
import io.jamesconnectors.connectors.hybrid.BounceAddress;
import io.jamesconnectors.connectors.hybrid.Crossings;
import io.jamesconnectors.connectors.hybrid.Hybridity;
import io.jamesconnectors.connectors.hybrid.LocalLookup;
import io.jamesconnectors.connectors.hybrid.LoopGuard;
import io.jamesconnectors.connectors.hybrid.PlaceFacts;
import io.jamesconnectors.connectors.hybrid.PlaceRules;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;
import io.jamesconnectors.connectors.hybrid.RoutingLookup;
import io.jamesconnectors.connectors.hybrid.SenderRewriter;
import io.jamesconnectors.connectors.hybrid.SigningKeys;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.matchers.InboundAttributes;

/**
 * Where recipients live: the one place that gathers the facts and asks the rules ({@link PlaceRules}), always those of the configuration in force. Asking
 * James's own users may block, as James's own handlers do; all else is in memory. Safe for use by many threads.
 *
 * <p>Whose mapping or entry in the directory leads to the other side's own domain is no user of ours, whatever else the server says of it: that entry is what
 * says that the mailbox has moved.
 */
@Singleton
public final class Places {
    private static final Logger LOGGER = LoggerFactory.getLogger(Places.class);
    private static final Reason UNREADABLE = Reason.of("message-unreadable", "The header of the message can't be read, so nobody knows whether it circles.");

    private final Supplier<ActiveConnectors> live;
    private final LocalUsers users;
    private final RoutingSources sources;
    private final Supplier<SigningKeys> keys;
    private final Clock clock;
    private volatile @Nullable InForce inForce;

    /** A configuration with all that is made of it. */
    private record InForce(ActiveConnectors active, SigningKeys keys, boolean hybrid, PlaceRules rules, Set<DomainName> otherSide, LoopGuard guard,
            Optional<SenderRewriter> rewriter) {

        static InForce of(ActiveConnectors active, SigningKeys keys) {
            return new InForce(active, keys, Hybridity.of(active.connectors()), active.places(), Hybridity.otherSide(active.connectors()),
                LoopGuard.of(keys), SenderRewriter.of(active.connectors(), keys));
        }
    }

    /** What is known of one recipient. */
    private record Known(LocalLookup local, RoutingLookup routing) {
    }

    @Inject
    Places(LiveConnectors live, LocalUsers users, RoutingSources sources, MarkKeys keys, Clock clock) {
        this(live::current, users, sources, keys::current, clock);
    }

    /** Of that configuration. */
    public Places(Supplier<ActiveConnectors> live, LocalUsers users, RoutingSources sources, Supplier<SigningKeys> keys, Clock clock) {
        this.live = live;
        this.users = users;
        this.sources = sources;
        this.keys = keys;
        this.clock = clock;
    }

    /** Whether the configuration says anything of an organisation in two places. Where not, nobody needs to ask any further. */
    public boolean isHybrid() {
        return now().hybrid();
    }

    /**
     * A recipient of which only the envelope is there.
     *
     * @param cameBy the inbound connector that its mail belongs to
     */
    public RecipientPlace atRcpt(MailAddress recipient, MaybeSender sender, Optional<ConnectorName> cameBy) {
        return ofMessage(recipient, sender, cameBy, Crossings.NONE);
    }

    /**
     * A recipient of a message that nobody has sent: for explanations.
     *
     * @param crossings what the message says of its way
     */
    public RecipientPlace ofMessage(MailAddress recipient, MaybeSender sender, Optional<ConnectorName> cameBy, Crossings crossings) {
        InForce now = now();
        return decide(now, recipient, sender, known(now, recipient, users), cameBy, crossings);
    }

    /** Whether recipients may live here. */
    public boolean keepsMailboxes() {
        return users != LocalUsers.NO_MAILBOXES;
    }

    /** A recipient of an accepted mail. The header is read once; what it says of crossings is kept on the mail. */
    public RecipientPlace of(Mail mail, MailAddress recipient) {
        return of(mail, recipient, users);
    }

    /**
     * The same for a chain of mailets without mailboxes, whatever the server has: the routing table counts, and everybody else goes where the connectors
     * lead.
     */
    public RecipientPlace ofRelayed(Mail mail, MailAddress recipient) {
        return of(mail, recipient, LocalUsers.NO_MAILBOXES);
    }

    /** What a mail says of its way; {@link Crossings#NONE} in a configuration of one place. */
    public Crossings crossings(Mail mail) throws IOException {
        InForce now = now();
        return now.hybrid() ? CarriedCrossings.of(mail, now.guard(), clock.instant()) : Crossings.NONE;
    }

    /** What a header says of the way of its mail, which has just been taken in; kept on the mail. */
    public Crossings arrived(Mail mail, Optional<HeaderBlock> header) {
        Crossings crossings = loopGuard().read(header, clock.instant());
        CarriedCrossings.keep(mail, crossings);
        return crossings;
    }

    /** What a recipient means as the address of returned mail. */
    public BounceAddress bounce(MailAddress recipient, MaybeSender sender) {
        return now().rewriter().map(rewriter -> rewriter.resolve(recipient.asString(), sender.isNullSender(), clock.instant())).orElse(BounceAddress.ORDINARY);
    }

    /** Who mail for a recipient is for: not always who is named, where that is a sender that was rewritten. */
    public MailAddress meant(MailAddress recipient, MaybeSender sender) {
        BounceAddress bounce = bounce(recipient, sender);
        Optional<String> other = bounce instanceof BounceAddress.Original original ? Optional.of(original.address())
            : bounce instanceof BounceAddress.Collected collected ? Optional.of(collected.address()) : Optional.empty();
        try {
            return other.isPresent() ? new MailAddress(other.get()) : recipient;
        } catch (AddressException e) {
            LOGGER.warn("original sender: no mail address for James; recipient domain={}", recipient.getDomain().asString(), e);
            return recipient;
        }
    }

    /** How foreign senders are rewritten; empty where they are not. */
    public Optional<SenderRewriter> senderRewriter() {
        return now().rewriter();
    }

    /** How crossings are counted. */
    public LoopGuard loopGuard() {
        return now().guard();
    }

    private RecipientPlace of(Mail mail, MailAddress recipient, LocalUsers asked) {
        InForce now = now();
        Crossings crossings;
        try {
            crossings = now.hybrid() ? CarriedCrossings.of(mail, now.guard(), clock.instant()) : Crossings.NONE;
        } catch (IOException e) {
            LOGGER.warn("mail={} crossings=unreadable", mail.getName(), e);
            return new RecipientPlace.Deferred(SmtpReply.PLACE_UNKNOWN, List.of(UNREADABLE));
        }
        Optional<ConnectorName> cameBy = AttributeUtils.getValueAndCastFromMail(mail, InboundAttributes.CONNECTOR, String.class).flatMap(Places::name);
        return decide(now, recipient, mail.getMaybeSender(), known(now, recipient, asked), cameBy, crossings);
    }

    private RecipientPlace decide(InForce now, MailAddress recipient, MaybeSender sender, Known known, Optional<ConnectorName> cameBy, Crossings crossings) {
        Optional<DomainName> senderDomain = sender.asOptional().flatMap(Places::domain);
        return now.rules().decide(new PlaceFacts(recipient.asString(), senderDomain, known.local(), known.routing(), cameBy, crossings));
    }

    private Known known(InForce now, MailAddress recipient, LocalUsers asked) {
        if (domain(recipient).flatMap(now.active().connectors()::acceptedDomain).isEmpty()) {
            return new Known(LocalLookup.UNKNOWN, RoutingLookup.NOT_FOUND);
        }
        RoutingLookup table = sources.inTable(now.active().connectors().hybrid().routingTable(), recipient.asString());
        LocalLookup local = asked.lookup(recipient);
        if (!(table instanceof RoutingLookup.NotFound) || now.otherSide().isEmpty() || local == LocalLookup.UNAVAILABLE) {
            return new Known(local, table);
        }
        RoutingLookup moved = local == LocalLookup.KNOWN ? asked.mapped(recipient, now.otherSide()) : RoutingLookup.NOT_FOUND;
        if (moved instanceof RoutingLookup.NotFound) {
            moved = sources.inDirectory(now.otherSide(), recipient.asString());
        }
        return new Known(local == LocalLookup.KNOWN && !(moved instanceof RoutingLookup.NotFound) ? LocalLookup.UNKNOWN : local, moved);
    }

    private InForce now() {
        ActiveConnectors active = live.get();
        SigningKeys signing = keys.get();
        @Nullable InForce known = inForce;
        if (known == null || known.active() != active || known.keys() != signing) {
            known = InForce.of(active, signing);
            inForce = known;
        }
        return known;
    }

    private static Optional<DomainName> domain(MailAddress address) {
        return DomainName.tryParse(address.getDomain().asString());
    }

    private static Optional<ConnectorName> name(String text) {
        try {
            return Optional.of(ConnectorName.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
