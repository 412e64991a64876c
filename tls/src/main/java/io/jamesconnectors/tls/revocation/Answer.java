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
package io.jamesconnectors.tls.revocation;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of one certificate, and when to ask again.
 *
 * @param status what was learned last; empty before the first answer
 * @param learnedAt when that was
 * @param askedAt when it was last asked
 * @param failed whether the last question came to nothing
 * @param underWay whether a question waits or is being asked
 */
record Answer(Optional<RevocationStatus> status, Instant learnedAt, Instant askedAt, boolean failed, boolean underWay) {
    static final Answer NONE = new Answer(Optional.empty(), Instant.MIN, Instant.MIN, false, false);

    /** Whether it is time to ask, for the first time or again. */
    boolean isDue(Instant now) {
        return !underWay && (at(now).isEmpty() || !now.isBefore(askedAt.plus(failed ? RevocationAnswers.AGAIN_AFTER_NOTHING : RevocationAnswers.AGAIN)));
    }

    Answer asked(Instant now) {
        return new Answer(status, learnedAt, now, failed, true);
    }

    /** After an answer: one that says nothing takes nothing away that still counts. */
    Answer learned(RevocationStatus now, Instant at) {
        return now == RevocationStatus.UNKNOWN && known() && stillCounts(at)
            ? new Answer(status, learnedAt, askedAt, true, false)
            : new Answer(Optional.of(now), at, askedAt, now == RevocationStatus.UNKNOWN, false);
    }

    /** What is known at {@code now}; empty while the answer is outstanding. */
    Optional<RevocationStatus> at(Instant now) {
        return stillCounts(now) ? status : Optional.empty();
    }

    private boolean known() {
        return status.isPresent() && status.get() != RevocationStatus.UNKNOWN;
    }

    private boolean stillCounts(Instant now) {
        return status.filter(RevocationStatus.REVOKED::equals).isPresent() || now.isBefore(learnedAt.plus(RevocationAnswers.COUNTS));
    }
}
