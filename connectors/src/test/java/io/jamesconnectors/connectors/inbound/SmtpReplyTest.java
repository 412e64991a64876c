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
package io.jamesconnectors.connectors.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.EnhancedCode;

class SmtpReplyTest {

    @Test
    void printsAsOneLine() {
        assertThat(SmtpReply.STARTTLS_FIRST).hasToString("530 5.7.0 Must issue a STARTTLS command first");
        assertThat(SmtpReply.STARTTLS_FIRST.description()).isEqualTo("5.7.0 Must issue a STARTTLS command first");
    }

    @Test
    void refusesCodesOfTwoClasses() {
        assertThatThrownBy(() -> new SmtpReply(450, new EnhancedCode(5, 0, 0), "no")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SmtpReply(250, new EnhancedCode(2, 0, 0), "ok")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesTextThatCouldBeASecondLine() {
        EnhancedCode code = new EnhancedCode(5, 0, 0);
        assertThatThrownBy(() -> new SmtpReply(550, code, "no\r\n250 ok")).hasMessageContaining("printable ASCII");
        assertThatThrownBy(() -> new SmtpReply(550, code, "")).hasMessageContaining("0 characters");
        assertThatThrownBy(() -> new SmtpReply(550, code, "é")).hasMessageContaining("printable ASCII");
    }
}
