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
package io.jamesconnectors.server;

import java.util.Optional;

import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.hybrid.BounceAddress;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.matchers.place.LoopAlarm;
import io.jamesconnectors.matchers.place.Places;

/**
 * What RCPT is answered on account of where a recipient lives, and of what it means as the address of returned mail. Grants no right to relay: whom it lets
 * pass is asked about by James's own hooks as well. The log names connectors and domains, the client hears of neither.
 */
@Singleton
public final class PlaceAtRcpt {
    private static final Logger LOGGER = LoggerFactory.getLogger(PlaceAtRcpt.class);

    private final Places places;
    private final LoopAlarm alarm;

    @Inject
    public PlaceAtRcpt(Places places, LoopAlarm alarm) {
        this.places = places;
        this.alarm = alarm;
    }

    /** Whether the configuration says anything of an organisation in two places. */
    public boolean isHybrid() {
        return places.isHybrid();
    }

    /**
     * One recipient.
     *
     * @return {@code DECLINED} for one that exists, here or there, else its refusal; empty for one of which only the server's own rules can tell
     */
    public Optional<HookResult> answer(SMTPSession session, MaybeSender sender, MailAddress recipient) {
        try {
            return decided(session, sender, recipient);
        } catch (RuntimeException e) {
            LOGGER.error("Where a recipient lives can't be told; the client shall try again later", e);
            return Optional.of(Replies.hookResult(SmtpReply.PLACE_UNKNOWN));
        }
    }

    private Optional<HookResult> decided(SMTPSession session, MaybeSender sender, MailAddress recipient) {
        BounceAddress bounce = places.bounce(recipient, sender);
        if (bounce instanceof BounceAddress.Refused refused) {
            return Optional.of(refused("bounce", recipient, refused.reply(), refused.reason(), Optional.empty()));
        }
        if (!(bounce instanceof BounceAddress.Ordinary)) {
            return Optional.of(HookResult.DECLINED);
        }
        Optional<ConnectorName> cameBy = InboundTransaction.underWay(session).flatMap(InboundTransaction::recipientCameBy);
        RecipientPlace place = places.atRcpt(recipient, sender, cameBy);
        if (place instanceof RecipientPlace.Refused refused) {
            return Optional.of(refused("refused", recipient, refused.reply(), place.decidedBy(), cameBy));
        }
        if (place instanceof RecipientPlace.Deferred deferred) {
            return Optional.of(refused("deferred", recipient, deferred.reply(), place.decidedBy(), cameBy));
        }
        if (place instanceof RecipientPlace.Looping looping) {
            alarm.fired(looping);
            return Optional.of(refused("looping", recipient, looping.reply(), place.decidedBy(), cameBy));
        }
        return place instanceof RecipientPlace.Outside ? Optional.empty() : Optional.of(HookResult.DECLINED);
    }

    private static HookResult refused(String place, MailAddress recipient, SmtpReply reply, Reason reason, Optional<ConnectorName> cameBy) {
        LOGGER.info("recipient place={} reason={} came_by={} domain={} reply={}/{}", place, reason.code(), cameBy.map(DecisionLine::quoted).orElse("-"),
            DomainName.tryParse(recipient.getDomain().asString()).map(DomainName::asString).orElse("-"), reply.code(), reply.enhanced());
        return Replies.hookResult(reply);
    }
}
