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
package io.jamesconnectors.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Cell CELL = new Cell(Security.TLS, new BodySize(10_000));
    private final Results results = new Results();

    @Test
    void printsMediansPeaksAndSums() {
        results.add(CELL, Contender.OURS_DURABLE, measurement(2, OptionalLong.of(300), Optional.empty()));
        results.add(CELL, Contender.OURS_DURABLE, measurement(4, OptionalLong.empty(), Optional.empty()));
        results.add(CELL, Contender.OURS_DURABLE, measurement(1, OptionalLong.of(310), Optional.empty()));

        assertThat(new Report(results, 2).table(CELL)).hasSize(3).startsWith("10 KB, TLS, 1000 messages a run").last().asString()
            .matches("gateway, ConnectorDelivery \\(durable\\) +500 \\(250\\.\\.1000\\) +1000 +"
                + "2\\.00 \\(1\\.00\\.\\.4\\.00\\) +0\\.0100 +0\\.0200 +310 +42 +9 +0\\.50 +25 %");
    }

    @Test
    void printsAFailureInPlaceOfFigures() {
        results.add(CELL, Contender.STOCK, measurement(2, OptionalLong.empty(), Optional.empty()));
        results.add(CELL, Contender.STOCK, measurement(2, OptionalLong.empty(), Optional.of("nothing came for 60 s")));

        assertThat(new Report(results, 2).table(CELL)).last().asString()
            .isEqualTo("James, RemoteDelivery (memory)  failed in run 2: 998 of 1000 arrived; nothing came for 60 s");
    }

    @Test
    void leavesAHeapThatNobodySawOpen() {
        results.add(CELL, Contender.POSTFIX, measurement(2, OptionalLong.empty(), Optional.empty()));

        assertThat(new Report(results, 2).table(CELL)).last().asString().contains("  0.0200        -  ");
    }

    private static Measurement measurement(int seconds, OptionalLong heap, Optional<String> failure) {
        return new Measurement(1_000, failure.isPresent() ? 998 : 1_000, seconds, 1,
            new ProcessorUse(seconds, 0.5, seconds + 1.5), 10, 20, heap, 42, 3, failure);
    }
}
