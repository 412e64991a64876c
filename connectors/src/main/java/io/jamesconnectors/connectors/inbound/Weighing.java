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

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.Reason;

/** One decision's walk over the claims to a client, the most specific first: the first that counts owns the mail. */
final class Weighing {
    /** That of a client whom no claim concerns. */
    static final Weighing NOBODY = new Weighing(Notes.NONE);

    private Notes notes;
    private @Nullable Claim owner;
    private Proof proof = Proof.SENDER_NOT_ACCEPTED;
    private @Nullable Claim identified;
    private @Nullable Reason unproven;
    private @Nullable Claim pending;
    private @Nullable Reason pendingReason;

    /** @param notes what takes the reasons */
    Weighing(Notes notes) {
        this.notes = notes;
    }

    /** That of a client whom one claim alone concerns, which counts. */
    static Weighing alone(Claim owner, Proof proof) {
        Weighing weighing = new Weighing(Notes.NONE);
        weighing.owner = owner;
        weighing.proof = proof;
        return weighing;
    }

    /** Whether nothing that is still to come can change or explain anything. */
    boolean isDone() {
        return owner != null && notes.isFull();
    }

    void weigh(Claim claim, ConnectionFacts facts, OriginatorOrg xoorg) {
        @Nullable Cause obstacle = claim.obstacle(facts.listener(), facts.tls());
        if (obstacle != null) {
            hinder(claim, obstacle, facts, xoorg);
        } else if (owner == null) {
            prove(claim, claim.proof(facts, xoorg));
        } else if (owner.connector() != claim.connector()) {
            note(claim, Cause.LESS_SPECIFIC);
        }
    }

    Notes notes() {
        return notes;
    }

    /** Whether a claim counts, or may count when the header is there. */
    boolean hasOwner() {
        return owner != null;
    }

    /** Why the owner has the mail, whatever else settles what becomes of it; empty without owner. */
    Optional<Reason> ownerReason() {
        return Optional.ofNullable(owner).map(claim -> claim.reason(proof.cause()));
    }

    /** The decision in favour of the owner. */
    Decision owned() {
        if (owner == null) {
            throw new IllegalStateException("own mail: no owner (expected: one, see hasOwner)");
        }
        return owner.decision(proof).with(notes);
    }

    /** {@code otherwise}, which is what happens without connectors: the mail belongs to the owner all the same, if that is certain. */
    Decision ordinary(Decision otherwise) {
        return owner == null || !proof.holds()
            ? otherwise.with(notes)
            : new Decision(otherwise.verdict(), otherwise.reply(), owner.decision(proof).connector(), owner.identification(), otherwise.reasons()).with(notes);
    }

    /** The refusal of mail that is no own mail: on account of the first claim that lacks nothing but an answer, else the first that lacks only the second proof. */
    Decision refused(Decision otherwise) {
        return identified == null || unproven == null || isPending()
            ? pendingOr(otherwise)
            : Decision.refused(SmtpReply.RELAY_DENIED, unproven, Optional.of(identified.connector().name()), notes);
    }

    /** The refusal for now where a claim lacks nothing but an answer, else {@code otherwise}. */
    Decision pendingOr(Decision otherwise) {
        return pending == null || pendingReason == null
            ? otherwise.with(notes)
            : Decision.refused(SmtpReply.CERTIFICATE_STATUS_PENDING, pendingReason, Optional.of(pending.connector().name()), notes);
    }

    boolean isPending() {
        return pending != null;
    }

    private void hinder(Claim claim, Cause obstacle, ConnectionFacts facts, OriginatorOrg xoorg) {
        if (obstacle == Cause.PENDING && pending == null && !claim.proof(facts, xoorg).fails()) {
            pending = claim;
            pendingReason = note(claim, obstacle);
        } else if (!notes.isFull()) {
            note(claim, obstacle);
        }
    }

    private void prove(Claim claim, Proof second) {
        if (!second.fails()) {
            owner = claim;
            proof = second;
        } else if (identified == null) {
            identified = claim;
            unproven = note(claim, second.cause());
        } else if (!notes.isFull()) {
            note(claim, second.cause());
        }
    }

    private Reason note(Claim claim, Cause cause) {
        Reason reason = claim.reason(cause);
        notes = notes.and(reason);
        return reason;
    }
}
