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
package io.jamesconnectors.connectors.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

/** Ten thousand topologies: every message ends, delivered or refused with a code, and none circles. */
class TopologySimulationTest {
    private static final int TOPOLOGIES = 10_000;
    private static final int MESSAGES = 10;

    private final long seed = Long.getLong("seed", 1);

    @Test
    void everyMessageEnds() {
        Random random = new Random(seed);
        Map<String, Integer> ends = new TreeMap<>();
        int mostHops = 0;
        int mostCrossings = 0;
        for (int i = 0; i < TOPOLOGIES; i++) {
            RandomTopology topology = new RandomTopology(random);
            for (int j = 0; j < MESSAGES; j++) {
                String from = new String[] {"here", "there", "outside", "partner"}[random.nextInt(4)];
                RandomTopology.Message message = new RandomTopology.Message(topology.address());
                String recipient = message.recipient;
                String end = topology.run(from, message);
                assertThat(end).as("seed %d, topology %d: %s from %s", seed, i, recipient, from)
                    .matches("delivered (here|there|outside|partner)|[45]5[0-9] [45]\\.\\d+\\.\\d+");
                if (topology.wouldCountBeKept()) {
                    assertThat(message.crossingsHere).as("seed %d, topology %d: %s from %s", seed, i, recipient, from).isLessThanOrEqualTo(Crossings.MOST);
                    mostHops = Math.max(mostHops, message.hops);
                }
                mostCrossings = Math.max(mostCrossings, message.crossingsHere);
                ends.merge(end, 1, Integer::sum);
            }
        }
        System.out.println("Simulation, seed " + seed + ": " + ends + ", most hops with counts kept " + mostHops + ", most crossings with counts removed "
            + mostCrossings);
        assertThat(ends).as("seed %d", seed).containsOnlyKeys("delivered here", "delivered there", "delivered outside", "delivered partner", "451 4.4.3",
            "550 5.1.10", "550 5.7.64", "554 5.4.14", "554 5.4.6")
            .allSatisfy((end, times) -> assertThat(times).as(end).isGreaterThan(50));
        assertThat(mostCrossings).as("the counts are removed in some, so that Received fields have to end it").isGreaterThan(Crossings.MOST);
    }

    @Test
    void whoIsAUserHereGetsTheMailHandedInHere() {
        Random random = new Random(seed);
        int seen = 0;
        for (int i = 0; i < TOPOLOGIES; i++) {
            RandomTopology topology = new RandomTopology(random);
            RandomTopology.Message message = new RandomTopology.Message(topology.address());
            if (topology.isUserHere(message.recipient) && !topology.overridesUsers()) {
                seen++;
                assertThat(topology.run("here", message)).as("seed %d, topology %d", seed, i).isIn("delivered here", "451 4.4.3");
            }
        }
        assertThat(seen).as("seed %d", seed).isGreaterThan(500);
    }
}
