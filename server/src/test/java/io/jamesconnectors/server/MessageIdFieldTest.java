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
package io.jamesconnectors.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

class MessageIdFieldTest {
    @Test
    void readsTheFirstFieldHoweverItIsWritten() {
        assertThat(said("From: a@x\r\n", "Message-ID: <1@x>\r\n", "Message-ID: <2@x>\r\n", "\r\n")).isEqualTo("<1@x>");
        assertThat(said("MESSAGE-id :\r\n", "\t<folded@x>\r\n", " still\r\n", "Subject: s\r\n", " <not@x>\r\n")).isEqualTo("<folded@x>still");
        assertThat(said("Message-IDs: <1@x>\r\n", "X-Message-ID: <2@x>\r\n")).isEmpty();
    }

    @Test
    void ignoresTheBody() {
        assertThat(said("From: a@x\r\n", "\r\n", "Message-ID: <1@x>\r\n")).isEmpty();
    }

    @Test
    void keepsNoMoreThanIsReasonable() {
        assertThat(said("Message-ID: <" + "x".repeat(5_000) + "\r\n", " " + "y".repeat(5_000) + "\r\n")).hasSizeLessThanOrEqualTo(1_000);
    }

    @Test
    void takesAnyOctets() {
        long seed = Long.getLong("seed", 1);
        System.out.println("seed of lines: " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            MessageIdField field = new MessageIdField();
            field.line("Message-ID:\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int j = 0; j < 5; j++) {
                byte[] line = new byte[random.nextInt(300)];
                random.nextBytes(line);
                field.line(line);
            }
            assertThat(field.said()).hasSizeLessThanOrEqualTo(1_000);
        }
    }

    private static String said(String... lines) {
        MessageIdField field = new MessageIdField();
        for (String line : lines) {
            field.line(line.getBytes(StandardCharsets.UTF_8));
        }
        return field.said();
    }
}
