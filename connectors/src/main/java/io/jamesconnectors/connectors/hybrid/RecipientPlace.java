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

import java.util.List;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.connectors.outbound.RouteDecision;

/** Where mail for a recipient goes from here, and why. */
public sealed interface RecipientPlace {

    /** The deciding one first; never empty. */
    List<Reason> reasons();

    /** The reason that settled it. */
    default Reason decidedBy() {
        return reasons().get(0);
    }

    /** Whether mail for it passes from one side to the other, so that {@link LoopGuard#counting} is to mark it when it leaves. */
    default boolean crosses() {
        return false;
    }

    /** The server itself looks after it: a mailbox, an alias, a group. */
    record Here(List<Reason> reasons) implements RecipientPlace {
        public Here {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * It lives on the other side.
     *
     * @param connector by which it is reached
     * @param envelopeRecipient RCPT TO there; only the envelope has it, the header stays
     * @param originalRecipient RCPT TO as it was here: what a bounce is about, and the ORCPT of the next hop where the sender gave none (RFC 3461 §4.2)
     */
    record OtherSide(OutboundConnector connector, String envelopeRecipient, String originalRecipient, List<Reason> reasons) implements RecipientPlace {
        public OtherSide {
            reasons = List.copyOf(reasons);
        }

        @Override
        public boolean crosses() {
            return true;
        }
    }

    /**
     * It is none of ours. Whether the sender may send to the outside is decided elsewhere ({@link io.jamesconnectors.connectors.inbound.InboundRules}).
     *
     * @param route by which it leaves; never by the connector of the side that the message came from
     * @param crosses whether it came from the other side, or leaves by it
     */
    record Outside(RouteDecision route, boolean crosses) implements RecipientPlace {
        @Override
        public List<Reason> reasons() {
            return route.reasons();
        }
    }

    /** It is refused for good: at RCPT where that is known there, else by a bounce. */
    record Refused(SmtpReply reply, List<Reason> reasons) implements RecipientPlace {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /** Nobody knows at the moment: the peer is to come again, accepted mail waits. */
    record Deferred(SmtpReply reply, List<Reason> reasons) implements RecipientPlace {
        public Deferred {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Mail for it would circle. It is refused as with {@link Refused}; what is more, an administrator should see both connectors.
     *
     * @param cameBy the name of the inbound connector; {@code -} where the message belongs to none
     * @param wouldLeaveBy the outbound connector that it is not given to
     */
    record Looping(SmtpReply reply, String cameBy, ConnectorName wouldLeaveBy, List<Reason> reasons) implements RecipientPlace {
        public Looping {
            reasons = List.copyOf(reasons);
        }
    }
}
