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
import java.util.Optional;

import io.jamesconnectors.trace.TraceStatus;

/**
 * What is looked for; an empty text stands for anything. In {@code messageId}, {@code sender} and {@code recipient} {@code *} stands for any characters; without one
 * the whole is compared. Case counts in a Message-ID only, whose angle brackets may be left out.
 *
 * @param connector of either direction
 * @param status that of a recipient; of {@code recipient} where one is given
 * @param from received at that time or later
 * @param to received before
 * @param offset how many of those that are found are passed over
 * @param limit how many are wanted
 */
public record TraceQuery(String messageId, String sender, String recipient, String connector, Optional<TraceStatus> status, Optional<Instant> from, Optional<Instant> to,
        int offset, int limit) {
    /** The most messages that are counted, and can be looked at one after the other. */
    public static final int MOST = 100_000;
    /** The most messages of one answer. */
    public static final int MOST_AT_ONCE = 1_000;

    /** Everything, the latest first. */
    public static final TraceQuery ALL = new TraceQuery("", "", "", "", Optional.empty(), Optional.empty(), Optional.empty(), 0, 100);

    public TraceQuery {
        if (offset < 0 || offset > MOST || limit < 1 || limit > MOST_AT_ONCE) {
            throw new IllegalArgumentException("trace: offset " + offset + ", limit " + limit + " (expected: 0 to " + MOST + ", 1 to " + MOST_AT_ONCE + ")");
        }
    }
}
