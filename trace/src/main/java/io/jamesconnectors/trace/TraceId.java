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

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** The id of a message in the trace: 27 hexadecimal digits, later ones greater. Nothing can be done by guessing one. */
public final class TraceId {
    /** What an id looks like. */
    public static final String FORM = "[0-9a-f]{27}";
    private static final int TIME_DIGITS = 11;
    private static final long TIME_MASK = (1L << 4 * TIME_DIGITS) - 1;

    private TraceId() {
    }

    /** A new one. */
    public static String at(Instant now) {
        String time = Long.toHexString(now.toEpochMilli() & TIME_MASK);
        String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
        return "0".repeat(TIME_DIGITS - time.length()) + time + "0".repeat(16 - random.length()) + random;
    }
}
