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

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;

import javax.mail.BodyPart;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;

import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.junit.jupiter.api.RepeatedTest;

/** Whatever strangers say and send, a notice has its own form. */
class NoticeFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Set<String> FIELDS = Set.of("Original-Envelope-Id", "Reporting-MTA", "Arrival-Date", "Original-Recipient", "Final-Recipient", "Action", "Status",
        "Remote-MTA", "Diagnostic-Code", "Last-Attempt-Date", "Will-Retry-Until");
    private static final Set<String> HEADERS = Set.of("Date", "From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Auto-Submitted", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding");
    private static final List<String> PIECES = List.of("\r\n", "\n", "\r", "\0", " ", "\t", "--", "--=_", "\r\n\r\n", "Status: 2.0.0", "Action: delivered\r\n", ": ", "=?utf-8?q?=0D=0A?=",
        "=?utf-8?b?DQpCY2M6IHg=?=", "\u00e4", "\ud83d\ude00", "\ud83d", "\u202e", "\u2028", "\u0085", "\u007f", "550 5.1.1", "450", "(", ")", "\"", "<", ">", ";", "=", "\\", "x".repeat(1_200),
        "Content-Type: multipart/mixed; boundary=x\r\n", ".\r\n", "a b c");

    @RepeatedTest(500)
    void keepsTheFormOfANotice(org.junit.jupiter.api.RepetitionInfo repetition) throws Exception {
        long seed = 7_001L * repetition.getCurrentRepetition();
        Random random = new Random(seed);
        Action action = Action.values()[random.nextInt(3)];
        List<Report.Recipient> recipients = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            recipients.add(new Report.Recipient(noise(random), optional(random), new Answer((random.nextBoolean() ? "550 5.1.1 " : "") + noise(random), noise(random))));
        }
        Report report = new Report(action, "mail.ours.test", optional(random), time(random), time(random), time(random), recipients);
        byte[] message = (random.nextBoolean() ? "Subject: " + noise(random) + "\r\nMessage-ID: " + noise(random) + "\r\n\r\n" + noise(random) : noise(random))
            .getBytes(random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        MimeMessageWrapper about = new MimeMessageWrapper(MimeMessageInputStreamSource.create("fuzz", new ByteArrayInputStream(message)));

        byte[] notice;
        try (var in = new Notice(report, about, random.nextBoolean() ? 0 : 1_000_000).open("postmaster@ours.test", "alice@ours.test", NOW)) {
            notice = in.readAllBytes();
        } finally {
            about.dispose();
        }

        assertThat(about.isModified()).as("seed " + seed).isFalse();
        assertForm(notice, recipients.size(), "seed " + seed);
    }

    private static void assertForm(byte[] notice, int recipients, String seed) throws Exception {
        String text = new String(notice, StandardCharsets.ISO_8859_1);
        assertThat(text).as(seed).doesNotContain("\0");
        assertThat(text.split("\r\n|\r|\n", -1)).as(seed).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(998));
        String header = text.substring(0, text.indexOf("\r\n\r\n"));
        assertThat(header.replace("\r\n ", " ").split("\r\n")).as(seed).allSatisfy(line -> assertThat(HEADERS).contains(line.substring(0, line.indexOf(':'))));
        assertThat(header.chars().allMatch(c -> c < 0x7f && (c >= ' ' || c == '\r' || c == '\n'))).as(seed).isTrue();
        MimeMessage parsed = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(notice));
        MimeMultipart parts = (MimeMultipart) parsed.getContent();
        assertThat(parts.getCount()).as(seed).isBetween(2, 3);
        assertThat(content(parts.getBodyPart(0))).as(seed).doesNotContainPattern("[\\x00-\\x09\\x0b\\x0c\\x0e-\\x1f\\x7f\\u202e\\u2028]");
        if (parts.getCount() == 3) {
            assertThat(parts.getBodyPart(2).getContentType()).as(seed).matches("message/rfc822|text/rfc822-headers; charset=utf-8");
        }
        BodyPart status = parts.getBodyPart(1);
        assertThat(status.getContentType()).as(seed).isEqualTo("message/delivery-status");
        String fields = content(status);
        assertThat(fields.chars().allMatch(c -> c < 0x7f && (c >= ' ' || c == '\r' || c == '\n'))).as(seed).isTrue();
        String[] groups = fields.split("\r\n\r\n");
        assertThat(groups).as(seed).hasSize(1 + recipients);
        for (String group : groups) {
            assertThat(group.replace("\r\n ", " ").split("\r\n")).as(seed).allSatisfy(line -> assertThat(FIELDS).contains(line.substring(0, line.indexOf(':'))));
        }
        assertThat(fields.replace("\r\n ", " ").split("\r\n")).as(seed).filteredOn(line -> line.startsWith("Status:")).hasSize(recipients)
            .allSatisfy(line -> assertThat(line).matches("Status: [245]\\.\\d{1,3}\\.\\d{1,3}"));
    }

    private static String content(BodyPart part) throws Exception {
        try (var in = part.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Optional<String> optional(Random random) {
        return random.nextBoolean() ? Optional.of(noise(random)) : Optional.empty();
    }

    private static Optional<Instant> time(Random random) {
        return random.nextBoolean() ? Optional.of(NOW.minusSeconds(random.nextInt(1_000_000))) : Optional.empty();
    }

    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            if (random.nextInt(3) == 0) {
                noise.append((char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
            } else {
                noise.append(PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return noise.toString();
    }
}
