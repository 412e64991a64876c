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
package io.jamesconnectors.server.dsn;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.CommandHandler;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.esmtp.EhloExtension;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;

import io.jamesconnectors.smtp.wire.MessageDsn;

/**
 * Offers DSN (RFC 3461): senders may say of which outcome they want to hear, and for whom. In {@code smtpserver.xml}, after the hook of the connectors and
 * before James's own handlers, in place of James's four hooks for DSN:
 *
 * <pre>{@code
 * <handler class="io.jamesconnectors.server.dsn.DsnHook"/>
 * <handler class="org.apache.james.smtpserver.CoreCmdHandlerLoader"/>
 * }</pre>
 *
 * <p>James 3.8.1's own hooks end the connection with an error of the server when a value is malformed, when a parameter stands twice, or when two RCPT name the
 * same recipient. Here a malformed MAIL or RCPT is refused by 501 5.5.4, before James looks at it, and the session goes on. Mail carries what was asked for as
 * James's hooks would have it ({@link Mail#dsnParameters}).
 */
public final class DsnHook implements EhloExtension, CommandHandler<SMTPSession>, RcptHook, JamesMessageHook {
    private static final AttachmentKey<DsnTransaction> TRANSACTION = AttachmentKey.of("io.jamesconnectors.dsn.transaction", DsnTransaction.class);
    private static final String MAIL = "MAIL";
    private static final String RCPT = "RCPT";

    @Override
    public List<String> getImplementedEsmtpFeatures(SMTPSession session) {
        return List.of("DSN");
    }

    @Override
    public Collection<String> getImplCommands() {
        return List.of(MAIL, RCPT);
    }

    /** Looks at the command before James does; null leaves the answer to James. */
    @Override
    public @Nullable Response onCommand(SMTPSession session, Request request) {
        Optional<String> argument = Optional.ofNullable(request.getArgument());
        boolean underWay = session.getAttachment(SMTPSession.SENDER, State.Transaction).isPresent();
        boolean isMail = request.getCommand().equals(MAIL);
        if (argument.isEmpty() || isMail == underWay) {
            return null; // James says what is wrong with it
        }
        try {
            if (isMail) {
                session.setAttachment(TRANSACTION, new DsnTransaction(DsnArguments.ofMail(argument.get())), State.Transaction);
            } else {
                transaction(session).next(DsnArguments.ofRecipient(argument.get()));
            }
            return null;
        } catch (MalformedDsn e) {
            return new SMTPResponse(SMTPRetCode.SYNTAX_ERROR_ARGUMENTS, "5.5.4 " + e.getMessage());
        }
    }

    @Override
    public Set<String> supportedParameters() {
        return Set.of(DsnArguments.NOTIFY, DsnArguments.ORCPT);
    }

    @Override
    public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient, Map<String, String> parameters) {
        transaction(session).isFor(recipient);
        return HookResult.DECLINED;
    }

    @Override
    public HookResult onMessage(SMTPSession session, Mail mail) {
        transaction(session).of(mail).ifPresent(mail::setDsnParameters);
        return HookResult.DECLINED;
    }

    private static DsnTransaction transaction(SMTPSession session) {
        return session.getAttachment(TRANSACTION, State.Transaction).orElseGet(() -> {
            DsnTransaction begun = new DsnTransaction(MessageDsn.NONE);
            session.setAttachment(TRANSACTION, begun, State.Transaction);
            return begun;
        });
    }
}
