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
package io.jamesconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

/** What a terminal shows while a step is under way. */
class LiveLineTest {
    private static final String ERASE = "\r\033[K";

    private final StringWriter out = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void turnsAndCountsUntilTheStepEnds() {
        try (LiveLine line = LiveLine.moving(new PrintWriter(out, true), nanos::get)) {
            line.begin("  connect ");
            nanos.set(1_250_000_000L);
            line.turn();
            nanos.set(2_000_000_000L);
            line.turn();
            line.end();
            line.turn();
        }
        assertThat(out).hasToString("  connect " + ERASE + "  connect | 1.3 s" + ERASE + "  connect / 2.0 s" + ERASE + "  connect ");
    }

    @Test
    void leavesNoTraceOfItWhereThereIsNoTerminal() {
        try (LiveLine line = LiveLine.still(new PrintWriter(out, true))) {
            line.begin("  connect ");
            line.end();
        }
        assertThat(out).hasToString("  connect ");
        try (LiveLine line = LiveLine.of(new PrintWriter(out, true), name -> "dumb")) {
            line.begin("again ");
            line.end();
        }
        assertThat(out).hasToString("  connect again ");
    }
}
