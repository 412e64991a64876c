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

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;

import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.header.AutomaticAnswer;
import io.jamesconnectors.connectors.outbound.SubmissionDecision;
import io.jamesconnectors.connectors.outbound.SubmissionRules;

/** What {@link SubmissionRules} says of mails of James. A message is read only where that counts, which is once in its life. */
final class Submissions {
    private static final Logger LOGGER = LoggerFactory.getLogger(Submissions.class);

    private final Supplier<SubmissionRules> rules;

    /** @param rules those of the configuration in force */
    Submissions(Supplier<SubmissionRules> rules) {
        this.rules = rules;
    }

    /**
     * What becomes of the mail for one recipient.
     *
     * @param sender MAIL FROM, and {@code recipient} RCPT TO, without angle brackets
     */
    SubmissionDecision decide(OutboundConnector connector, Mail mail, String sender, String recipient) {
        if (connector.submission().equals(Submission.NONE)) {
            return new SubmissionDecision.Send(sender, Optional.empty(), false);
        }
        return rules.get().decide(connector, sender, recipient, isReport(mail));
    }

    /** Who hears of the mail in the place of its sender: the one that replaces a sender whom no notice would reach. Nobody hears of mail without a sender. */
    Optional<MailAddress> toldInstead(OutboundConnector connector, Mail mail) {
        return mail.hasSender() ? rules.get().replacement(connector, sender(mail), false).flatMap(Submissions::address) : Optional.empty();
    }

    /** MAIL FROM as SMTP writes it, without angle brackets; empty for the null sender. */
    static String sender(Mail mail) {
        return mail.getMaybeSender().asOptional().map(Recipients::address).orElse("");
    }

    private static boolean isReport(Mail mail) {
        if (mail.hasSender()) {
            return false;
        }
        return AttributeUtils.getValueAndCastFromMail(mail, MailAttributes.REPORT, Boolean.class).orElseGet(() -> {
            boolean report = read(mail);
            mail.setAttribute(new Attribute(MailAttributes.REPORT, AttributeValue.of(report)));
            return report;
        });
    }

    private static boolean read(Mail mail) {
        try {
            MimeMessage message = mail.getMessage();
            if (message == null) {
                return true;
            }
            try (InputStream in = new MimeMessageInputStream(message)) {
                return AutomaticAnswer.is(in);
            }
        } catch (MessagingException | IOException e) {
            LOGGER.warn("mail={} header=unreadable: it is taken for a report", mail.getName(), e);
            return true;
        }
    }

    private static Optional<MailAddress> address(String text) {
        try {
            return Optional.of(new MailAddress(text));
        } catch (MessagingException e) {
            LOGGER.warn("fromRewrite={} is no address for James: nobody is told in the place of the sender", text, e);
            return Optional.empty();
        }
    }
}
