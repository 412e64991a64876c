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
package io.jamesconnectors.mailets;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

import org.apache.james.core.MailAddress;

import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.delivery.RecipientOutcome;
import io.jamesconnectors.smtp.session.Phase;

/** What came of one attempt, sorted by what has to be done for each recipient. Not safe for use by several threads. */
final class Outcomes {
    final Map<MailAddress, RecipientOutcome.Delivered> delivered = new LinkedHashMap<>();
    final Map<MailAddress, Failure> refused = new LinkedHashMap<>();
    /** To be tried again, for whatever reason. */
    final Map<MailAddress, Failure> deferred = new LinkedHashMap<>();
    private int unknown;
    private int throttled;
    private boolean named;

    /**
     * Sorts what a delivery has found.
     *
     * @param throttling whether the reply in a failure means that we are too fast
     * @param ownFault whether a refusal is to be waited out, since it is not about this mail
     */
    static Outcomes of(Map<MailAddress, RecipientOutcome> found, Predicate<Failure> throttling, Predicate<Failure> ownFault) {
        Outcomes outcomes = new Outcomes();
        found.forEach((recipient, outcome) -> outcomes.sort(recipient, outcome, throttling, ownFault));
        return outcomes;
    }

    /** All refused before any server was asked. */
    static Outcomes refused(Map<MailAddress, Failure> refused) {
        Outcomes outcomes = new Outcomes();
        outcomes.refused.putAll(refused);
        return outcomes;
    }

    /** All to be tried again; no server was asked. */
    static Outcomes deferred(Map<MailAddress, Failure> deferred) {
        Outcomes outcomes = new Outcomes();
        outcomes.deferred.putAll(deferred);
        return outcomes;
    }

    /** Takes over what is to be tried again in another transaction. */
    void deferToo(Outcomes other) {
        deferred.putAll(other.deferred);
        unknown += other.unknown;
        throttled += other.throttled;
        named |= other.named;
    }

    /** To how many recipients the mail has perhaps been delivered; they count as deferred too. */
    int unknown() {
        return unknown;
    }

    /** For how many recipients the other side said that we are too fast; they count as deferred too. */
    int throttled() {
        return throttled;
    }

    /** Whether a server heard of the message: it came as far as MAIL FROM. */
    boolean isKnownToServer() {
        return named;
    }

    private void sort(MailAddress recipient, RecipientOutcome outcome, Predicate<Failure> throttling, Predicate<Failure> ownFault) {
        if (outcome instanceof RecipientOutcome.Delivered yes) {
            delivered.put(recipient, yes);
            named = true;
        } else if (outcome instanceof RecipientOutcome.Refused no) {
            (ownFault.test(no.failure()) ? deferred : refused).put(recipient, no.failure());
            note(no.failure());
        } else if (outcome instanceof RecipientOutcome.Deferred later) {
            deferred.put(recipient, later.failure());
            note(later.failure());
            throttled += throttling.test(later.failure()) ? 1 : 0;
        } else if (outcome instanceof RecipientOutcome.Unknown perhaps) {
            deferred.put(recipient, perhaps.failure());
            unknown++;
            named = true;
        }
    }

    private void note(Failure failure) {
        named |= failure.phase().compareTo(Phase.MAIL) >= 0;
    }
}
