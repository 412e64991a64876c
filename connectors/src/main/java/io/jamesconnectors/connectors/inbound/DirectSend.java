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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.Reason;

/**
 * {@code rejectDirectSend}: whether mail in the name of an accepted domain is refused that no connector stands for. A connector stands for it when it grants, or
 * when a partner connector knows the client by certificate or address; the domain of MAIL FROM alone, which anyone can write, is not enough.
 */
final class DirectSend {
    private static final Reason REJECTED = Reason.of("direct-send",
        "MAIL FROM is in an accepted domain, no connector knows the client by certificate or address, and direct send is rejected.");
    private static final Reason PENDING = Reason.of(Cause.PENDING.code(),
        "MAIL FROM is in an accepted domain, direct send is rejected, and the client's certificate is still being checked for revocation.");

    private final boolean rejected;
    private final AcceptedDomains accepted;
    private final PartnerMail partnerMail;

    DirectSend(boolean rejected, AcceptedDomains accepted, PartnerMail partnerMail) {
        this.rejected = rejected;
        this.accepted = accepted;
        this.partnerMail = partnerMail;
    }

    /** {@code decision} about mail for one of our recipients that is no own mail and whose client has not logged in, or the refusal. */
    Decision judge(ConnectionFacts facts, Weighing own, Decision decision) {
        if (!rejected || decision.verdict() != Verdict.ORDINARY || facts.serverAllowsRelaying() || !accepted.cover(facts.senderDomain())
                || decision.identifiedBy().filter(by -> !(by instanceof Identification.BySenderDomain)).isPresent()) {
            return decision;
        }
        PartnerMail.Identity identity = partnerMail.identify(facts);
        if (identity == PartnerMail.Identity.KNOWN) {
            return decision;
        }
        return own.isPending() || identity == PartnerMail.Identity.PENDING
            ? refused(SmtpReply.CERTIFICATE_STATUS_PENDING, PENDING, decision, own.notes().most())
            : refused(SmtpReply.DIRECT_SEND_REJECTED, REJECTED, decision, own.notes().most());
    }

    private static Decision refused(SmtpReply reply, Reason why, Decision instead, int most) {
        List<Reason> reasons = new ArrayList<>(instead.reasons().size() + 1);
        reasons.add(why);
        reasons.addAll(instead.reasons().subList(0, Math.min(most, instead.reasons().size())));
        return new Decision(Verdict.REFUSE, Optional.of(reply), Optional.empty(), Optional.empty(), reasons);
    }
}
