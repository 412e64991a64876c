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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeUtility;

import org.apache.james.server.core.MimeMessageInputStream;

import io.jamesconnectors.smtp.wire.Printable;

/**
 * A notice to the sender of a message: the words for people, the fields for programs, and the message (RFC 3464, RFC 6522). What strangers have said stands in it, and
 * can't change its form: each of its lines is ours up to the message that is returned, which stands last, behind a boundary that nobody could have known.
 */
public final class Notice {
    /** The octets of a message that is returned as a whole, where nobody says otherwise. */
    public static final long LARGEST_RETURNED = 1_048_576;

    private static final int LONGEST_SUBJECT = 200;
    private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?-~]{1,250}>");
    private static final Pattern REPORT = Pattern.compile("multipart/report\\b.*(?:delivery-status|disposition-notification).*", Pattern.DOTALL);

    private final Report report;
    private final MimeMessage about;
    private final long largestReturned;

    /**
     * @param about the message; only read
     * @param largestReturned the octets of a message that is returned as a whole; of a larger one, its header is
     */
    public Notice(Report report, MimeMessage about, long largestReturned) {
        this.report = report;
        this.about = about;
        this.largestReturned = largestReturned;
    }

    /** Whether {@code message} is a notice itself, of which nobody is told (RFC 3461 §6.1). */
    public static boolean isNotice(MimeMessage message) throws MessagingException {
        String type = message.getHeader("Content-Type", null);
        return type != null && REPORT.matcher(type.strip().toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * Writes the notice. The message that it is about is streamed.
     *
     * @param from whom it comes from, an address
     * @param to the sender of the message
     * @throws IOException, MessagingException when the message can't be read
     */
    public InputStream open(String from, String to, Instant now) throws IOException, MessagingException {
        String boundary = "=_" + UUID.randomUUID().toString().replace("-", "");
        ReturnedMessage returned = ReturnedMessage.of(() -> new MimeMessageInputStream(about), largestReturned);
        ByteArrayOutputStream own = new ByteArrayOutputStream(4096);
        header(own, from, to, now, boundary, returned.isEightBit());
        begin(own, boundary);
        put(own, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Description: Notification\r\n\r\n");
        try (OutputStream out = MimeUtility.encode(own, "quoted-printable")) {
            put(out, Explanation.of(report));
        }
        begin(own, boundary);
        put(own, "Content-Type: message/delivery-status\r\nContent-Description: Delivery report\r\n\r\n");
        put(own, StatusFields.of(report));
        InputStream end = bytes("\r\n--" + boundary + "--\r\n");
        if (returned.isEmpty()) {
            return new SequenceInputStream(bytes(own.toByteArray()), end);
        }
        begin(own, boundary);
        return new SequenceInputStream(bytes(own.toByteArray()), new SequenceInputStream(returned.open(), end));
    }

    private void header(OutputStream out, String from, String to, Instant now, String boundary, boolean eightBit) throws IOException, MessagingException {
        put(out, "Date: " + StatusFields.date(now) + "\r\n");
        put(out, "From: Mail Delivery System <" + Printable.line(from) + ">\r\n");
        put(out, "To: <" + Printable.line(to) + ">\r\n");
        put(out, StatusFields.field("Subject", subject()));
        put(out, StatusFields.field("Message-ID", "<" + UUID.randomUUID() + "@" + report.reportedBy().replaceAll("[^A-Za-z0-9.-]", "-") + ">"));
        Optional<String> id = Optional.ofNullable(about.getHeader("Message-ID", null)).map(String::strip).filter(value -> MESSAGE_ID.matcher(value).matches());
        if (id.isPresent()) {
            put(out, StatusFields.field("In-Reply-To", id.get()));
            put(out, StatusFields.field("References", id.get()));
        }
        put(out, "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n");
        put(out, "Content-Type: multipart/report; report-type=delivery-status;\r\n boundary=\"" + boundary + "\"\r\n");
        put(out, eightBit ? "Content-Transfer-Encoding: 8bit\r\n" : "");
        put(out, "\r\nThis is a report on the delivery of a message, in the form of RFC 3464.\r\n");
    }

    private String subject() throws IOException, MessagingException {
        String given = Optional.ofNullable(about.getHeader("Subject", null)).map(Notice::decoded).map(Printable::line).orElse("");
        String subject = report.action().subject() + (given.isEmpty() ? "" : ": " + Printable.bounded(given, LONGEST_SUBJECT));
        return MimeUtility.encodeText(subject, "utf-8", "Q");
    }

    private static String decoded(String subject) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(subject));
        } catch (IOException | RuntimeException e) {
            return subject;
        }
    }

    private static void begin(OutputStream out, String boundary) throws IOException {
        put(out, "\r\n--" + boundary + "\r\n");
    }

    private static void put(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream bytes(String text) {
        return bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static InputStream bytes(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }
}
