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
package io.jamesconnectors.smtp.wire;

import java.util.Optional;

/**
 * What the sender asked for in all notifications about one message, to be passed on to a server that offers DSN exactly as it came (RFC 3461 §5.2.1).
 *
 * @param content how much of the message a notification of failure is to carry
 * @param envelopeId by which the sender knows the transaction again; at most 100 characters (§5.4)
 */
public record MessageDsn(Optional<ReturnContent> content, Optional<Xtext> envelopeId) {
    /** The sender said nothing. */
    public static final MessageDsn NONE = new MessageDsn(Optional.empty(), Optional.empty());

    /** The longest envelope id, in characters as it is sent. */
    public static final int LONGEST_ID = 100;

    /** @throws IllegalArgumentException when the id is too long */
    public MessageDsn {
        if (envelopeId.filter(id -> id.encoded().length() > LONGEST_ID).isPresent()) {
            throw new IllegalArgumentException("ENVID: more than " + LONGEST_ID + " characters (expected: at most " + LONGEST_ID + ")");
        }
    }
}
