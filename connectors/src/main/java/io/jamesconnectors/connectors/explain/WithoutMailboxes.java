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

import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.hybrid.Crossings;
import io.jamesconnectors.connectors.hybrid.Hybridity;
import io.jamesconnectors.connectors.hybrid.LocalLookup;
import io.jamesconnectors.connectors.hybrid.PlaceFacts;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;
import io.jamesconnectors.connectors.hybrid.RoutingSource;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.connectors.outbound.DeadEnds;

/** Where recipients are on a server without mailboxes, such as the gateway: where the connectors lead, or, in two places, where the rules for these say. */
public final class WithoutMailboxes {
    private static final Reason NOWHERE = Reason.of("leads-nowhere",
        "The domain is authoritative, the server keeps no mailboxes, and no outbound connector leads to it: the recipient does not exist.");

    private final ActiveConnectors active;
    private final RoutingSource table;
    private final boolean hybrid;

    /** @param table who lives on the other side */
    public WithoutMailboxes(ActiveConnectors active, RoutingSource table) {
        this.active = active;
        this.table = table;
        this.hybrid = Hybridity.of(active.connectors());
    }

    /** Where mail for a recipient goes; see {@link Surroundings#place}. */
    public RecipientPlace place(String recipient, String sender, Optional<ConnectorName> cameBy, Crossings crossings, boolean isNamed) {
        Optional<DomainName> domain = Addresses.domain(recipient);
        Optional<DomainName> senderDomain = Addresses.domain(sender);
        if (hybrid) {
            RecipientPlace place = active.places().decide(
                new PlaceFacts(recipient, senderDomain, LocalLookup.NO_MAILBOXES, table.find(recipient), cameBy, crossings));
            return isNamed ? orNowhere(place, recipient, sender) : place;
        }
        return isNamed && isDeadEnd(domain, senderDomain) ? nowhere() : new RecipientPlace.Outside(active.outbound().route(domain, senderDomain), false);
    }

    /** That place, but where the recipient, who is not on the other side, exists nowhere. */
    public RecipientPlace orNowhere(RecipientPlace place, String recipient, String sender) {
        return place instanceof RecipientPlace.Outside && isDeadEnd(Addresses.domain(recipient), Addresses.domain(sender)) ? nowhere() : place;
    }

    private boolean isDeadEnd(Optional<DomainName> domain, Optional<DomainName> senderDomain) {
        return DeadEnds.hold(active.connectors(), active.outbound(), domain, senderDomain);
    }

    private static RecipientPlace nowhere() {
        return new RecipientPlace.Refused(SmtpReply.RECIPIENT_UNKNOWN, List.of(NOWHERE));
    }
}
