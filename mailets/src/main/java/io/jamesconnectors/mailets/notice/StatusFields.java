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

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.smtp.wire.Printable;

/**
 * The fields that programs read (RFC 3464 §2), all of them ASCII. An address beyond ASCII is of the type {@code utf-8}, in the form that needs no eighth bit
 * (RFC 6533 §3).
 */
final class StatusFields {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final int LINE = 78;
    private static final int LONGEST_WORD = 900;

    private final StringBuilder text = new StringBuilder(1024);

    private StatusFields() {
    }

    static String of(Report report) {
        StatusFields fields = new StatusFields();
        report.envelopeId().ifPresent(id -> fields.add("Original-Envelope-Id", id));
        fields.add("Reporting-MTA", "dns; " + host(report.reportedBy()));
        fields.add("Arrival-Date", report.arrivedAt());
        for (Report.Recipient recipient : report.recipients()) {
            fields.text.append("\r\n");
            recipient.original().ifPresent(original -> fields.add("Original-Recipient", address(original)));
            fields.add("Final-Recipient", address(recipient.address()));
            fields.add("Action", report.action().word());
            fields.add("Status", report.status(recipient).toString());
            if (!recipient.answer().host().isEmpty()) {
                fields.add("Remote-MTA", "dns; " + host(recipient.answer().host()));
            }
            if (recipient.answer().isReply()) {
                fields.add("Diagnostic-Code", "smtp; " + recipient.answer().reply());
            }
            fields.add("Last-Attempt-Date", report.lastAttempt());
            if (report.action() == Action.DELAYED) {
                fields.add("Will-Retry-Until", report.retryUntil());
            }
        }
        return fields.text.toString();
    }

    /** As RFC 5322 §3.3 has it, in UTC. */
    static String date(Instant time) {
        return DATE.format(time);
    }

    /** A field of a header, folded at its spaces so that lines have at most 78 characters where that can be. ASCII alone comes out, whatever goes in. */
    static String field(String name, String value) {
        StringBuilder folded = new StringBuilder(name.length() + value.length() + 16).append(name).append(':');
        int column = folded.length();
        for (String word : Printable.ascii(value).split(" ")) {
            int from = 0;
            do {
                int to = Math.min(word.length(), from + LONGEST_WORD);
                if (column + 1 + to - from > LINE && column > name.length() + 1) {
                    folded.append("\r\n");
                    column = 0;
                }
                folded.append(' ').append(word, from, to);
                column += 1 + to - from;
                from = to;
            } while (from < word.length());
        }
        return folded.append("\r\n").toString();
    }

    private void add(String name, String value) {
        text.append(field(name, value));
    }

    private void add(String name, Optional<Instant> time) {
        time.ifPresent(known -> add(name, date(known)));
    }

    private static String host(String name) {
        return InetAddresses.isInetAddress(name) ? "[" + (name.indexOf(':') >= 0 ? "IPv6:" : "") + name + "]" : name;
    }

    private static String address(String address) {
        return address.chars().allMatch(c -> c < 0x7f) ? "rfc822; " + address : "utf-8; " + sevenBit(address);
    }

    private static String sevenBit(String address) {
        StringBuilder encoded = new StringBuilder(address.length() + 32);
        address.codePoints().forEach(c -> {
            if (c > ' ' && c < 0x7f && c != '+' && c != '=' && c != '\\') {
                encoded.append((char) c);
            } else {
                encoded.append("\\x{").append(String.format(Locale.ROOT, "%02X", c)).append('}');
            }
        });
        return encoded.toString();
    }
}
