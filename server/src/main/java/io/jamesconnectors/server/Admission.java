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

import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.Identification;
import io.jamesconnectors.connectors.inbound.Verdict;

/**
 * How the recipients of a transaction were let in so far: what the message will carry. James forgets it with the transaction.
 *
 * @param connector the first connector that one of them belongs to
 * @param identifiedBy by what it belongs to it
 * @param granted whether one of them needed the right to relay
 */
record Admission(Optional<ConnectorName> connector, Optional<Identification> identifiedBy, boolean granted) {
    private static final AttachmentKey<Admission> KEY = AttachmentKey.of("io.jamesconnectors.inbound.admission", Admission.class);
    private static final Admission NONE = new Admission(Optional.empty(), Optional.empty(), false);

    static Admission of(SMTPSession session) {
        return session.getAttachment(KEY, State.Transaction).orElse(NONE);
    }

    static void forget(SMTPSession session) {
        session.removeAttachment(KEY, State.Transaction);
    }

    static void add(SMTPSession session, Decision decision) {
        Admission before = of(session);
        boolean first = before.connector.isEmpty();
        session.setAttachment(KEY, new Admission(
            first ? decision.connector() : before.connector,
            first ? decision.identifiedBy() : before.identifiedBy,
            before.granted || decision.verdict() == Verdict.GRANT_RELAY), State.Transaction);
    }
}
