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

import java.util.List;

import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.smtpserver.fastfail.ValidRcptHandler;
import org.apache.james.user.api.UsersRepository;
import org.jspecify.annotations.Nullable;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.file.LiveConnectors;

/**
 * James's {@code ValidRcptHandler} for domains that are in two places: it knows the recipients on the other side, too, and the addresses of bounces that come
 * back to senders which we have rewritten. In {@code smtpserver.xml}, in place of James's own, behind {@code InboundConnectorsHook}:
 *
 * <pre>{@code
 * <handler class="io.jamesconnectors.server.InboundConnectorsHook"/>
 * <handler class="io.jamesconnectors.server.HybridValidRcptHandler"/>
 * }</pre>
 *
 * <p>Unknown recipients of authoritative domains are refused with {@code 550 5.1.10}, those that can't be looked up with {@code 451 4.4.3}, those that would
 * go back to where their mail came from with {@code 554 5.4.14}. Domains of James that are no accepted domains are left to James's own rule. Who may relay is
 * none of its business.
 */
public final class HybridValidRcptHandler extends ValidRcptHandler {
    private static final String MAPPINGS = "enableRecipientRewriteTable";

    private final PlaceAtRcpt places;
    private @Nullable HandlerOrder order;

    @Inject
    public HybridValidRcptHandler(UsersRepository users, RecipientRewriteTable mappings, DomainList domains, PlaceAtRcpt places) {
        super(users, mappings, domains);
        this.places = places;
    }

    @Inject
    void prepare(HandlerOrder handlerOrder) {
        order = handlerOrder;
    }

    /** Not in a James without these bindings. */
    @Inject(optional = true)
    void watch(DomainAgreement agreement, LiveConnectors live) {
        agreement.watch(live);
    }

    /** @throws ConfigurationException when James's own handler stands before it, which would refuse whoever lives on the other side */
    @Override
    public void init(Configuration config) throws ConfigurationException {
        if (!config.getBoolean(MAPPINGS, true)) {
            throw new ConfigurationException("HybridValidRcptHandler: " + MAPPINGS + " false (expected: true, since mappings say where mailboxes live)");
        }
        if (order != null) {
            List<String> others = order.hooksBefore().stream().filter(ValidRcptHandler.class.getName()::equals).toList();
            if (!others.isEmpty()) {
                throw new ConfigurationException("handlerchain: " + others.get(0) + " before HybridValidRcptHandler (expected: this one in its place)");
            }
        }
    }

    @Override
    public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
        return places.answer(session, sender, recipient).orElseGet(() -> super.doRcpt(session, sender, recipient));
    }
}
