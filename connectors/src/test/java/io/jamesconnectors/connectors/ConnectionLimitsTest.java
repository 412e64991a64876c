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

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void refusesNoConnections() {
        assertThatThrownBy(() -> new ConnectionLimits(0, 1, MINUTE, MINUTE)).hasMessage("maxConnections: 0 (expected: 1 to 1000)");
    }

    @Test
    void refusesNoMessages() {
        assertThatThrownBy(() -> new ConnectionLimits(1, 0, MINUTE, MINUTE)).hasMessage("maxMessagesPerConnection: 0 (expected: 1 to 100000)");
    }

    @Test
    void refusesTimesThatAreNone() {
        assertThatThrownBy(() -> new ConnectionLimits(1, 1, Duration.ZERO, MINUTE)).hasMessageStartingWith("maxConnectionLifetime");
        assertThatThrownBy(() -> new ConnectionLimits(1, 1, MINUTE, MINUTE.negated())).hasMessageStartingWith("idleTimeout");
    }
}
