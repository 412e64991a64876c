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

import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;

/**
 * The right to relay that a connector gives to a session. James keeps such a right for the whole connection, through RSET, STARTTLS and the next
 * MAIL; so a right that we gave is marked, and taken back before each decision. One that James gave (by address or by login) has no mark
 * and is left alone.
 */
final class RelayGrant {
    private static final AttachmentKey<Boolean> GIVEN_BY_US = AttachmentKey.of("io.jamesconnectors.inbound.relayGrant", Boolean.class);

    private RelayGrant() {
    }

    /** Whether James by itself, without any connector, would relay for this session. */
    static boolean serverAloneRelays(SMTPSession session) {
        return session.getUsername() != null || session.isRelayingAllowed() && !isGivenByUs(session);
    }

    static void give(SMTPSession session) {
        if (!session.isRelayingAllowed()) {
            session.setAttachment(GIVEN_BY_US, true, State.Connection);
            session.setRelayingAllowed(true);
        }
    }

    /** Back to what James alone gives. */
    static void takeBack(SMTPSession session) {
        if (isGivenByUs(session)) {
            session.setRelayingAllowed(serverAloneRelays(session));
            session.removeAttachment(GIVEN_BY_US, State.Connection);
        }
    }

    private static boolean isGivenByUs(SMTPSession session) {
        return session.getAttachment(GIVEN_BY_US, State.Connection).isPresent();
    }
}
