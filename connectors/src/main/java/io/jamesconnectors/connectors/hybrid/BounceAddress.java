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
package io.jamesconnectors.connectors.hybrid;

import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.inbound.SmtpReply;

/** What a recipient means as the address of returned mail; see {@link SenderRewriter#resolve}. */
public sealed interface BounceAddress {
    /** An ordinary address. */
    BounceAddress ORDINARY = new Ordinary();

    /** See {@link #ORDINARY}. */
    record Ordinary() implements BounceAddress {
    }

    /**
     * A rewritten sender that holds who it was.
     *
     * @param address the sender before it was rewritten: where the bounce goes, to the outside
     */
    record Original(String address) implements BounceAddress {
    }

    /**
     * A rewritten sender that was too long to hold who it was.
     *
     * @param address a mailbox here for which such bounces are
     */
    record Collected(String address) implements BounceAddress {
    }

    /**
     * Not to be taken.
     *
     * @param reply the same whatever is wrong
     * @param reason what is wrong
     */
    record Refused(SmtpReply reply, Reason reason) implements BounceAddress {
    }
}
