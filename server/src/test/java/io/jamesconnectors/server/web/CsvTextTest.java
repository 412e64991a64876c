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
package io.jamesconnectors.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =cmd|' /C calc'!A0", "|x", "%x", "\uFF1D1+1", "=\"a\",b"})
    void noCellIsAFormula(String hostile) {
        String line = CsvText.of(List.of("a"), List.of(Map.of("a", hostile))).substring("a\r\n".length());

        assertThat(line).matches("(?s)\"?'.*");
    }

    @Test
    void quotesAsTheStandardSays() {
        assertThat(CsvText.of(List.of("a", "b", "c"), List.of(Map.of("a", "say \"x\", y", "b", 12L, "c", List.of("<1@x>", "=2")), Map.of("a", "two\r\nlines"))))
            .isEqualTo("a,b,c\r\n\"say \"\"x\"\", y\",12,\"<1@x>; =2\"\r\n\"two\r\nlines\",,\r\n");
    }
}
