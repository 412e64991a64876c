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
package io.jamesconnectors.trace.store;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How the trace does.
 *
 * @param written notes that are in the database, since the start
 * @param dropped notes that were lost, since the start
 * @param waiting notes that are not written yet
 * @param lastFailure the last trouble with the database, in a line
 * @param oldest when the oldest message that is kept came
 */
public record TraceHealth(State state, long written, long dropped, int waiting, Optional<String> lastFailure, Optional<Instant> lastFailureAt, Optional<Instant> oldest) {

    /** The state, in a word. */
    public enum State {
        /** Everything is written. */
        OK,
        /** It is written again, or still, but in the last hour notes were lost, or too many wait. */
        DEGRADED,
        /** Nothing is written at the moment. */
        FAILING,
        /** Nothing is kept: {@code <trace enabled="false"/>}, or the server stops. */
        OFF;

        /** In lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
