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
package io.jamesconnectors.mailets;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.james.core.MailAddress;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.header.HeaderEdit;
import io.jamesconnectors.connectors.hybrid.CrossPremisesHeaders;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;
import io.jamesconnectors.matchers.InboundAttributes;
import io.jamesconnectors.matchers.place.LoopAlarm;
import io.jamesconnectors.matchers.place.Places;

/** What {@link Places} say; a configuration of one place is left to its routes. Safe for use by several threads. */
final class LivePlacing implements Placing {
    private final Places places;
    private final Placing inOnePlace;
    private final Supplier<List<AcceptedDomain>> acceptedDomains;
    private final LoopAlarm alarm;
    private final boolean keepsMailboxes;
    private final Clock clock;

    /** @param keepsMailboxes whether recipients may live here */
    LivePlacing(Places places, RouteTable table, LoopAlarm alarm, boolean keepsMailboxes, Clock clock) {
        this.places = places;
        this.inOnePlace = Placing.inOnePlace(table);
        this.acceptedDomains = table::acceptedDomains;
        this.alarm = alarm;
        this.keepsMailboxes = keepsMailboxes;
        this.clock = clock;
    }

    @Override
    public RecipientPlace place(Mail mail, MailAddress recipient) {
        if (!keepsMailboxes && !places.isHybrid()) {
            return inOnePlace.place(mail, recipient);
        }
        RecipientPlace place = keepsMailboxes ? places.of(mail, recipient) : places.ofRelayed(mail, recipient);
        if (place instanceof RecipientPlace.Looping loop) {
            alarm.fired(loop);
        }
        return place;
    }

    @Override
    public Optional<String> rewrittenSender(OutboundConnector connector, String sender) {
        return places.senderRewriter().flatMap(rewriter -> rewriter.replacement(connector, sender, Optional.empty(), clock.instant()));
    }

    @Override
    public HeaderEdit departing(OutboundConnector connector, Mail mail, boolean crosses) throws IOException {
        if (!places.isHybrid()) {
            return HeaderEdit.NONE;
        }
        boolean believed = AttributeUtils.getValueAndCastFromMail(mail, InboundAttributes.CROSS_PREMISES_BELIEVED, String.class).filter("true"::equals).isPresent();
        HeaderEdit fields = CrossPremisesHeaders.departing(connector, believed,
            CrossPremisesHeaders.ourName(acceptedDomains.get(), mail.getMaybeSender().asOptional().flatMap(Recipients::domain)));
        return crosses ? fields.and(places.loopGuard().counting(places.crossings(mail), clock.instant())) : fields;
    }
}
