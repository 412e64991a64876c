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
package io.jamesconnectors.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.Test;

class MailBodyTest {
    private static final String ODD = "Subject:   folded\r\n\t header \r\nx-LOWER: a\r\nReceived: one\r\nDKIM-Signature: v=1;\r\n  b=abc=\r\nReceived: two\r\n\r\n"
        + ".dot\r\nbare\nline end \r\n\r\nno end of line";

    @Test
    void keepsEveryByteOfAnUnmodifiedMessage() throws Exception {
        byte[] raw = ODD.getBytes(StandardCharsets.UTF_8);
        MailBody body = MailBody.of(Mails.of(raw, "b@theirs.test"));

        assertThat(bytes(body)).isEqualTo(raw);
        assertThat(body.size()).isEqualTo(raw.length);
    }

    @Test
    void keepsEveryByteWhenHeadersWereRead() throws Exception {
        byte[] raw = ODD.getBytes(StandardCharsets.UTF_8);
        MailImpl mail = Mails.of(raw, "b@theirs.test");
        assertThat(mail.getMessage().getSubject()).contains("folded");

        assertThat(bytes(MailBody.of(mail))).isEqualTo(raw);
    }

    @Test
    void startsAnewEachTimeItIsOpened() throws Exception {
        MailBody body = MailBody.of(Mails.mail("b@theirs.test"));

        assertThat(bytes(body)).isEqualTo(bytes(body));
    }

    @Test
    void carriesHeadersThatWereAdded() throws Exception {
        MailImpl mail = Mails.mail("b@theirs.test");
        mail.getMessage().setHeader("X-Added", "yes");

        assertThat(new String(bytes(MailBody.of(mail)), StandardCharsets.US_ASCII)).contains("X-Added: yes\r\n").endsWith("\r\n\r\nHello.\r\n");
    }

    @Test
    void tellsEightBitFromSevenBit() throws Exception {
        assertThat(MailBody.of(Mails.mail("b@theirs.test")).isEightBit()).isFalse();
        assertThat(MailBody.of(Mails.of("Subject: a\r\n\r\ngrüß\r\n".getBytes(StandardCharsets.UTF_8), "b@theirs.test")).isEightBit()).isTrue();
    }

    private static byte[] bytes(MailBody body) throws Exception {
        try (InputStream in = body.open()) {
            return in.readAllBytes();
        }
    }
}
