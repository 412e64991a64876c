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

import java.util.OptionalLong;

/**
 * What waits in a queue, or in several.
 *
 * @param waiting how many mails, delayed ones and those in hand too; empty when nobody can tell
 * @param oldestSeconds the age of the oldest among the first few of each queue; empty when nobody can tell, as when all of its few mails are in hand
 */
public record Backlog(OptionalLong waiting, OptionalLong oldestSeconds) {
    /** Nobody can tell. */
    public static final Backlog UNKNOWN = new Backlog(OptionalLong.empty(), OptionalLong.empty());

    /** Nothing waits. */
    static final Backlog NONE = new Backlog(OptionalLong.of(0), OptionalLong.of(0));

    /** Both together, as far as anything is known. */
    Backlog and(Backlog other) {
        return new Backlog(
            waiting.isEmpty() ? other.waiting : OptionalLong.of(waiting.getAsLong() + other.waiting.orElse(0)),
            oldestSeconds.isEmpty() ? other.oldestSeconds : OptionalLong.of(Math.max(oldestSeconds.getAsLong(), other.oldestSeconds.orElse(0))));
    }
}
