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

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import javax.mail.MessagingException;

import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.Mail;

/** Mails for tests. */
final class Mails {
    static final String MESSAGE = "Subject: hello\r\nFrom: alice@ours.test\r\n\r\nHello.\r\n";

    private Mails() {
    }

    static MailImpl mail(String... recipients) {
        return of(MESSAGE.getBytes(StandardCharsets.US_ASCII), recipients);
    }

    static MailImpl withoutSender(String... recipients) {
        MailImpl mail = mail(recipients);
        mail.setSender(null);
        return mail;
    }

    static MailImpl of(byte[] message, String... recipients) {
        try {
            MailImpl mail = MailImpl.builder().name("mail-1").sender("alice@ours.test").addRecipients(recipients).state(Mail.TRANSPORT).build();
            mail.setMessageNoCopy(new MimeMessageWrapper(MimeMessageInputStreamSource.create("test", new ByteArrayInputStream(message))));
            return mail;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> recipients(Mail mail) {
        return mail.getRecipients().stream().map(MailAddress::asString).toList();
    }
}
