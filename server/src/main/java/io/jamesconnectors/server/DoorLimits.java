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
import java.util.function.LongSupplier;

import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;

import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.InboundLimits;
import io.jamesconnectors.server.played.PlayedPeers;

/** Holds sessions to the limits of the connectors that their mail belongs to. */
final class DoorLimits {
    /** Where James keeps the parameter {@code SIZE} of MAIL, in bytes (its {@code MailSizeEsmtpExtension}). */
    private static final AttachmentKey<Integer> DECLARED_SIZE = AttachmentKey.of("MESG_SIZE", Integer.class);

    private final InboundDoor door;
    private final LongSupplier clock;

    /**
     * The limits at one door.
     *
     * @param clock milliseconds that never jump
     */
    DoorLimits(InboundDoor door, LongSupplier clock) {
        this.door = door;
        this.clock = clock;
    }

    /** What one more recipient would exceed; when nothing, the connection and the message are counted. */
    Optional<Limit> atRecipient(SMTPSession session, InboundTransaction transaction, InboundConnector connector) {
        return reached(session, transaction, connector, session.getRcptCount() + 1, session.getAttachment(DECLARED_SIZE, State.Transaction).orElse(0));
    }

    /** What the message exceeds that has come in whole. */
    Optional<Limit> atMessage(SMTPSession session, InboundTransaction transaction, InboundConnector connector) {
        return reached(session, transaction, connector, session.getRcptCount(), transaction.size());
    }

    /** The size that a failed MAIL declared is not that of the next, whatever James keeps. */
    static void forgetDeclaredSize(SMTPSession session) {
        session.removeAttachment(DECLARED_SIZE, State.Transaction);
    }

    /** The client is gone. */
    void gone(SMTPSession session) {
        HeldConnections.of(session).release(door, clock.getAsLong());
    }

    private Optional<Limit> reached(SMTPSession session, InboundTransaction transaction, InboundConnector connector, int recipients, long bytes) {
        InboundLimits limits = connector.limits();
        boolean counts = PlayedPeers.on(session).isEmpty(); // who is played takes nobody's place
        if (counts && !HeldConnections.of(session).hold(connector.name(), limits.maxConnections(), door)) {
            return Optional.of(Limit.CONNECTIONS);
        }
        if (limits.maxRecipients() > 0 && recipients > limits.maxRecipients()) {
            return Optional.of(Limit.RECIPIENTS);
        }
        if (limits.maxMessageSize() > 0 && bytes > limits.maxMessageSize()) {
            return Optional.of(Limit.SIZE);
        }
        return !counts || transaction.countsFor(connector.name(), () -> door.message(connector.name(), limits.messagesPerMinute(), clock.getAsLong()))
            ? Optional.empty() : Optional.of(Limit.MESSAGES);
    }
}
