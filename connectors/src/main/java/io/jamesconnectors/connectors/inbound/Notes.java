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

import io.jamesconnectors.connectors.Reason;

/**
 * Why other candidates lost, in the course of one decision: at most {@link #MOST}, however many connectors a file makes compete, but where all are to be explained. Most
 * decisions have none, so that nothing is made for it until there is something to hold: whoever adds goes on with what is returned.
 */
final class Notes {
    static final int MOST = 32;
    static final Notes NONE = new Notes(List.of(), MOST);
    /** None yet, of as many as there are: for explanations. */
    static final Notes ALL = new Notes(List.of(), Integer.MAX_VALUE);

    private final List<Reason> reasons;
    private final int most;

    private Notes(List<Reason> reasons, int most) {
        this.reasons = reasons;
        this.most = most;
    }

    /** How many there can be. */
    int most() {
        return most;
    }

    boolean isFull() {
        return reasons.size() >= most;
    }

    boolean isEmpty() {
        return reasons.isEmpty();
    }

    /** With {@code reason} behind the others, if there is room. */
    Notes and(Reason reason) {
        return isFull() ? this : put(reasons.size(), reason);
    }

    /** With {@code reason} before the others; the last gives way where there are too many. */
    Notes andFirst(Reason reason) {
        Notes notes = put(0, reason);
        if (notes.reasons.size() > most) {
            notes.reasons.remove(most);
        }
        return notes;
    }

    /** {@code deciding}, and after it the others. */
    List<Reason> after(Reason deciding) {
        if (isEmpty()) {
            return List.of(deciding);
        }
        List<Reason> all = new ArrayList<>(reasons.size() + 1);
        all.add(deciding);
        for (Reason reason : reasons) {
            if (reason != deciding) {
                all.add(reason);
            }
        }
        return List.copyOf(all);
    }

    private Notes put(int place, Reason reason) {
        Notes notes = this == NONE || this == ALL ? new Notes(new ArrayList<>(4), most) : this;
        notes.reasons.add(place, reason);
        return notes;
    }
}
