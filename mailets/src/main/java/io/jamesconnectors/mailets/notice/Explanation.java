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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.connectors.replies.ReplyEntry;
import io.jamesconnectors.connectors.replies.TroubleClass;
import io.jamesconnectors.smtp.wire.Printable;

/** What has happened, for somebody who writes mail: to whom, why, what happens next, what to do, and what the other side said. Lines end with CRLF. */
final class Explanation {
    private static final int LINE = 76;
    private static final int LONGEST_WORD = 300;
    private static final String INDENT = "    ";

    private final Report report;
    private final StringBuilder text = new StringBuilder(1024);

    private Explanation(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        Explanation explanation = new Explanation(report);
        explanation.write();
        return explanation.text.toString();
    }

    private void write() {
        paragraph("", switch (report.action()) {
            case FAILED -> "Your message could not be delivered to some recipients. It is not tried any further.";
            case DELAYED -> "Your message has not reached some recipients yet. You need not send it again: it is tried further"
                + report.retryUntil().map(until -> ", until " + StatusFields.date(until)).orElse("") + ", and you will hear if it has to be given up.";
            case RELAYED -> "Your message was handed to the mail system of some recipients. That system does not report on delivery, so this is all that you will hear.";
        });
        Map<Alike, List<String>> alike = new LinkedHashMap<>();
        report.recipients().forEach(recipient -> alike.computeIfAbsent(new Alike(report.status(recipient), recipient.answer()), key -> new ArrayList<>()).add(recipient.address()));
        alike.forEach(this::write);
        paragraph("", "This notice was written by the mail system " + Printable.line(report.reportedBy()) + "."
            + " The part below it is for programs; it is followed by your message, or by its first lines.");
    }

    private void write(Alike why, List<String> addresses) {
        addresses.forEach(address -> line(INDENT, Printable.line(address)));
        text.append("\r\n");
        if (report.action() != Action.RELAYED) {
            Reasons.Reason reason = Reasons.of(why.status(), why.answer());
            paragraph("", reason.what());
            if (report.action() == Action.FAILED) {
                paragraph("", "What you can do: " + reason.remedy());
            }
        }
        if (!why.answer().reply().isEmpty()) {
            line("", "Details of the last attempt" + (why.answer().host().isEmpty() ? ":" : ", at " + Printable.line(why.answer().host()) + ":"));
            paragraph(INDENT, why.answer().reply());
            if (report.action() != Action.RELAYED) {
                Advice.on(why.answer().reply(), why.answer().host()).ifPresent(known -> paragraph("", "For the administrator: " + advice(known)));
            }
        }
    }

    /** What passes by itself has no remedy that would help now. */
    private static String advice(ReplyEntry known) {
        return known.kind() == TroubleClass.TRANSIENT && known.remedy().startsWith("Nothing") ? known.meaning() : known.meaning() + " " + known.remedy();
    }

    private record Alike(EnhancedCode status, Answer answer) {
    }

    private void paragraph(String indent, String words) {
        line(indent, words);
        text.append("\r\n");
    }

    /** Wraps at spaces; a word that no line can take is cut. */
    private void line(String indent, String words) {
        int column = 0;
        for (String word : words.split(" ")) {
            for (int from = 0; from < word.length();) {
                int to = Math.min(word.length(), from + LONGEST_WORD);
                to = to < word.length() && Character.isHighSurrogate(word.charAt(to - 1)) ? to - 1 : to;
                if (column > 0 && column + 1 + to - from > LINE) {
                    text.append("\r\n");
                    column = 0;
                }
                String before = column == 0 ? indent : " ";
                text.append(before).append(word, from, to);
                column += before.length() + to - from;
                from = to;
            }
        }
        text.append("\r\n");
    }
}
