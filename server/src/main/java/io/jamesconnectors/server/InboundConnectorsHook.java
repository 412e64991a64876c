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
import java.util.function.Supplier;

import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.connectors.inbound.Verdict;

/**
 * Lets in or refuses what the inbound connectors decide. In {@code smtpserver.xml}, as the first handler:
 *
 * <pre>{@code
 * <handlerchain coreHandlersPackage="org.apache.james.smtpserver.CoreCmdHandlerLoader">
 *   <handler class="io.jamesconnectors.server.InboundConnectorsHook">
 *     <listener>mx</listener>
 *   </handler>
 * </handlerchain>
 * }</pre>
 *
 * <p>{@code listener} is what the log calls this listener; without it, its address and port. {@code clientCertificates} says whether clients are
 * asked for a certificate: {@code request}, the default, or {@code ignore}.
 *
 * <p>A transaction is decided by the configuration that held at its MAIL; a reload meets the next one. Each recipient is decided anew, and what was
 * granted before is taken back first. A recipient that is not refused goes on to James's own hooks, which may still refuse it. When we fail, the
 * client is asked to try again later and nothing is granted. Runs on James's I/O threads: nothing here blocks.
 */
public final class InboundConnectorsHook implements MailHook, RcptHook, JamesMessageHook {
    private static final Logger LOGGER = LoggerFactory.getLogger(InboundConnectorsHook.class);
    private static final AttachmentKey<InboundRules> RULES = AttachmentKey.of("io.jamesconnectors.inbound.rules", InboundRules.class);
    private static final HookResult TRY_LATER = HookResult.builder()
        .hookReturnCode(HookReturnCode.denySoft())
        .smtpReturnCode("451")
        .smtpDescription("4.3.0 Temporary server error, try again later")
        .build();

    private final Supplier<InboundRules> current;
    private final DomainList domains;
    private volatile Optional<String> listener = Optional.empty();
    private @Nullable ClientCertificateRequest clientCertificates;
    private @Nullable HandlerOrder order;

    @Inject
    public InboundConnectorsHook(LiveConnectors connectors, DomainList domains) {
        this(() -> connectors.current().inbound(), domains);
    }

    InboundConnectorsHook(Supplier<InboundRules> current, DomainList domains) {
        this.current = current;
        this.domains = domains;
    }

    @Inject
    void prepare(HandlerOrder handlerOrder, ClientCertificateRequest request) {
        order = handlerOrder;
        clientCertificates = request;
    }

    @Override
    public void init(Configuration config) throws ConfigurationException {
        listener = Optional.ofNullable(config.getString("listener", null)).filter(name -> !name.isBlank());
        if (order != null) {
            order.requireFirst();
        }
        if (clientCertificates != null) {
            clientCertificates.init(config);
        }
    }

    @Override
    public HookResult doMail(SMTPSession session, MaybeSender sender) {
        try {
            RelayGrant.takeBack(session);
            // after a MAIL that it refused James still has the recipients, which were let in for another sender (RFC 5321 §4.1.1.2)
            session.removeAttachment(SMTPSession.RCPT_LIST, State.Transaction);
            Admission.forget(session);
            session.setAttachment(RULES, current.get(), State.Transaction);
            return HookResult.DECLINED;
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    @Override
    public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
        try {
            RelayGrant.takeBack(session);
            InboundRules rules = session.getAttachment(RULES, State.Transaction).orElseGet(current);
            ConnectionFacts facts = SessionFacts.of(session, listener, sender, recipient, rules, domains);
            Decision decision = rules.decide(facts);
            LOGGER.info("{}", DecisionLine.of(facts, decision));
            return decision.reply().map(InboundConnectorsHook::refused).orElseGet(() -> admitted(session, decision));
        } catch (DomainListException | RuntimeException e) {
            return failed(e);
        }
    }

    @Override
    public HookResult onMessage(SMTPSession session, Mail mail) {
        try {
            Admission admission = Admission.of(session);
            if (admission.granted()) {
                RelayGrant.give(session); // the last RCPT may have been one that failed
            } else {
                RelayGrant.takeBack(session);
            }
            InboundMarks.set(mail, session, admission);
            return HookResult.DECLINED;
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private static HookResult admitted(SMTPSession session, Decision decision) {
        Admission.add(session, decision);
        if (decision.verdict() == Verdict.GRANT_RELAY) {
            RelayGrant.give(session);
        }
        return HookResult.DECLINED;
    }

    private static HookResult refused(SmtpReply reply) {
        return HookResult.builder()
            .hookReturnCode(reply.code() < 500 ? HookReturnCode.denySoft() : HookReturnCode.deny())
            .smtpReturnCode(Integer.toString(reply.code()))
            .smtpDescription(reply.description())
            .build();
    }

    private static HookResult failed(Exception cause) {
        LOGGER.error("Inbound connectors can't decide; the client shall try again later", cause);
        return TRY_LATER;
    }
}
