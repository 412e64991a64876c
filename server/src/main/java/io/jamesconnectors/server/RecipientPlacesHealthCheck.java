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

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.Result;

import com.google.inject.Inject;

import io.jamesconnectors.matchers.place.MarkKeys;
import io.jamesconnectors.matchers.place.RoutingSources;
import io.jamesconnectors.matchers.place.RoutingSources.State;

/**
 * Whether it is known who lives on the other side. In {@code healthcheck.properties}:
 * {@code additional.healthchecks=io.jamesconnectors.server.RecipientPlacesHealthCheck}.
 *
 * <ul>
 *   <li>Unhealthy: a routing table or a directory has never been read, so mail that depends on it waits.</li>
 *   <li>Degraded: one of them, or the signing keys, can't be read as they are now; what was read before is in force.</li>
 *   <li>Healthy: all else, also where nothing is in two places.</li>
 * </ul>
 */
public final class RecipientPlacesHealthCheck extends NamedHealthCheck {
    private static final ComponentName NAME = new ComponentName("Places of recipients");

    private final Supplier<List<State>> sources;
    private final Supplier<Optional<String>> keys;

    @Inject
    public RecipientPlacesHealthCheck(RoutingSources sources, MarkKeys keys) {
        this(sources::states, keys::fault);
    }

    RecipientPlacesHealthCheck(Supplier<List<State>> sources, Supplier<Optional<String>> keys) {
        super(NAME);
        this.sources = sources;
        this.keys = keys;
    }

    @Override
    Result result() {
        List<State> states = sources.get();
        String missing = states.stream().filter(state -> !state.isThere())
            .map(state -> state.name() + ": " + state.fault().orElse("not read yet")).collect(Collectors.joining("; "));
        if (!missing.isEmpty()) {
            return Result.unhealthy(NAME, "Mail waits for " + missing);
        }
        String stale = states.stream().filter(state -> state.fault().isPresent())
            .map(state -> state.name() + ": " + state.fault().get()).collect(Collectors.joining("; "));
        String problems = keys.get().map(fault -> stale.isEmpty() ? "signing keys: " + fault : stale + "; signing keys: " + fault).orElse(stale);
        return problems.isEmpty() ? Result.healthy(NAME) : Result.degraded(NAME, "Not as it is now: " + problems);
    }
}
