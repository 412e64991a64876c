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
package io.jamesconnectors.server.web;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.smtp.health.HostState;

/**
 * How a connector gets on with a host.
 *
 * @param host as the file or an MX record names it
 * @param port of the host
 * @param state {@code ok}, or {@code dead}: only a probe goes there from time to time
 * @param connections how many attempts are at it now
 * @param atMost how many may be
 * @param lastFailure why an attempt did not reach it last, however long ago
 */
record HostJson(String host, int port, String state, int connections, int atMost, @Nullable String lastFailure) {

    static HostJson of(HostState state) {
        return new HostJson(state.target().host(), state.target().port(), state.dead() ? "dead" : "ok", state.visits(), state.window(),
            state.lastFailure().isEmpty() ? null : state.lastFailure());
    }
}
