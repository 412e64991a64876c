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

import java.util.List;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsTheFirstColumnOnTheLeftAndTheOthersOnTheRight() {
        Table table = new Table("relay", "msgs/s", "twice").row(List.of("James", "88", "0")).row(List.of("a longer name", "1234567", "11"));

        assertThat(table.lines()).containsExactly(
            "relay           msgs/s  twice",
            "James               88      0",
            "a longer name  1234567     11");
    }

    @Test
    void letsANoteInAShortRowBeAsLongAsItIs() {
        Table table = new Table("relay", "msgs/s", "twice").row(List.of("James", "88", "0")).row(List.of("Postfix", "failed in run 1: 3 of 5 arrived"));

        assertThat(table.lines()).containsExactly(
            "relay    msgs/s  twice",
            "James        88      0",
            "Postfix  failed in run 1: 3 of 5 arrived");
    }

    @Test
    void refusesARowThatIsLongerThanTheHeader() {
        assertThatThrownBy(() -> new Table("relay").row(List.of("James", "88"))).isInstanceOf(IllegalArgumentException.class);
    }
}
