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
package io.jamesconnectors.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.file.ActiveConnectors;

class LiveRouteTableTest {
    private ActiveConnectors current = throttling("^450 .*slow down");
    private final RouteTable table = new LiveRouteTable(() -> current, listener -> { });

    @Test
    void knowsTheThrottlingRepliesOfTheFileInForceBesideThoseOfExchangeOnline() {
        assertThat(table.throttling().contain("450 4.2.0 Please SLOW down")).isTrue();
        assertThat(table.throttling().contain("451 4.7.500 Server busy")).isTrue();
        current = throttling();
        assertThat(table.throttling().contain("450 4.2.0 Please slow down")).isFalse();
        assertThat(table.throttling().contain("451 4.7.500 Server busy")).isTrue();
    }

    @Test
    void readsThePatternsOnceForEachConfiguration() {
        assertThat(table.throttling()).isSameAs(table.throttling());
    }

    private static ActiveConnectors throttling(String... expressions) {
        return ActiveConnectors.of(new Connectors(List.of(), false, List.of(), List.of(), List.of(), List.of(), List.of(expressions)));
    }
}
