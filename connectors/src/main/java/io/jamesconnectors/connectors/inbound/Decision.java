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
package io.jamesconnectors.connectors.inbound;

import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Reason;

/**
 * What becomes of a recipient, and why.
 *
 * @param verdict the outcome
 * @param reply what the peer is told; there with {@link Verdict#REFUSE} and only there
 * @param connector the connector that the mail belongs to, or on whose account it is refused
 * @param identifiedBy by what it belongs to that connector; empty when refused
 * @param reasons the deciding one first, then why other candidates lost; never empty
 */
public record Decision(
        Verdict verdict,
        Optional<SmtpReply> reply,
        Optional<ConnectorName> connector,
        Optional<Identification> identifiedBy,
        List<Reason> reasons) {

    public Decision {
        reasons = List.copyOf(reasons);
        if (reply.isPresent() != (verdict == Verdict.REFUSE)) {
            throw new IllegalArgumentException("decision: " + verdict + " with reply " + reply + " (expected: a reply exactly with REFUSE)");
        }
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("decision: " + verdict + " without a reason (expected: at least one)");
        }
    }

    static Decision ordinary(Reason why) {
        return new Decision(Verdict.ORDINARY, Optional.empty(), Optional.empty(), Optional.empty(), List.of(why));
    }

    static Decision refused(SmtpReply reply, Reason why) {
        return new Decision(Verdict.REFUSE, Optional.of(reply), Optional.empty(), Optional.empty(), List.of(why));
    }

    static Decision refused(SmtpReply reply, Reason why, Optional<ConnectorName> onAccountOf, Notes notes) {
        return new Decision(Verdict.REFUSE, Optional.of(reply), onAccountOf, Optional.empty(), notes.after(why));
    }

    /** The same with these notes behind its reason. */
    Decision with(Notes notes) {
        return notes.isEmpty() ? this : new Decision(verdict, reply, connector, identifiedBy, notes.after(decidedBy()));
    }

    /** The reason that settled it. */
    public Reason decidedBy() {
        return reasons.get(0);
    }
}
