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
package io.jamesconnectors.smtp.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SmartHost;

class WeightedOrderTest {
    private static final SmartHost A = new SmartHost("a.test", 25);
    private static final SmartHost B = new SmartHost("b.test", 25);
    private static final SmartHost C = new SmartHost("c.test", 25);

    private static double shareOfFirst(Route.SmartHosts route, SmartHost host, long seed) {
        Random random = new Random(seed);
        int first = 0;
        for (int i = 0; i < 20_000; i++) {
            first += WeightedOrder.of(route, random).get(0).equals(host) ? 1 : 0;
        }
        return first / 20_000.0;
    }

    @Test
    void everyHostIsInItOnce() {
        Route.SmartHosts route = new Route.SmartHosts(List.of(A, B, C), Map.of(A, 100, C, 7));
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            assertThat(WeightedOrder.of(route, random)).containsExactlyInAnyOrder(A, B, C);
        }
    }

    @Test
    void equalWeightsSpread() {
        long seed = Long.getLong("seed", 1);
        for (SmartHost host : List.of(A, B, C)) {
            assertThat(shareOfFirst(new Route.SmartHosts(List.of(A, B, C)), host, seed)).as("seed " + seed).isCloseTo(1 / 3.0, within(0.03));
        }
    }

    @Test
    void weightsSayHowOftenAHostIsFirst() {
        long seed = Long.getLong("seed", 1);
        Route.SmartHosts route = new Route.SmartHosts(List.of(A, B, C), Map.of(A, 3));
        assertThat(shareOfFirst(route, A, seed)).as("seed " + seed).isCloseTo(0.6, within(0.03));
        assertThat(shareOfFirst(route, C, seed)).as("seed " + seed).isCloseTo(0.2, within(0.03));
    }

    @Test
    void theLotDecides() {
        Route.SmartHosts route = new Route.SmartHosts(List.of(A, B), Map.of(A, 2));
        assertThat(WeightedOrder.of(route, () -> 0)).containsExactly(A, B);
        assertThat(WeightedOrder.of(route, () -> 4L << 32)).containsExactly(B, A);
    }
}
