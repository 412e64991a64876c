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

class GoalsTest {
    private static final Cell TLS = new Cell(Security.TLS, new BodySize(10_000));
    private static final Cell PLAIN = new Cell(Security.PLAIN, new BodySize(10_000));
    private static final Cell LARGE = new Cell(Security.TLS, new BodySize(5_000_000));
    private final Results results = new Results();

    @Test
    void comparesMediansWithThoseWhoWereMeasured() {
        for (int seconds : new int[] {9, 1, 2}) {
            results.add(TLS, Contender.OURS_MEMORY, arrived(seconds));
        }
        results.add(TLS, Contender.STOCK, arrived(11));
        results.add(PLAIN, Contender.OURS_MEMORY, arrived(1));
        results.add(PLAIN, Contender.STOCK, arrived(1));

        assertThat(new Goals(results).lines()).containsExactly("10 KB, TLS: James, ConnectorDelivery (memory) to James, RemoteDelivery (memory): "
            + "5.50 times the messages per second (goal: 5, reached); processor time of the other 5.50 times ours");
    }

    @Test
    void saysWhatIsNotReached() {
        results.add(TLS, Contender.OURS_DURABLE, arrived(3));
        results.add(TLS, Contender.POSTFIX, arrived(2));

        assertThat(new Goals(results).lines()).singleElement().asString().contains("0.67 times").contains("(goal: 1, not reached)");
    }

    @Test
    void saysWhatTheTraceCosts() {
        results.add(TLS, Contender.OURS_MEMORY, arrived(50));
        results.add(TLS, Contender.OURS_MEMORY_UNTRACED, arrived(49));

        assertThat(new Goals(results).lines()).singleElement().asString()
            .isEqualTo("10 KB, TLS: James, ConnectorDelivery (memory) to James, ConnectorDelivery, no trace (memory): 0.98 times the messages per second; "
                + "processor time of the other 0.98 times ours");
    }

    @Test
    void givesNoRatioWhereMailWasLost() {
        results.add(TLS, Contender.OURS_DURABLE, arrived(3));
        results.add(TLS, Contender.POSTFIX, lost());

        assertThat(new Goals(results).lines()).singleElement().asString().endsWith("no ratio, since not everything arrived");
    }

    @Test
    void saysWhetherLargeMessagesArrived() {
        results.add(LARGE, Contender.OURS_DURABLE, arrived(3));
        results.add(LARGE, Contender.OURS_MEMORY, arrived(3));
        results.add(LARGE, Contender.OURS_MEMORY, lost());
        results.add(LARGE, Contender.REMOTE_DURABLE, lost());

        assertThat(new Goals(results).lines()).containsExactly(
            "5 MB, TLS: gateway, ConnectorDelivery (durable) with -Xmx256m: arrived 1000 of 1000 (goal: all, reached)",
            "5 MB, TLS: James, ConnectorDelivery (memory) with -Xmx256m: arrived 1000 of 1000, 7 of 1000 (goal: all, not reached)");
    }

    private static Measurement arrived(int seconds) {
        return new Measurement(1_000, 1_000, seconds, 1, new ProcessorUse(seconds, 0.5, seconds + 1), 10, 20, OptionalLong.empty(), 42, 3, Optional.empty());
    }

    private static Measurement lost() {
        return new Measurement(1_000, 7, 60, 60, new ProcessorUse(1, 1, 1), 0, 0, OptionalLong.of(256), 300, 0, Optional.of("it ended with exit status 3"));
    }
}
