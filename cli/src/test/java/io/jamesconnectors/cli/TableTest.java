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
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAreAsWideAsTheyMustBe() {
        assertThat(lines(new Table("A", "LONG HEAD", "C").row("one", "x", "1").row("three", "y", ""), 0)).containsExactly(
            "A      LONG HEAD  C",
            "one    x          1",
            "three  y");
    }

    @Test
    void theWidestColumnIsCutWhereTheTerminalIsNarrow() {
        assertThat(lines(new Table("NAME", "REASON").row("Bank out", "550 5.7.64 TenantAttribution; Relay Access Denied"), 30)).containsExactly(
            "NAME      REASON",
            "Bank out  550 5.7.64 TenantAt…");
    }

    @Test
    void nothingThatATerminalWouldObeyIsPrinted() {
        assertThat(lines(new Table("A").row("red \u001b[31m\r\n\u202e"), 0)).containsExactly("A", "red ?[31m???");
    }

    @Test
    void noLineIsWiderThanTheTerminalWhereColumnsCanBeCut() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Table table = new Table("ONE", "TWO", "THREE");
            for (int row = random.nextInt(5); row >= 0; row--) {
                table.row("x".repeat(random.nextInt(80)), "\ud83d\ude00".repeat(random.nextInt(80)), "z".repeat(random.nextInt(20)));
            }
            int width = 30 + random.nextInt(100);
            assertThat(lines(table, width)).as("seed " + seed + ", round " + i)
                .allSatisfy(line -> assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(width));
        }
    }

    private static List<String> lines(Table table, int width) {
        StringWriter out = new StringWriter();
        table.print(new PrintWriter(out, true), width);
        return out.toString().lines().toList();
    }
}
