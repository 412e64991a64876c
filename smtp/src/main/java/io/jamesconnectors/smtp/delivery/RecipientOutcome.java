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
package io.jamesconnectors.smtp.delivery;

import io.jamesconnectors.smtp.wire.Reply;

/** What one attempt meant for one recipient. */
public sealed interface RecipientOutcome {

    /**
     * The server took it: never to be tried again.
     *
     * @param reply its answer to the final dot
     * @param host the host, as MX record or smart host name it
     * @param dsn whether the server offers DSN, and so was told what the sender wants to hear, and has taken over to tell it; if not, a sender who
     *     asked for {@code NOTIFY=SUCCESS} is owed a "relayed" notification by us (RFC 3461 §5.2.2)
     */
    record Delivered(Reply reply, String host, boolean dsn) implements RecipientOutcome {
    }

    /** Not now: to be tried again by the schedule of the connector. */
    record Deferred(Failure failure) implements RecipientOutcome {
    }

    /** Never: to be returned to the sender. */
    record Refused(Failure failure) implements RecipientOutcome {
    }

    /** The connection was lost after the final dot. Counts as {@link Deferred}, and may lead to a second copy (RFC 1047). */
    record Unknown(Failure failure) implements RecipientOutcome {
    }
}
