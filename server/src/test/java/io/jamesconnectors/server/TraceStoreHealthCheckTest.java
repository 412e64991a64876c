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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.apache.james.core.healthcheck.Result;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.trace.store.TraceHealth;

class TraceStoreHealthCheckTest {
    @Test
    void isWellWhenAllIsWrittenOrNothingIsToBe() {
        assertThat(result(TraceHealth.State.OK).isHealthy()).isTrue();
        assertThat(result(TraceHealth.State.OFF).isHealthy()).isTrue();
    }

    @Test
    void isDegradedWhenSomethingIsLostOrNothingIsWritten() {
        assertThat(result(TraceHealth.State.DEGRADED).isDegraded()).isTrue();
        assertThat(result(TraceHealth.State.DEGRADED).getCause()).hasValueSatisfying(cause -> assertThat(cause).contains("7 notes"));
        assertThat(result(TraceHealth.State.FAILING).isDegraded()).isTrue();
        assertThat(result(TraceHealth.State.FAILING).getCause()).hasValueSatisfying(cause -> assertThat(cause).contains("mail is not affected: No space left"));
    }

    private static Result result(TraceHealth.State state) {
        return TraceStoreHealthCheck.result(new TraceHealth(state, 5, 7, 3, Optional.of("No space left"), Optional.empty(), Optional.empty()));
    }
}
