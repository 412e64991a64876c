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
package io.jamesconnectors.mailets.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Counts what goes out against one limit, by slices of time. Not safe for use by several threads. */
interface Count {
    /** How long until {@code amount} may go out; zero when it may now. */
    Duration waitFor(long amount, Instant now);

    /** It goes out. */
    void add(long amount, Instant now);

    /** What went out after all did not. */
    void takeBack(long amount, Instant when);

    /** How much counts at that moment. */
    long used(Instant now);

    /** The limit that holds at that moment; 0 for none. */
    long limit(Instant now);

    /**
     * What counts, by the number of its slice: what has to be kept for a restart.
     *
     * @param ahead is counted as if it went out at {@code when}
     */
    Map<Long, Long> slices(long ahead, Instant when);

    /** Back from a restart. */
    void addAt(long slice, long amount);
}
