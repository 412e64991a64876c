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
package io.jamesconnectors.gateway;

import java.util.Optional;
import java.util.function.Supplier;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.outbound.DeadEnds;
import io.jamesconnectors.server.PlaceAtRcpt;

import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.RcptHook;

/**
 * The gateway has no mailboxes. An {@code authoritative} domain says that there are none elsewhere either, so a recipient there exists only if an
 * outbound connector leads to it: to a smart host, or because it names the domain. By MX the mail would come back to us, also where the connector
 * for {@code *} says MX. Recipients of {@code internalRelay} domains go where the connectors or the MX records say.
 *
 * <p>Where one of these domains is in two places, the routing table, the loop guard and rewritten senders are asked first ({@link PlaceAtRcpt}).
 * In {@code smtpserver.xml}, after {@code InboundConnectorsHook}.
 */
public final class NoMailboxHook implements RcptHook {
    private static final HookResult NOT_HERE = HookResult.builder()
            .hookReturnCode(HookReturnCode.deny())
            .smtpReturnCode("550")
            .smtpDescription("5.1.10 Recipient not found")
            .build();

    private final Supplier<ActiveConnectors> current;
    private final PlaceAtRcpt places;

    @Inject
    public NoMailboxHook(LiveConnectors connectors, PlaceAtRcpt places) {
        this.current = connectors::current;
        this.places = places;
    }

    @Override
    public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
        Optional<HookResult> place = places.isHybrid() ? places.answer(session, sender, recipient) : Optional.empty();
        return place.orElseGet(() -> ownRule(sender, recipient));
    }

    private HookResult ownRule(MaybeSender sender, MailAddress recipient) {
        return leadsNowhere(domain(recipient), sender.asOptional().flatMap(NoMailboxHook::domain)) ? NOT_HERE : HookResult.DECLINED;
    }

    boolean leadsNowhere(Optional<DomainName> domain, Optional<DomainName> senderDomain) {
        ActiveConnectors now = current.get();
        return DeadEnds.hold(now.connectors(), now.outbound(), domain, senderDomain);
    }

    private static Optional<DomainName> domain(MailAddress address) {
        return DomainName.tryParse(address.getDomain().asString());
    }
}
