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
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.Result;

import com.google.inject.Inject;

import io.jamesconnectors.smtp.delivery.Delivery;
import io.jamesconnectors.smtp.login.Tokens.State;

/**
 * Whether identities that log in with OAuth get their tokens. In {@code healthcheck.properties}:
 * {@code additional.healthchecks=io.jamesconnectors.server.TokensHealthCheck}.
 *
 * <ul>
 *   <li>Degraded: one could not get a new token when it was last asked for; whether the old one still serves is said.</li>
 *   <li>Healthy: all else, also where nobody has asked for a token yet.</li>
 * </ul>
 */
public final class TokensHealthCheck extends NamedHealthCheck {
    private static final ComponentName NAME = new ComponentName("OAuth tokens");
    private static final int SHOWN = 20;

    private final Supplier<List<State>> states;

    @Inject
    public TokensHealthCheck(Delivery delivery) {
        this(delivery::tokens);
    }

    TokensHealthCheck(Supplier<List<State>> states) {
        super(NAME);
        this.states = states;
    }

    @Override
    Result result() {
        String failing = states.get().stream().filter(state -> state.failures() > 0).limit(SHOWN)
            .map(state -> state.lastFailure() + " (" + state.failures() + (state.failures() == 1 ? " failure" : " failures in a row")
                + state.validUntil().map(end -> ", the old one serves until " + end).orElse(", mail waits") + ")")
            .collect(Collectors.joining("; "));
        return failing.isEmpty() ? Result.healthy(NAME) : Result.degraded(NAME, failing);
    }
}
