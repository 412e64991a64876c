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
import io.jamesconnectors.smtp.mime.EightBitScan;

/**
 * The bytes of a mail as James stores them. An unmodified message is streamed from its source and never parsed or written anew, so that its
 * signatures (DKIM) stay valid; each {@link #open} starts from the first byte.
 *
 * <p>It is read through once before it is sent: what James says of its size may be an estimate, and a source that somebody has disposed of may
 * give nothing at all. So the size is what was counted, every later reading must have it, and a message without a byte is none.
 */
final class MailBody implements Body {
    private static final int BUFFER = 65_536;

    private final MimeMessage message;
    private final long size;
    private final EightBitScan scan;

    private MailBody(MimeMessage message, long size, EightBitScan scan) {
        this.message = message;
        this.size = size;
        this.scan = scan;
    }

    /**
     * Reads the message once.
     *
     * @throws MessagingException when there is none
     * @throws IOException when it can't be read, or is empty
     */
    static MailBody of(Mail mail) throws MessagingException, IOException {
        MimeMessage message = mail.getMessage();
        if (message == null) {
            throw new MessagingException("mail " + mail.getName() + ": no message (expected: headers and body)");
        }
        long size = 0;
        EightBitScan scan = new EightBitScan();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = new MimeMessageInputStream(message)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                scan.add(buffer, read);
            }
        }
        if (size == 0) {
            throw new IOException("mail " + mail.getName() + ": an empty message (expected: headers and body)");
        }
        return new MailBody(message, size, scan);
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

    /** Whether any byte has its eighth bit set, which must be declared in MAIL (RFC 6152). */
    boolean isEightBit() {
        return scan.needsEightBitMime();
    }
}
