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
package io.jamesconnectors.testing.tenant;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A non-delivery report (RFC 3464). Only its codes are Microsoft's (reference §4); its words are our own. */
final class Report {
    private static final Pattern STATUS = Pattern.compile("^[45]\\d\\d (\\d\\.\\d{1,3}\\.\\d{1,3})\\b");
    private static final String BOUNDARY = "=_report_of_the_stand-in";

    private Report() {
    }

    /**
     * Writes it.
     *
     * @param replies why each recipient could not be reached
     */
    static byte[] about(Letter letter, Map<String, String> replies, String domain, long id) {
        StringBuilder text = new StringBuilder(1_024);
        line(text, "From: <postmaster@" + domain + ">");
        line(text, "To: <" + letter.sender() + ">");
        line(text, "Subject: Undeliverable: message of the stand-in");
        line(text, "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(Instant.now(), ZoneOffset.UTC)));
        line(text, "Message-ID: <report-" + id + "@" + domain + ">");
        letter.message().value("Message-ID").ifPresent(original -> line(text, "In-Reply-To: " + original));
        line(text, "Auto-Submitted: auto-replied");
        line(text, "MIME-Version: 1.0");
        line(text, "Content-Type: multipart/report; report-type=delivery-status; boundary=\"" + BOUNDARY + "\"");
        part(text, "text/plain");
        replies.forEach((recipient, reply) -> line(text, recipient + ": " + reply));
        part(text, "message/delivery-status");
        line(text, "Reporting-MTA: dns; " + domain);
        replies.forEach((recipient, reply) -> recipient(text, recipient, reply));
        part(text, "text/rfc822-headers");
        letter.message().fields().forEach(field -> text.append(field.raw()));
        line(text, "");
        line(text, "--" + BOUNDARY + "--");
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void recipient(StringBuilder text, String recipient, String reply) {
        Matcher status = STATUS.matcher(reply);
        line(text, "");
        line(text, "Final-Recipient: rfc822; " + recipient);
        line(text, "Action: failed");
        line(text, "Status: " + (status.find() ? status.group(1) : "5.0.0"));
        line(text, "Diagnostic-Code: smtp; " + reply);
    }

    private static void part(StringBuilder text, String type) {
        line(text, "");
        line(text, "--" + BOUNDARY);
        line(text, "Content-Type: " + type);
        line(text, "");
    }

    private static void line(StringBuilder text, String line) {
        text.append(line.replaceAll("\\p{Cntrl}", "?")).append("\r\n");
    }
}
