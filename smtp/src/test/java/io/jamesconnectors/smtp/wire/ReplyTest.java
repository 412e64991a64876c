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
package io.jamesconnectors.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {

    @Test
    void findsTheEnhancedCode() {
        Reply reply = Reply.of(550, List.of("5.1.1 no such user", "really"));
        assertThat(reply.enhanced()).hasToString("Optional[5.1.1]");
        assertThat(reply.text()).isEqualTo("no such user really");
    }

    @ParameterizedTest
    @CsvSource({"250, 5.1.1 of another class", "250, 2.1 too short", "250, 2.1.0x glued", "250, 2.1.1000 too long", "354, 3.0.0 no such class"})
    void takesNothingElseForAnEnhancedCode(int code, String text) {
        assertThat(Reply.of(code, List.of(text)).enhanced()).isEmpty();
    }

    @Test
    void hasAnEnhancedCodeOfItsClassAnyway() {
        assertThat(Reply.of(452, List.of("full")).enhancedOrGeneric()).hasToString("4.0.0");
    }

    @Test
    void printsNoControlCharacter() {
        assertThat(Reply.of(250, List.of("a\u001b[31mb\u202ec\u2028d")).asString()).isEqualTo("250 a?[31mb?c?d");
    }

    @Test
    void refusesACodeThatIsNone() {
        assertThatThrownBy(() -> Reply.of(199, List.of(""))).hasMessage("reply code: 199 (expected: 200 to 599)");
    }
}
