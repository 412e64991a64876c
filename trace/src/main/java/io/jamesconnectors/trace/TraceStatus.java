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
package io.jamesconnectors.trace;

import java.util.Arrays;
import java.util.Optional;

/** How far a recipient's mail has come, in Exchange Online's words; what deserves attention first. */
public enum TraceStatus {
    /** Given up. */
    FAILED("Failed"),
    /** On its way: it waits for a connector, or to be tried again. */
    PENDING("Pending"),
    /** Taken; nothing else is known (yet). */
    GETTING_STATUS("GettingStatus"),
    /** The other side took it. */
    DELIVERED("Delivered"),
    /** Others stand in its place. */
    EXPANDED("Expanded");

    private final String word;

    TraceStatus(String word) {
        this.word = word;
    }

    /** As administrators see it. */
    public String word() {
        return word;
    }

    /** The status of that name, in any case. */
    public static Optional<TraceStatus> of(String word) {
        return Arrays.stream(values()).filter(status -> status.word.equalsIgnoreCase(word)).findFirst();
    }
}
