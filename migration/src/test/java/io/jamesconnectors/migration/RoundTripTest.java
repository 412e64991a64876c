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
package io.jamesconnectors.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.file.ConnectorsWriter;

/** What is written and read again is the same, over the whole model. */
class RoundTripTest {
    private static final long SEED = Long.getLong("seed", 1);
    private static final int CONFIGURATIONS = 1_000;

    @Test
    void whatIsWrittenIsReadAsItWas(@TempDir Path directory) {
        Ground ground = Ground.in(directory);
        RandomConfiguration configurations = new RandomConfiguration(new Random(SEED), ground);
        int connectors = 0;
        for (int i = 0; i < CONFIGURATIONS; i++) {
            Connectors written = configurations.next();
            String xml = ConnectorsWriter.write(written, ground.base);

            Connectors read = ground.accepted(xml);

            assertThat(read).as("seed %d, configuration %d:%n%s", SEED, i, xml).isEqualTo(written);
            assertThat(ConnectorsWriter.write(read, ground.base)).as("normalised").isEqualTo(xml);
            connectors += read.inbound().size() + read.outbound().size();
        }
        System.out.println(CONFIGURATIONS + " configurations with " + connectors + " connectors written and read again (seed " + SEED + ")");
        assertThat(connectors).isGreaterThan(CONFIGURATIONS);
    }
}
