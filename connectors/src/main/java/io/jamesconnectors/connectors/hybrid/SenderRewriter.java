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
package io.jamesconnectors.connectors.hybrid;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Hybrid.SenderRewriting;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.connectors.lookup.DomainMap;

/**
 * Rewrites foreign senders as Exchange Online does ("Sender Rewriting Scheme (SRS) in Microsoft 365"), so that mail which we pass on passes the next server's
 * SPF check:
 *
 * <ul>
 *   <li>{@code user+SRS=hash=time=domain=local@ours}, where {@code user} is who passes it on, {@code bounces} where nobody does;</li>
 *   <li>{@code bounces+SRS=hash=time@ours} where that is longer than 64 octets, or the local part could not stand there unquoted. Who it was can't be found
 *       back then:
 *       its bounces are for the mailbox {@code bounces}.</li>
 * </ul>
 *
 * <p>The hash signs everything else in the local part, whatever the case of its letters, since some servers change it; the time is the day. A sender that is
 * rewritten once
 * more by another server stands in that one's address, or is dropped by it for its length; ours never grow beyond the limit. Null senders, and senders of
 * ours, stay.
 *
 * <p>Only mail without a sender is returned mail: everything else to such an address is refused, since whoever has seen one could send mail by us to its owner
 * as long as it
 * is valid. Immutable; neither blocks nor remembers anything.
 */
public final class SenderRewriter {
    /** The mailbox for bounces whose addressee can't be found back. */
    public static final String COLLECTOR = "bounces";

    private static final String MARK = "+SRS=";
    private static final String DOT_STRING = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*";
    private static final String PURPOSE = "sender";

    private final DomainName domain;
    private final SrsTime time;
    private final SrsHash hash;
    private final DomainMap<AcceptedDomain> accepted;

    private SenderRewriter(SenderRewriting settings, SigningKeys keys, DomainMap<AcceptedDomain> accepted) {
        this.domain = settings.domain();
        this.time = new SrsTime((int) settings.validity().toDays());
        this.hash = new SrsHash(keys, PURPOSE);
        this.accepted = accepted;
    }

    /** The rewriter of this configuration; empty where no domain could bear rewritten senders. */
    public static Optional<SenderRewriter> of(Connectors connectors, SigningKeys keys) {
        return connectors.hybrid().senderRewriting().map(settings -> new SenderRewriter(settings, keys,
            DomainMap.ofAccepted(connectors.acceptedDomains())));
    }

    /**
     * The sender that takes the place of this one.
     *
     * @param connector by which the mail leaves
     * @param sender MAIL FROM, without angle brackets; empty for the null sender
     * @param forwarder who passes the mail on: an address of ours; empty for mail that is only relayed
     * @return empty where the sender stays
     */
    public Optional<String> replacement(OutboundConnector connector, String sender, Optional<String> forwarder, Instant now) {
        boolean ours = Address.parse(sender).flatMap(address -> accepted.find(address.domain())).isPresent();
        return !connector.hybrid().senderRewritingEnabled() || sender.isEmpty() || ours ? Optional.empty() : Optional.of(rewritten(sender, forwarder, now));
    }

    /**
     * What a recipient means as an address for returned mail.
     *
     * @param recipient RCPT TO, without angle brackets
     * @param nullSender whether MAIL FROM is {@code <>}
     */
    public BounceAddress resolve(String recipient, boolean nullSender, Instant now) {
        Optional<Address> address = Address.parse(recipient).filter(known -> known.domain().equals(domain));
        int mark = address.map(known -> known.local().toUpperCase(Locale.ROOT).indexOf(MARK)).orElse(-1);
        return mark < 0 ? BounceAddress.ORDINARY : resolve(address.orElseThrow().local(), mark, nullSender, now);
    }

    private String rewritten(String sender, Optional<String> forwarder, Instant now) {
        String day = time.of(now);
        Optional<Address> original = Address.parse(sender).filter(address -> address.local().matches(DOT_STRING));
        String tail = original.map(address -> "=" + address.domain() + "=" + address.local()).orElse("");
        String full = local(forwarder.flatMap(Address::parse).map(SenderRewriter::user).orElse(COLLECTOR), day, tail);
        boolean fits = original.isPresent() && full.length() <= Address.MAX_LOCAL && full.length() + 1 + domain.asString().length() <= Address.MAX_OCTETS;
        return (fits ? full : local(COLLECTOR, day, "")) + "@" + domain;
    }

    private String local(String user, String day, String tail) {
        return user + MARK + hash.of(user + "=" + day + tail + "@" + domain) + "=" + day + tail;
    }

    private BounceAddress resolve(String local, int mark, boolean nullSender, Instant now) {
        String[] parts = local.substring(mark + MARK.length()).split("=", 4);
        String user = local.substring(0, mark);
        if (parts.length != 2 && parts.length != 4) {
            return refused("bounce-malformed", "The recipient looks like a rewritten sender, and is none.");
        }
        String tail = parts.length == 4 ? "=" + parts[2] + "=" + parts[3] : "";
        if (!hash.isOf(parts[0], user + "=" + parts[1] + tail + "@" + domain)) {
            return refused("bounce-forged", "The recipient looks like a rewritten sender, and none of our keys has signed it.");
        }
        if (!time.isValid(parts[1], now)) {
            return refused("bounce-expired", "The recipient is a sender that we have rewritten too long ago.");
        }
        if (!nullSender) {
            return refused("no-bounce", "The recipient is a sender that we have rewritten, and only mail without a sender is returned mail.");
        }
        return parts.length == 4 ? new BounceAddress.Original(parts[3] + "@" + parts[2].toLowerCase(Locale.ROOT))
            : new BounceAddress.Collected(COLLECTOR + "@" + domain);
    }

    /** What can stand before the mark: the local part without subaddress; the collector where it can't. */
    private static String user(Address forwarder) {
        int plus = forwarder.local().indexOf('+');
        String user = plus < 0 ? forwarder.local() : forwarder.local().substring(0, plus);
        return user.matches(DOT_STRING) ? user : COLLECTOR;
    }

    private static BounceAddress refused(String code, String sentence) {
        return new BounceAddress.Refused(SmtpReply.BOUNCE_REFUSED, Reason.of(code, sentence));
    }
}
