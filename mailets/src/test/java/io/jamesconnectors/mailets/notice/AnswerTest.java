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
package io.jamesconnectors.mailets.notice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        550 5.1.1 No such user                                     | FAILED  | 5.1.1
        550-5.1.1 No such user                                     | FAILED  | 5.1.1
        550 No such user                                           | FAILED  | 5.0.0
        550                                                        | FAILED  | 5.0.0
        550 5.1.1                                                  | FAILED  | 5.1.1
        550 4.1.1 The classes differ                               | FAILED  | 5.0.0
        550 5.1.1.1 Four numbers                                   | FAILED  | 5.0.0
        550 5.1.1000 Too long                                      | FAILED  | 5.0.0
        550 5.7.1<x> Refused                                       | FAILED  | 5.0.0
        450 4.2.2 Given up at last                                 | FAILED  | 4.2.2
        550 5.4.300 Message expired: 450 4.4.316 Connection refused | FAILED | 5.4.300
        250 2.0.0 Accepted                                         | FAILED  | 5.0.0
        no reply at all                                            | FAILED  | 5.0.0
        5501 5.1.1 No code                                         | FAILED  | 5.0.0
        450 4.4.316 Connection refused                             | DELAYED | 4.4.316
        550 5.1.1 A failure is no delay                            | DELAYED | 4.0.0
        250 2.1.5 Ok                                               | RELAYED | 2.1.5
        250 Ok                                                     | RELAYED | 2.0.0
        """)
    void hasOneStatusCode(String reply, Action action, String status) {
        assertThat(new Answer(reply, "").status(action)).hasToString(status);
    }

    @Test
    void isOneLineOfBoundedLength() {
        Answer answer = new Answer(" 550 a\r\nStatus: 2.0.0\u2028b\u0000" + "x".repeat(5_000), "");

        assertThat(answer.reply()).startsWith("550 a Status: 2.0.0 b x").hasSize(2_003).endsWith("...");
        assertThat(answer.isReply()).isTrue();
    }
}
