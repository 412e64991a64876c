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
package io.jamesconnectors.connectors.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.header.HeaderBlock;

class AutomaticAnswerTest {

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: multipart/report; report-type=delivery-status", "content-type : MULTIPART/Report", "Auto-Submitted: auto-replied",
        "Auto-Submitted: (vacation) auto-replied; owner=x", "Auto-Submitted:\r\n auto-notified", "Auto-Submitted: no\r\nAuto-Submitted: auto-replied",
        "Auto-Submitted: no\r\nAuto-Submitted: auto-generated", "Auto-Submitted: anything", "Content-Type:\r\n multipart/\r\n report", "Subject: x\rAuto-Submitted: auto-replied"})
    void isWhatAnswersAnotherMessage(String header) {
        assertThat(is(header + "\r\n\r\nbody")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Subject: hello", "Auto-Submitted: no", "Auto-Submitted: auto-generated", "Auto-Submitted: Auto-Generated; x=y", "Content-Type: multipart/mixed",
        "Subject: multipart/report", "Auto-Submitted: auto-generated (by cron)"})
    void isNoneOtherwise(String header) {
        assertThat(is(header + "\r\n\r\nAuto-Submitted: auto-replied\r\n")).isFalse();
    }

    @Test
    void mayBeWhatIsTooLargeToTell() {
        assertThat(is("X: " + "y".repeat(HeaderBlock.MAX_OCTETS) + "\r\n\r\n")).isTrue();
    }

    @Test
    void isNoneWithoutHeader() {
        assertThat(is("")).isFalse();
        assertThat(is("\r\nAuto-Submitted: auto-replied\r\n")).isFalse();
    }

    private static boolean is(String message) {
        try {
            return AutomaticAnswer.is(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
