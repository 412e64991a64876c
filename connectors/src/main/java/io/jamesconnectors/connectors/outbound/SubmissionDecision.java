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
package io.jamesconnectors.connectors.outbound;

import java.util.Optional;

import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.connectors.Mailbox;

/** What becomes of a message for a recipient, before anything is connected. */
public sealed interface SubmissionDecision {
    /**
     * It is sent.
     *
     * @param sender MAIL FROM, without angle brackets; empty for the null sender
     * @param mailbox the one to log in as; empty where nobody logs in
     * @param rewritten whether {@code sender} is the one of {@link io.jamesconnectors.connectors.FromRewrite}: then From is to be replaced too, and the original kept
     */
    record Send(String sender, Optional<Mailbox> mailbox, boolean rewritten) implements SubmissionDecision {
    }

    /**
     * It is returned; the other side would refuse it, or must not be given it.
     *
     * @param code of class 5
     * @param text for the sender of the message and the administrator: what option forbids it, and what to do. Printable ASCII, nothing in it was written by a stranger
     *     but a domain name
     */
    record Refuse(EnhancedCode code, String text) implements SubmissionDecision {
    }
}
