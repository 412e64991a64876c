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

import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;

import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.mailet.Mail;

import io.jamesconnectors.smtp.delivery.Body;

/**
 * The bytes of a mail as James stores them. An unmodified message is streamed from its source and never parsed or written anew, so that its
 * signatures (DKIM) stay valid; each {@link #open} starts from the first byte.
 */
final class MailBody implements Body {
    private static final int BUFFER = 8_192;

    private final MimeMessage message;
    private final long size;

    private MailBody(MimeMessage message, long size) {
        this.message = message;
        this.size = size;
    }

    static MailBody of(Mail mail) throws MessagingException {
        MimeMessage message = mail.getMessage();
        if (message == null) {
            throw new MessagingException("mail " + mail.getName() + ": no message (expected: headers and body)");
        }
        return new MailBody(message, mail.getMessageSize());
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() throws IOException {
        try {
            return new MimeMessageInputStream(message);
        } catch (MessagingException e) {
            throw new IOException("message: can't be read", e);
        }
    }

    /**
     * Whether any byte has its eighth bit set, which must be declared in MAIL (RFC 6152). Reads up to the first such byte.
     *
     * @throws IOException when the message can't be read
     */
    boolean isEightBit() throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] < 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
