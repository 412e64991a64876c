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
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.Reason;

/** The level of partner connectors that governs a mail: it passes when all terms of one of them are met. */
final class Restriction {
    private static final Map<Cause, SmtpReply> REPLIES = Map.of(
        Cause.PENDING, SmtpReply.CERTIFICATE_STATUS_PENDING,
        Cause.PARTNER_TLS_MISSING, SmtpReply.STARTTLS_FIRST,
        Cause.PARTNER_TLS_TOO_OLD, SmtpReply.TLS_TOO_OLD);

    private final List<Terms> level;
    private final ConnectionFacts facts;
    private Notes notes;

    Restriction(List<Terms> level, ConnectionFacts facts, Notes notes) {
        this.level = level;
        this.facts = facts;
        this.notes = notes;
    }

    Decision judge() {
        @Nullable Terms blamed = null;
        @Nullable Cause why = null;
        for (int i = 0; i < level.size(); i++) {
            Terms term = level.get(i);
            if (governs(term)) {
                @Nullable Cause unmet = term.partner().unmet(facts);
                if (unmet == null) {
                    note(term, Cause.LESS_SPECIFIC);
                    return term.passed(facts, notes);
                }
                if (blamed == null || why == null || nearness(unmet) > nearness(why)) {
                    blamed = term;
                    why = unmet;
                }
            }
        }
        if (blamed == null || why == null) {
            throw new IllegalStateException("no restricting connector in the level (expected: one)");
        }
        return refused(blamed, why);
    }

    private Decision refused(Terms blamed, Cause why) {
        Reason reason = blamed.reason(why);
        if (why == Cause.PARTNER_CERTIFICATE) {
            @Nullable Cause detail = blamed.partner().certificateMissing(facts);
            notes = notes.andFirst(blamed.reason(detail == null ? Cause.CERTIFICATE_NONE : detail));
        }
        note(blamed, Cause.LESS_SPECIFIC);
        return Decision.refused(REPLIES.getOrDefault(why, SmtpReply.PARTNER_RESTRICTED), reason, blamed.partner().name(), notes);
    }

    /** Why the others are not {@code chosen}. */
    private void note(Terms chosen, Cause whereMet) {
        for (int i = 0; i < level.size() && !notes.isFull(); i++) {
            Terms term = level.get(i);
            if (term != chosen) {
                @Nullable Cause apart = term.partner().apart(facts);
                @Nullable Cause unmet = apart != null ? apart : term.partner().restricts() ? term.partner().unmet(facts) : Cause.RESTRICTED;
                notes = notes.and(term.reason(unmet == null ? whereMet : unmet));
            }
        }
    }

    private boolean governs(Terms term) {
        return term.partner().restricts() && term.partner().apart(facts) == null;
    }

    /** How near a connector is to be satisfied that lacks this: an answer comes by itself, TLS can be had, all else is final. */
    private static int nearness(Cause unmet) {
        if (unmet == Cause.PENDING) {
            return 2;
        }
        return unmet == Cause.PARTNER_TLS_MISSING || unmet == Cause.PARTNER_TLS_TOO_OLD ? 1 : 0;
    }
}
