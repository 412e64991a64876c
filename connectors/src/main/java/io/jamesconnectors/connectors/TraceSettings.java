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
package io.jamesconnectors.connectors;

import java.time.Duration;
import java.util.Optional;

/**
 * What is kept of the way of each message, and where.
 *
 * @param enabled whether anything is
 * @param keep for how long events are kept; reports last longer
 * @param maximumSize how many octets the file may have, of a database server about how many the texts and rows may take; the oldest go first
 * @param database where; empty for a file of this server
 */
public record TraceSettings(boolean enabled, Duration keep, long maximumSize, Optional<Database> database) {
    /** For how long events are kept unless said otherwise; Exchange Online's trace answers at once for as long. */
    public static final Duration DEFAULT_KEEP = Duration.ofDays(10);
    /** How much they may take unless said otherwise: 1 GiB, which is 300,000 messages or so. */
    public static final long DEFAULT_MAXIMUM_SIZE = 1L << 30;
    /** What holds where nothing is said. */
    public static final TraceSettings DEFAULT = new TraceSettings(true, DEFAULT_KEEP, DEFAULT_MAXIMUM_SIZE, Optional.empty());

    /** A file holds some megabytes before there is anything in it. */
    public static final long LEAST_SIZE = 16L << 20;

    public TraceSettings {
        if (keep.isNegative() || keep.isZero() || maximumSize < LEAST_SIZE) {
            throw new IllegalArgumentException("trace: keep " + keep + ", maximumSize " + maximumSize + " (expected: a time, and at least " + LEAST_SIZE + " octets)");
        }
    }

    /**
     * A database server, or a file elsewhere.
     *
     * @param url of JDBC, without a password
     * @param user whom to log in as; empty for whoever the database takes
     * @param password where the password is; empty for none
     */
    public record Database(String url, String user, Optional<SecretSource> password) {
    }
}
