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

/**
 * Takes notes of what becomes of mail. Whoever handles mail never waits for it: {@link #note} neither blocks nor throws, and a note that finds no room is
 * lost and counted. Safe for use by many threads at once.
 */
@FunctionalInterface
public interface TraceSink extends AutoCloseable {
    /** Forgets everything. */
    TraceSink NONE = new TraceSink() {
        @Override
        public void note(TraceNote note) {
            // forgotten
        }

        @Override
        public boolean isOn() {
            return false;
        }
    };

    /** Takes a note, or counts it as lost. */
    void note(TraceNote note);

    /** Whether notes are kept at the moment; if not, nobody needs to make any. */
    default boolean isOn() {
        return true;
    }

    /** Nothing more is to be noted: what is still in hand is written, within seconds. */
    @Override
    default void close() {
    }
}
