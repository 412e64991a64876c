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
package io.jamesconnectors.mailets.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.FromRewrite;
import io.jamesconnectors.connectors.header.HeaderBlock;

class SenderReplacementTest {
    private static final FromRewrite REPLY_TO = new FromRewrite("scanner@ours.test", FromRewrite.Original.REPLY_TO);
    private static final FromRewrite HEADER = new FromRewrite("scanner@ours.test", FromRewrite.Original.HEADER);

    @Test
    void putsTheNewSenderInThePlaceOfTheOldAndLeavesTheRestByteForByte() {
        assertThat(replaced("Received: from x\r\n\tby y\r\nFrom: root\r\n (cron)\r\nsubject :  a  b\nX-Odd:\r\n \t\r\n folded\r\n\r\n", REPLY_TO))
            .isEqualTo("Received: from x\r\n\tby y\r\nFrom: scanner@ours.test\r\nX-Original-From: root (cron)\r\nsubject :  a  b\nX-Odd:\r\n \t\r\n folded\r\n\r\n");
    }

    @Test
    void letsAnswersGoToAnOriginalSenderWhoCanGetThem() {
        assertThat(replaced("From: =?utf-8?q?J=C3=B6rg?= <joerg@else.test>\r\nSubject: x\r\n\r\n", REPLY_TO))
            .isEqualTo("From: scanner@ours.test\r\nReply-To: =?UTF-8?Q?J=C3=B6rg?= <joerg@else.test>\r\nSubject: x\r\n\r\n");
        assertThat(replaced("From: a@else.test,\r\n b@else.test\r\n\r\n", REPLY_TO)).isEqualTo("From: scanner@ours.test\r\nReply-To: a@else.test,\r\n b@else.test\r\n\r\n");
    }

    @Test
    void onlyTellsOfTheOriginalSenderWhereItIsWantedOrAnswersHaveTheirWayAlready() {
        assertThat(replaced("From: a@else.test\r\n\r\n", HEADER)).isEqualTo("From: scanner@ours.test\r\nX-Original-From: a@else.test\r\n\r\n");
        assertThat(replaced("Reply-To: c@else.test\r\nFrom: a@else.test\r\n\r\n", REPLY_TO))
            .isEqualTo("Reply-To: c@else.test\r\nFrom: scanner@ours.test\r\nX-Original-From: a@else.test\r\n\r\n");
    }

    @Test
    void tellsMailFromWhereTheMessageHasNoFrom() {
        assertThat(replaced("Subject: x\r\n\r\n", HEADER)).isEqualTo("Subject: x\r\nFrom: scanner@ours.test\r\nX-Original-From: root@localhost\r\n\r\n");
        assertThat(replaced("Subject: x", HEADER)).isEqualTo("Subject: x\r\nFrom: scanner@ours.test\r\nX-Original-From: root@localhost\r\n");
        assertThat(replaced("", HEADER)).isEqualTo("From: scanner@ours.test\r\nX-Original-From: root@localhost\r\n");
        assertThat(replaced("\r\n", HEADER)).isEqualTo("From: scanner@ours.test\r\nX-Original-From: root@localhost\r\n\r\n");
    }

    @Test
    void leavesOneFromOfSeveralAndNoneThatHides() {
        assertThat(replaced("From: a@else.test\r\nX: y\rFROM : b@else.test\r\nfrom:c\n\r\n", REPLY_TO))
            .isEqualTo("From: scanner@ours.test\r\nX-Original-From: a@else.test, b@else.test, c\r\nX: y\r\r\n");
    }

    @Test
    void takesAwayWhatTheNewSenderMakesUntrue() {
        assertThat(replaced("DKIM-Signature: v=1;\r\n b=abc\r\nDomainKey-Signature: x\r\nSender: root@localhost\r\nFrom: root\r\nX-Original-From: fake\r\nDate: now\r\n\r\n", HEADER))
            .isEqualTo("From: scanner@ours.test\r\nX-Original-From: root\r\nDate: now\r\n\r\n");
    }

    @Test
    void comesBeforeALineThatIsNoField() {
        assertThat(replaced("Subject: x\r\nno field here\r\nFrom: root\r\n\r\n", HEADER))
            .isEqualTo("Subject: x\r\nFrom: scanner@ours.test\r\nX-Original-From: root\r\nno field here\r\n\r\n");
    }

    @Test
    void isNotContinuedByAFoldWithoutAField() {
        assertThat(replaced(" , evil@else.test\r\nSubject: x\r\n\r\n", HEADER)).isEqualTo("From: scanner@ours.test\r\nX-Original-From: root@localhost\r\nSubject: x\r\n\r\n");
    }

    @Test
    void letsNoOriginalSenderWriteFieldsOfItsOwn() {
        String header = replaced("From: =?utf-8?q?x=0D=0ABcc:_spy@else.test?= <a@else.test>\r\n\r\n", REPLY_TO);
        assertThat(header).doesNotContain("\nBcc").contains("<a@else.test>");
        assertThat(replaced("From: caf\u00e9 \u202e evil <root>\r\n\r\n", HEADER)).isEqualTo("From: scanner@ours.test\r\nX-Original-From: =?UTF-8?Q?caf=C3=A9_=3F_evil_<root>?=\r\n\r\n");
    }

    /** Whatever the header: one From remains, which is ours; what follows is not touched; and nothing else is lost, or gets longer than a line may be. */
    @Test
    void leavesOneFromWhateverTheHeaderIs() throws Exception {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        List<String> pieces = List.of("From", "from ", "Reply-To", "Subject", ":", " ", "\r\n", "\n", "\r", "\t", "root", "@", "localhost", "<", ">", ",", "\"", "\\", "(", ")", "a@else.test", "=?utf-8?b?",
            "DQo=", "?=", "\u00e9", "\u202e", "\u0000", ";", "Sender: x\r\n", "From: Alice <a@else.test>\r\n", "x".repeat(700));
        for (int round = 0; round < 5_000; round++) {
            StringBuilder message = new StringBuilder();
            for (int i = random.nextInt(25); i > 0; i--) {
                message.append(pieces.get(random.nextInt(pieces.size())));
            }
            message.append(random.nextBoolean() ? "\r\n\r\nFrom: body\r\n" : "");
            byte[] bytes = message.toString().getBytes(StandardCharsets.UTF_8);
            HeaderBlock before = HeaderBlock.read(new ByteArrayInputStream(bytes)).orElseThrow();
            byte[] written = SenderReplacement.in(before, random.nextBoolean() ? HEADER : REPLY_TO, "root@localhost");
            HeaderBlock after = HeaderBlock.read(new ByteArrayInputStream(written)).orElseThrow();

            assertThat(after.octets()).as("seed %d, round %d", seed, round).isEqualTo(written.length);
            assertThat(after.all("from")).as("seed %d, round %d", seed, round).singleElement()
                .satisfies(from -> assertThat(new String(from.raw(), StandardCharsets.UTF_8)).isEqualTo("From: scanner@ours.test\r\n"));
            assertThat(after.all("subject").count()).as("seed %d, round %d", seed, round).isEqualTo(before.all("subject").count());
            assertThat(after.all("x-original-from").flatMap(field -> new String(field.raw(), StandardCharsets.UTF_8).lines())).as("seed %d, round %d", seed, round)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(998).isASCII());
            assertThat(new InternetAddress(new MimeMessage(null, new ByteArrayInputStream(written)).getHeader("From", null)).getAddress())
                .as("seed %d, round %d: %s", seed, round, message).isEqualTo("scanner@ours.test");
        }
    }

    private static String replaced(String header, FromRewrite rewrite) {
        try {
            HeaderBlock block = HeaderBlock.read(new ByteArrayInputStream(header.getBytes(StandardCharsets.UTF_8))).orElseThrow();
            return new String(SenderReplacement.in(block, rewrite, "root@localhost"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
