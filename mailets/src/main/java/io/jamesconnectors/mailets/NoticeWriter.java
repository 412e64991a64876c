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
import java.time.Clock;
import java.util.List;

import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;

import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.mailets.notice.Action;
import io.jamesconnectors.mailets.notice.Notice;
import io.jamesconnectors.smtp.wire.ReturnContent;

/** Writes notices, and puts them on their way to the senders: from nobody, as a mail of its own that has none of the attributes of the other. */
final class NoticeWriter {
    private static final Logger LOGGER = LoggerFactory.getLogger("io.jamesconnectors.delivery");

    /** Whether the sender has been told. */
    enum Told {
        /** A notice is on its way. */
        YES,
        /** The sender wants to hear nothing of these recipients. */
        NOT_WANTED,
        /** The mail has no sender, or is a notice itself. */
        NOT_POSSIBLE
    }

    private final MailetContext context;
    private final String heloName;
    private final long largestReturned;
    private final Clock clock;

    /**
     * @param heloName what we call ourselves in notices of mail that does not say it
     * @param largestReturned the octets of a message that is returned as a whole
     */
    NoticeWriter(MailetContext context, String heloName, long largestReturned, Clock clock) {
        this.context = context;
        this.heloName = heloName;
        this.largestReturned = largestReturned;
        this.clock = clock;
    }

    /**
     * Tells the sender of {@code mail} what has become of its recipients, all of them in one notice.
     *
     * @throws MessagingException when the message can't be read, or James did not take the notice
     */
    Told tell(Mail mail) throws MessagingException {
        if (!mail.hasSender()) {
            return Told.NOT_POSSIBLE;
        }
        MimeMessage about = mail.getMessage();
        if (about == null) {
            throw new MessagingException("mail " + mail.getName() + ": no message (expected: the one that the notice is about)");
        }
        if (Notice.isNotice(about)) {
            return Told.NOT_POSSIBLE;
        }
        NoticeFacts facts = NoticeFacts.of(mail, heloName);
        DsnWishes wishes = DsnWishes.of(mail);
        List<MailAddress> recipients = mail.getRecipients().stream().filter(recipient -> facts.isWanted(wishes.of(recipient))).toList();
        if (recipients.isEmpty()) {
            return Told.NOT_WANTED;
        }
        boolean whole = facts.action() == Action.FAILED && wishes.message().content().filter(ReturnContent.HDRS::equals).isEmpty()
            && AttributeUtils.getValueAndCastFromMail(mail, MailAttributes.NOTICE_HEADER_ONLY, Boolean.class).isEmpty();
        MailAddress sender = mail.getMaybeSender().get();
        String name = MailImpl.getId();
        try (InputStream notice = new Notice(facts.report(mail, recipients), about, whole ? largestReturned : 0).open(from(), Recipients.address(sender), clock.instant())) {
            send(name, sender, notice);
        } catch (IOException e) {
            throw new MessagingException("mail " + mail.getName() + ": can't be read for a notice", e);
        }
        LOGGER.info("mail={} notice={} action={} recipients={}", mail.getName(), name, facts.action().word(), recipients);
        return Told.YES;
    }

    private void send(String name, MailAddress to, InputStream notice) throws MessagingException {
        MailImpl mail = MailImpl.builder().name(name).sender(MailAddress.nullSender()).addRecipient(to).build();
        try {
            mail.setMessageNoCopy(new MimeMessageWrapper(MimeMessageInputStreamSource.create(name, notice)));
            context.sendMail(mail);
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }

    private String from() {
        MailAddress postmaster = context.getPostmaster();
        return postmaster == null ? "postmaster@" + heloName : Recipients.address(postmaster);
    }
}
