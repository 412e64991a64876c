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

import java.util.HashSet;
import java.util.Set;

import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;

import io.jamesconnectors.connectors.ConnectorName;

/**
 * The connectors that one session is counted for as a connection: each from the first recipient that belonged to it until the client is gone. Once it is gone
 * nothing is counted for it any more, so no count is left over.
 */
final class HeldConnections {
    private static final AttachmentKey<HeldConnections> KEY = AttachmentKey.of("io.jamesconnectors.inbound.held", HeldConnections.class);

    private final Set<ConnectorName> held = new HashSet<>(2);
    private boolean gone;

    static HeldConnections of(SMTPSession session) {
        return session.getAttachment(KEY, State.Connection).orElseGet(() -> {
            HeldConnections none = new HeldConnections();
            session.setAttachment(KEY, none, State.Connection);
            return none;
        });
    }

    /** Whether the session is counted for {@code connector} after this, which takes {@code most} connections; 0 means any number. */
    synchronized boolean hold(ConnectorName connector, int most, InboundDoor door) {
        if (held.contains(connector)) {
            return true;
        }
        return !gone && door.enter(connector, most) && held.add(connector);
    }

    /** The client is gone. */
    synchronized void release(InboundDoor door, long now) {
        gone = true;
        held.forEach(connector -> door.leave(connector, now));
        held.clear();
    }
}
