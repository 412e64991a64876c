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
package io.jamesconnectors.smtp.session;

import io.jamesconnectors.smtp.wire.Reply;

/** What a transaction meant for one recipient. */
public sealed interface RecipientAnswer {

    /**
     * The server took the message for this recipient.
     *
     * @param dsn whether it offers DSN, and so has taken over the duty to notify (RFC 3461 §5.2)
     */
    record Accepted(Reply reply, boolean dsn) implements RecipientAnswer {
    }

    /** The server answered no in {@code phase}: 4yz for now, 5yz for good. */
    record Rejected(Phase phase, Reply reply) implements RecipientAnswer {
    }

    /** The connection ended before the final dot or the last chunk: the server holds nothing. */
    record Broken(SessionException cause) implements RecipientAnswer {
    }

    /** The connection ended after the final dot or the last chunk and before the answer: nobody knows. */
    record InDoubt(SessionException cause) implements RecipientAnswer {
    }

    /** The server does not offer what the message needs, so nothing was tried. */
    record Unsupported(Need need) implements RecipientAnswer {
    }

    /** What a message may need of a server. */
    enum Need {
        /** A larger SIZE (RFC 1870). */
        SIZE,
        /** 8BITMIME (RFC 6152). */
        EIGHT_BIT_MIME,
        /** SMTPUTF8 (RFC 6531). */
        SMTPUTF8
    }
}
