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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a configuration says about one organisation in two places, beside {@link HybridOptions}.
 *
 * @param routingTable who lives on the other side; empty: nobody is said to
 * @param senderRewriting how rewritten senders look; empty where no accepted domain could bear them
 * @param signingKeys what our own marks on mail are signed with: rewritten senders and the count of crossings. The first signs, all are believed; empty for a
 *     key that is drawn at the server's first start and kept
 */
public record Hybrid(Optional<RoutingTableFile> routingTable, Optional<SenderRewriting> senderRewriting, List<SecretSource> signingKeys) {
    /** Nothing of all that. */
    public static final Hybrid NONE = new Hybrid(Optional.empty(), Optional.empty(), List.of());
    /** The most signing keys. */
    public static final int MAX_SIGNING_KEYS = 10;

    public Hybrid {
        signingKeys = List.copyOf(signingKeys);
        if (signingKeys.size() > MAX_SIGNING_KEYS) {
            throw new IllegalArgumentException("signingKeys: " + signingKeys.size() + " (expected: at most " + MAX_SIGNING_KEYS + ")");
        }
    }

    /**
     * A file that says who lives on the other side. It is read again when it has changed.
     *
     * @param path absolute
     * @param overridesUsers whether an address in it lives there even when this server has a user of that name
     */
    public record RoutingTableFile(Path path, boolean overridesUsers) {
    }

    /**
     * How rewritten senders look.
     *
     * @param domain an accepted domain whose bounces arrive here
     * @param validity how long a bounce to a rewritten sender is taken; whole days count
     */
    public record SenderRewriting(DomainName domain, Duration validity) {
        /** Longer than other servers keep mail that they can't deliver (RFC 5321 §4.5.4.1: four to five days), and returned mail of theirs. */
        public static final Duration DEFAULT_VALIDITY = Duration.ofDays(14);
        /** The time in a rewritten sender begins anew every 1,024 days. */
        public static final Duration MAX_VALIDITY = Duration.ofDays(365);

        public SenderRewriting {
            if (validity.compareTo(Duration.ofDays(1)) < 0 || validity.compareTo(MAX_VALIDITY) > 0) {
                throw new IllegalArgumentException("validity: " + validity + " (expected: one day to 365 days)");
            }
        }
    }
}
