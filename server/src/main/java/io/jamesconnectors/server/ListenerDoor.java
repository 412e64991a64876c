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
import java.util.Optional;

import org.apache.james.protocols.api.ProtocolSessionImpl;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.api.handler.WiringException;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.inbound.SmtpReply;

/**
 * Turns clients away from listeners that are not for them: {@code 554} in place of the greeting (RFC 5321 §3.1), and the end of the connection. James would
 * greet a client whose connection stays open, so it is not waited for its QUIT.
 *
 * <p>Behind a proxy the client's address is not known yet when James greets; and where TLS comes first, James's greeting would go out behind our refusal. There
 * the first command is answered so, before James sees it. When we fail, the client is asked to try again later.
 */
final class ListenerDoor {
    private static final Logger LOGGER = LoggerFactory.getLogger(InboundConnectorsHook.class);
    /** No line at all. James's own statistics (JMX) fail where a handler gives it no response. */
    private static final Response NOTHING = new Response() {
        @Override
        public String getRetCode() {
            return "";
        }

        @Override
        public List<CharSequence> getLines() {
            return List.of();
        }

        @Override
        public boolean isEndSession() {
            return false;
        }
    };


    private final Reception reception;
    private volatile @Nullable LineHandler<SMTPSession> commands;

    ListenerDoor(Reception reception) {
        this.reception = reception;
    }

    /** Who answers commands. */
    void wire(List<?> lineHandlers) throws WiringException {
        commands = lineHandlers.stream().findFirst().map(ListenerDoor::lineHandler)
            .orElseThrow(() -> new WiringException("handlerchain: nobody who answers commands (expected: James's own handlers behind the hook of the connectors)"));
    }

    /** What a client that has connected is told in place of the greeting; nothing when it is greeted. */
    Response open(SMTPSession session, Optional<String> listener) {
        if (session.isTLSStarted() || isProxied(session)) {
            session.pushLineHandler((LineHandler<SMTPSession>) (client, line) -> first(client, line, listener));
            return NOTHING;
        }
        Response refusal = answer(session, listener);
        return refusal == null ? NOTHING : refusal;
    }

    private @Nullable Response first(SMTPSession session, byte[] line, Optional<String> listener) {
        session.popLineHandler();
        Response refusal = answer(session, listener);
        LineHandler<SMTPSession> known = commands;
        return refusal != null ? refusal : known == null ? tryLater() : known.onLine(session, line);
    }

    private @Nullable Response answer(SMTPSession session, Optional<String> listener) {
        try {
            return reception.connection(session, listener).map(ListenerDoor::refused).orElse(null);
        } catch (RuntimeException e) {
            LOGGER.error("Inbound connectors can't tell whether a client may use the listener; it shall try again later", e);
            return tryLater();
        }
    }

    private static boolean isProxied(SMTPSession session) {
        return session instanceof ProtocolSessionImpl known && known.getProtocolTransport().isProxyRequired();
    }

    private static Response tryLater() {
        return closing("421", "4.3.0 Temporary server error, try again later");
    }

    private static Response refused(SmtpReply reply) {
        return closing(Integer.toString(reply.code()), reply.description());
    }

    private static Response closing(String code, String description) {
        SMTPResponse response = new SMTPResponse(code, description);
        response.setEndSession(true);
        return response;
    }

    @SuppressWarnings("unchecked") // of a chain for SMTP
    private static LineHandler<SMTPSession> lineHandler(Object handler) {
        return (LineHandler<SMTPSession>) handler;
    }
}
