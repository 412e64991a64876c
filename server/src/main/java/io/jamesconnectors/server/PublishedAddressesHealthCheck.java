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
package io.jamesconnectors.server;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.Result;

import com.google.inject.Inject;

import io.jamesconnectors.server.published.Freshness;
import io.jamesconnectors.server.published.PublishedLists;

/**
 * Whether the published address ranges that are kept up to date are so. In {@code healthcheck.properties}:
 * {@code additional.healthchecks=io.jamesconnectors.server.PublishedAddressesHealthCheck}.
 *
 * <ul>
 *   <li>Degraded: there is no list yet, or for more than seven days nobody could say whether it is the current one. What is there stays in force.</li>
 *   <li>Healthy: all else. Lists that the administrator keeps are not looked at.</li>
 * </ul>
 */
public final class PublishedAddressesHealthCheck extends NamedHealthCheck {
    private static final ComponentName NAME = new ComponentName("Published addresses");
    private static final Duration OLDEST = Duration.ofDays(7);

    private final Supplier<List<Freshness>> lists;
    private final LongSupplier clock;

    @Inject
    public PublishedAddressesHealthCheck(PublishedLists lists, Clock clock) {
        this(lists::freshness, clock::millis);
    }

    PublishedAddressesHealthCheck(Supplier<List<Freshness>> lists, LongSupplier clock) {
        super(NAME);
        this.lists = lists;
        this.clock = clock;
    }

    @Override
    Result result() {
        String problems = lists.get().stream().flatMap(list -> problem(list, clock.getAsLong()).stream()).limit(20).collect(Collectors.joining("; "));
        return problems.isEmpty() ? Result.healthy(NAME) : Result.degraded(NAME, problems);
    }

    private static Optional<String> problem(Freshness list, long now) {
        if (!list.there()) {
            return Optional.of("No list yet: " + list.name());
        }
        long days = Duration.ofMillis(now - list.confirmed()).toDays();
        if (now - list.confirmed() <= OLDEST.toMillis()) {
            return Optional.empty();
        }
        return Optional.of(list.confirmed() == 0 ? "Never confirmed: " + list.name() : "Not confirmed for " + days + " days: " + list.name());
    }
}
