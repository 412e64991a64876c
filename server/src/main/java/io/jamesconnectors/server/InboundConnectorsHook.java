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

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.StartTlsResponse;
import org.apache.james.protocols.api.handler.ConnectHandler;
import org.apache.james.protocols.api.handler.DisconnectHandler;
import org.apache.james.protocols.api.handler.ExtensibleHandler;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.api.handler.ProtocolHandler;
import org.apache.james.protocols.api.handler.ProtocolHandlerResultHandler;
import org.apache.james.protocols.api.handler.WiringException;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.DataLineFilter;
import org.apache.james.protocols.smtp.core.esmtp.EhloExtension;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.apache.james.protocols.smtp.hook.MailParametersHook;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.apache.james.smtpserver.DataLineJamesMessageHookHandler;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.server.played.Listeners;
import io.jamesconnectors.server.played.PlayedPeers;
import io.jamesconnectors.trace.TraceSink;

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
 * <p>{@code listener} is what connectors and the log call this listener; without it, its address and port. {@code clientCertificates} says whether
 * clients are asked for a certificate: {@code request}, the default, or {@code ignore}.
 *
 * <p>A client that a {@code legacyListener} is not for is turned away when it connects.
 *
 * <p>A transaction is decided by the configuration that held at its MAIL; a reload meets the next one. Each recipient is decided anew, and what was
 * granted before is taken back first. A right ends with its transaction: after every command and every message, a session without a sender has none.
 * A recipient that is not refused goes on to James's own hooks, which may still refuse it. When we fail, the client is asked to try again later and
 * nothing is granted. Runs on James's I/O threads: nothing here blocks.
 */
public final class InboundConnectorsHook implements MailParametersHook, MailHook, RcptHook, DataLineFilter, JamesMessageHook, EhloExtension,
        ConnectHandler<SMTPSession>, ExtensibleHandler, DisconnectHandler<SMTPSession>, ProtocolHandlerResultHandler<Response, SMTPSession> {
    private static final Logger LOGGER = LoggerFactory.getLogger(InboundConnectorsHook.class);
    private static final HookResult TRY_LATER = HookResult.builder()
        .hookReturnCode(HookReturnCode.denySoft())
        .smtpReturnCode("451")
        .smtpDescription("4.3.0 Temporary server error, try again later")
        .build();
    private static final HookResult NOTHING_POSTED = HookResult.builder()
        .hookReturnCode(HookReturnCode.deny())
        .smtpReturnCode("554")
        .smtpDescription("5.7.0 No message was asked for")
        .build();

    private final Reception reception;
    private final ListenerDoor door;
    private final DoorLimits limits;
    private volatile Optional<String> listener = Optional.empty();
    private @Nullable ClientCertificateRequest clientCertificates;
    private @Nullable HandlerOrder order;
    private @Nullable ListenerNames names;
    private @Nullable PlayedPeers played;
    private @Nullable Listeners listeners;
    private @Nullable StartingListener starting;

    @Inject
    InboundConnectorsHook(LiveConnectors connectors, DomainList domains, CertificateReader certificates, DoorLimits limits, MetricFactory metrics, ActivityLog activity,
            TraceSink trace, Clock clock) {
        this(() -> connectors.current().inbound(), domains, certificates, limits, metrics, activity, new InboundTrace(trace, clock));
    }

    InboundConnectorsHook(Supplier<InboundRules> current, DomainList domains, CertificateReader certificates, DoorLimits limits, MetricFactory metrics, ActivityLog activity,
            InboundTrace trace) {
        this.reception = new Reception(current, domains, new SessionTls(certificates, System::nanoTime), limits, new DecisionCounters(metrics, activity), trace);
        this.door = new ListenerDoor(reception);
        this.limits = limits;
    }

    @Inject
    void prepare(HandlerOrder handlerOrder, ClientCertificateRequest request, ListenerNames listenerNames) {
        order = handlerOrder;
        clientCertificates = request;
        names = listenerNames;
    }

    @Inject
    void prepare(PlayedPeers playedPeers, Listeners allListeners, StartingListener startingListener) {
        played = playedPeers;
        listeners = allListeners;
        starting = startingListener;
    }

    @Inject
    void prepare(Arrival atTheEndOfData) {
        reception.use(atTheEndOfData);
    }

    @Override
    public void init(Configuration config) throws ConfigurationException {
        listener = Optional.ofNullable(config.getString("listener", null)).filter(name -> !name.isBlank());
        if (names != null) {
            listener.ifPresent(names::add);
        }
        if (listeners != null && starting != null) {
            Listeners known = listeners;
            starting.find().ifPresent(server -> known.add(listener, server));
        }
        if (order != null) {
            order.requireFirst();
        }
        if (clientCertificates != null) {
            clientCertificates.init(config);
        }
    }

    @Override
    public List<Class<?>> getMarkerInterfaces() {
        return List.of(LineHandler.class);
    }

    @Override
    public void wireExtensions(Class<?> type, List<?> handlers) throws WiringException {
        door.wire(handlers);
    }

    @Override
    public Response onConnect(SMTPSession session) {
        if (played != null) {
            played.meet(session, SessionFacts.listener(session, listener));
        }
        return door.open(session, listener);
    }

    @Override
    public List<String> getImplementedEsmtpFeatures(SMTPSession session) {
        try {
            if (names != null) {
                names.clientCame();
            }
            return reception.offersXoorg(session, listener) ? List.of(Xoorg.KEYWORD) : List.of();
        } catch (RuntimeException e) {
            LOGGER.error("Inbound connectors can't tell whether to offer XOORG; it is not offered", e);
            return List.of();
        }
    }

    @Override
    public String[] getMailParamNames() {
        return new String[] {Xoorg.KEYWORD};
    }

    @Override
    public HookResult doMailParameter(SMTPSession session, String name, String value) {
        try {
            Xoorg.say(session, value);
            return HookResult.DECLINED;
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    @Override
    public HookResult doMail(SMTPSession session, MaybeSender sender) {
        try {
            // after a MAIL that it refused James still has the recipients, which were let in for another sender (RFC 5321 §4.1.1.2)
            session.removeAttachment(SMTPSession.RCPT_LIST, State.Transaction);
            reception.mail(session, listener, sender);
            return HookResult.DECLINED;
        } catch (DomainListException | RuntimeException e) {
            return failed(e);
        }
    }

    @Override
    public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
        try {
            return reception.recipient(session, listener, sender, recipient).map(Replies::hookResult).orElse(HookResult.DECLINED);
        } catch (DomainListException | RuntimeException e) {
            return failed(e);
        }
    }

    @Override
    public @Nullable Response onLine(SMTPSession session, byte[] line, LineHandler<SMTPSession> next) {
        if (hidesCommands(line)) {
            return lineEndRefused(session);
        }
        boolean kept = InboundTransaction.underWay(session).map(transaction -> transaction.line(line)).orElse(true);
        Response response = kept ? next.onLine(session, line) : null;
        if (response != null) {
            RelayGrant.takeBack(session); // the message is in, or refused
        }
        return response;
    }

    @Override
    public HookResult onMessage(SMTPSession session, Mail mail) {
        try {
            if (PlayedPeers.on(session).filter(peer -> !peer.mayPost()).isPresent()) {
                return NOTHING_POSTED;
            }
            return reception.message(session, listener, mail).map(Replies::hookResult).orElse(HookResult.DECLINED);
        } catch (DomainListException | RuntimeException e) {
            return failed(e);
        }
    }

    @Override
    public @Nullable Response onResponse(ProtocolSession session, @Nullable Response response, long executionTime, ProtocolHandler handler) {
        if (session instanceof SMTPSession smtp
                && (response instanceof StartTlsResponse || smtp.getAttachment(SMTPSession.SENDER, State.Transaction).isEmpty())) {
            RelayGrant.takeBack(smtp);
            Xoorg.forget(smtp);
            DoorLimits.forgetDeclaredSize(smtp);
        }
        return response;
    }

    @Override
    public void onDisconnect(@Nullable SMTPSession session) {
        if (session != null) {
            limits.gone(session);
        }
    }

    /**
     * Whether some servers do not take this for a whole line, so that what follows may be commands to us and text to the server before us (SMTP smuggling).
     * James looks itself, but not at the lines of a message that has become too large.
     */
    private static boolean hidesCommands(byte[] line) {
        return DataLineJamesMessageHookHandler.DETECT_SMTP_SMUGGLING
            && (line.length < 2 || line[line.length - 2] != '\r' || line[line.length - 1] != '\n');
    }

    /** As James does: the connection ends, and what the client has sent already is discarded. */
    private static Response lineEndRefused(SMTPSession session) {
        RelayGrant.takeBack(session);
        session.popLineHandler();
        SMTPResponse response = new SMTPResponse(SMTPRetCode.SYNTAX_ERROR_COMMAND_UNRECOGNIZED, "5.0.0 line delimiter must be CRLF");
        response.setEndSession(true);
        return response;
    }

    private static HookResult failed(Exception cause) {
        LOGGER.error("Inbound connectors can't decide; the client shall try again later", cause);
        return TRY_LATER;
    }
}
