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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void takesTheMiddleOfAnOddNumber() {
        assertThat(Spread.of(9, 1, 5)).isEqualTo(new Spread(1, 5, 9));
    }

    @Test
    void takesTheMeanOfTheMiddleTwoOfAnEvenNumber() {
        assertThat(Spread.of(4, 1, 9, 2)).isEqualTo(new Spread(1, 3, 9));
    }

    @Test
    void leavesTheValuesAsTheyAre() {
        double[] values = {3, 1, 2};

        Spread.of(values);

        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void needsAValue() {
        assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class).hasMessage("values: none (expected: at least one)");
    }

    @Test
    void printsTheSpreadOnlyWhereThereIsOne() {
        assertThat(Spread.of(650.4, 612, 671).text(0)).isEqualTo("650 (612..671)");
        assertThat(Spread.of(2.518, 2.521, 2.52).text(2)).isEqualTo("2.52");
        assertThat(Spread.of(7).text(1)).isEqualTo("7.0");
    }
}
