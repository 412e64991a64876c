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

import javax.mail.MessagingException;
import javax.mail.internet.MimeUtility;

/**
 * The part of a notice that shows which message it is about: the whole (RFC 3464 §2), or its header alone (RFC 6522 §3).
 *
 * <p>The whole goes as it came, streamed, never held in memory. What another server might not take within a notice goes as its header alone: a message that is larger
 * than asked for, that has 8-bit characters in its header (which only {@code message/global} may have), a NUL, or a line of more than 998 octets.
 */
final class ReturnedMessage {
    private static final int BUFFER = 16_384;
    private static final int LARGEST_HEADER = 65_536;
    private static final int LONGEST_LINE = 998;

    /** Opens the message anew, from its first octet. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException, MessagingException;
    }

    private final Source source;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    private boolean headerEnded;
    private boolean eightBitHeader;
    private boolean eightBit;
    private boolean awkward;
    private long size;
    private int column;

    private ReturnedMessage(Source source) {
        this.source = source;
    }

    /**
     * Reads the message once, as far as needed.
     *
     * @param largest the octets of a message that is returned as a whole; 0 for the header alone
     */
    static ReturnedMessage of(Source source, long largest) throws IOException, MessagingException {
        ReturnedMessage message = new ReturnedMessage(source);
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = source.open()) {
            for (int read = in.read(buffer); read >= 0 && !message.isSettled(); read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    message.add(buffer[i]);
                }
                message.size += read;
                message.awkward |= message.size > largest;
            }
        }
        return message;
    }

    /** Whether there is nothing to show. */
    boolean isEmpty() {
        return isWhole() ? size == 0 : header.size() == 0;
    }

    /** Whether the part has octets with their eighth bit set. */
    boolean isEightBit() {
        return isWhole() && eightBit;
    }

    boolean isWhole() {
        return !awkward && !eightBitHeader;
    }

    /** The part with its own header. The line end before a boundary is none of it (RFC 2046 §5.1.1). */
    InputStream open() throws IOException, MessagingException {
        if (isWhole()) {
            return new SequenceInputStream(bytes("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: " + (eightBit ? "8bit" : "7bit") + "\r\n\r\n"), source.open());
        }
        ByteArrayOutputStream part = new ByteArrayOutputStream(header.size() + 256);
        part.writeBytes(ascii("Content-Type: text/rfc822-headers; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"));
        try (OutputStream out = MimeUtility.encode(part, "quoted-printable")) {
            header.writeTo(out);
        }
        return new ByteArrayInputStream(part.toByteArray());
    }

    private boolean isSettled() {
        return headerEnded && (awkward || eightBitHeader);
    }

    private void add(byte octet) {
        if (octet == '\n') {
            headerEnded |= column == 0;
            endLine();
            column = 0;
        } else if (octet != '\r') {
            awkward |= octet == 0 || ++column > LONGEST_LINE;
            eightBit |= octet < 0;
            if (!headerEnded) {
                eightBitHeader |= octet < 0;
                header.write(octet == 0 ? '?' : octet);
                headerEnded = header.size() >= LARGEST_HEADER;
            }
        }
    }

    private void endLine() {
        if (!headerEnded) {
            header.write('\r');
            header.write('\n');
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(ascii(text));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
