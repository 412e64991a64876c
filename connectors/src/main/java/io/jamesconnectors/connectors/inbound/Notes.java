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

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.Reason;

/** Why other candidates lost, in the course of one decision: at most {@link #MOST}, however many connectors a file makes compete. */
final class Notes {
    static final int MOST = 32;

    private @Nullable List<Reason> reasons;

    boolean isFull() {
        return reasons != null && reasons.size() >= MOST;
    }

    boolean isEmpty() {
        return reasons == null;
    }

    void add(Reason reason) {
        if (reasons == null) {
            reasons = new ArrayList<>(4);
        }
        if (reasons.size() < MOST) {
            reasons.add(reason);
        }
    }

    /** Puts {@code reason} before the others; the last gives way where there are too many. */
    void addFirst(Reason reason) {
        if (reasons == null) {
            add(reason);
            return;
        }
        reasons.add(0, reason);
        if (reasons.size() > MOST) {
            reasons.remove(MOST);
        }
    }

    /** {@code deciding}, and after it the others. */
    List<Reason> after(Reason deciding) {
        if (reasons == null) {
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
}
