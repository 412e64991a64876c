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
package io.jamesconnectors.smtp.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SevenBitTest {
    private static final String MIXED = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n";
    private static final String EIGHT_BIT = lines("", "café");

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String converted(String message) throws IOException, NotConvertible {
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        SevenBit sevenBit = SevenBit.of(() -> new ByteArrayInputStream(octets));
        try (InputStream in = sevenBit.convert(new ByteArrayInputStream(octets))) {
            byte[] made = in.readAllBytes();
            assertThat(sevenBit.size()).isEqualTo(made.length);
            return new String(made, StandardCharsets.US_ASCII);
        }
    }

    @Test
    void textBecomesQuotedPrintable() throws Exception {
        assertThat(converted(lines("Subject: a", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "",
            "Grüße = greetings, in a line that is long enough to need a soft break somewhere in it ", ".", "plain")))
            .isEqualTo(lines("Subject: a", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
                "Gr=C3=BC=C3=9Fe =3D greetings, in a line that is long enough to need a soft=", " break somewhere in it=20", ".", "plain"));
    }

    @Test
    void whatIsMostlyEightBitBecomesBase64() throws Exception {
        assertThat(converted(lines("Content-Type: application/octet-stream", "MIME-Version: 1.0", "Content-Transfer-Encoding: binary", "", "äöü")))
            .isEqualTo(lines("Content-Type: application/octet-stream", "MIME-Version: 1.0", "Content-Transfer-Encoding: base64", "", "w6TDtsO8DQo=").stripTrailing());
    }

    @Test
    void onlyThePartThatNeedsItIsChangedAndTheMultipartAnnouncesSevenBits() throws Exception {
        assertThat(converted(lines("MIME-Version: 1.0", "Content-Type: multipart/mixed;", "\tboundary=\"b 1\"", "Content-Transfer-Encoding: 8bit", "", "preamble", "--b 1",
            "Content-Type: text/html", "", "<p>café and quite some text behind it</p>", "--b 1  ", "X-Odd:   kept", "", "plain", "", "--b 1--", "epilogue")))
            .isEqualTo(lines("MIME-Version: 1.0", "Content-Type: multipart/mixed;", "\tboundary=\"b 1\"", "Content-Transfer-Encoding: 7bit", "", "preamble", "--b 1",
                "Content-Type: text/html", "Content-Transfer-Encoding: quoted-printable", "", "<p>caf=C3=A9 and quite some text behind it</p>", "--b 1  ", "X-Odd:   kept",
                "", "plain", "", "--b 1--", "epilogue"));
    }

    @Test
    void aMessageWithinIsWalkedThrough() throws Exception {
        assertThat(converted(lines("MIME-Version: 1.0", "Content-Type: multipart/digest; boundary=x", "", "--x", "", "Subject: inner", "", "café and quite some text", "--x--")))
            .isEqualTo(lines("MIME-Version: 1.0", "Content-Type: multipart/digest; boundary=x", "", "--x", "", "Subject: inner", "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=unknown-8bit", "Content-Transfer-Encoding: quoted-printable", "", "caf=C3=A9 and quite some text", "--x--"));
    }

    @Test
    void aMessageWithoutMimeHeaderGetsOne() throws Exception {
        assertThat(converted(lines("Subject: a", "", "café and quite some text"))).isEqualTo(lines("Subject: a", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=unknown-8bit", "Content-Transfer-Encoding: quoted-printable", "", "caf=C3=A9 and quite some text"));
    }

    static Stream<Arguments> unconvertible() {
        return Stream.of(
            Arguments.of("dkim-signature", "DKIM-Signature: v=1\r\n" + EIGHT_BIT),
            Arguments.of("dkim-signature", MIXED + lines("", "--x", "Content-Type: message/rfc822", "", "DKIM-Signature: v=1", "", "café", "--x--")),
            Arguments.of("arc-message-signature", "ARC-Message-Signature: i=1\r\n" + EIGHT_BIT),
            Arguments.of("multipart/signed", "MIME-Version: 1.0\r\nContent-Type: multipart/SIGNED; boundary=x\r\n" + lines("", "--x", "", "café", "--x--")),
            Arguments.of("multipart/encrypted", MIXED + lines("", "--x", "Content-Type: multipart/encrypted; boundary=y", "", "--y", "", "a", "--y--", "--x", "", "café", "--x--")),
            Arguments.of("application/pkcs7-mime", "Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n" + EIGHT_BIT),
            Arguments.of("8-bit octets (expected: ASCII)", "Subject: café\r\n" + EIGHT_BIT),
            Arguments.of("8-bit octets (expected: ASCII)", MIXED + lines("", "--x", "Content-Disposition: attachment; filename=café", "", "café", "--x--")),
            Arguments.of("between its parts", MIXED + lines("", "café", "--x", "", "a", "--x--")),
            Arguments.of("an encoded body", "Content-Transfer-Encoding: quoted-printable\r\n" + EIGHT_BIT),
            Arguments.of("an encoded body", "Content-Transfer-Encoding: x-uuencode\r\n" + EIGHT_BIT),
            Arguments.of("of a composite", "Content-Transfer-Encoding: base64\r\n" + MIXED + lines("", "--x", "", "é", "--x--")),
            Arguments.of("a report", "Content-Type: message/delivery-status\r\n" + EIGHT_BIT),
            Arguments.of("2 fields", "Content-Type: text/plain\r\nContent-type: text/html\r\n" + EIGHT_BIT),
            Arguments.of("2 fields", "Content-Transfer-Encoding: 8bit\r\nContent-Transfer-Encoding: base64\r\n" + EIGHT_BIT),
            Arguments.of("given twice", "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x; boundary=y\r\n" + EIGHT_BIT),
            Arguments.of("in pieces", "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary*0=x\r\n" + EIGHT_BIT),
            Arguments.of("without a usable boundary", "MIME-Version: 1.0\r\nContent-Type: multipart/mixed\r\n" + EIGHT_BIT),
            Arguments.of("parameters can't be read", "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; (a) boundary=x\r\n" + EIGHT_BIT),
            Arguments.of("can't be read", "Content-Type: text\r\n" + EIGHT_BIT),
            Arguments.of("no end (expected: a closing delimiter)", MIXED + lines("", "--x", "", "café")),
            Arguments.of("header has no end", MIXED + lines("", "--x", "Subject: a", "--x--")),
            Arguments.of("a delimiter for one reader", MIXED + lines("", "--x", "", "café", "--xy", "--x--")),
            Arguments.of("a delimiter for one reader", MIXED + lines("", "--x", "Content-Type: multipart/mixed; boundary=xy", "", "--xy", "", "café", "--xy--", "--x--")),
            Arguments.of("out of turn", MIXED + lines("", "--x", "Content-Type: multipart/mixed; boundary=y", "", "--y", "", "café", "--x--")),
            Arguments.of("mime-version", "Content-Type: multipart/mixed; boundary=x\r\n" + lines("", "--x", "", "café", "--x--")),
            Arguments.of("no field", "no field at all\r\n" + EIGHT_BIT),
            Arguments.of("begins with a fold", " folded: yes\r\n" + EIGHT_BIT),
            Arguments.of("no end (expected: an empty line)", "Subject: a\r\n"),
            Arguments.of("more than 262144 octets", ("X: " + "y".repeat(900) + "\r\n").repeat(300) + EIGHT_BIT),
            Arguments.of("nested deeper", "MIME-Version: 1.0\r\n" + "Content-Type: message/rfc822\r\n\r\nMIME-Version: 1.0\r\n".repeat(31) + EIGHT_BIT));
    }

    @ParameterizedTest
    @MethodSource("unconvertible")
    void whatIsSignedOrAmbiguousIsLeftAlone(String reason, String message) {
        assertThatThrownBy(() -> converted(message)).isInstanceOfSatisfying(NotConvertible.class, no -> assertThat(no.reason()).contains(reason));
    }

    @Test
    void aLineWithoutEndIsNeverHeldWhole() throws Exception {
        long size = 20L << 20;
        SevenBit sevenBit = SevenBit.of(() -> new EndlessLine(size));
        long read = 0;
        byte[] block = new byte[8_192];
        try (InputStream in = sevenBit.convert(new EndlessLine(size))) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                read += count;
            }
        }
        assertThat(read).isEqualTo(sevenBit.size()).isGreaterThan(size);
    }

    @Test
    void aMessageThatChangesBetweenTwoReadingsIsNoMessage() throws Exception {
        byte[] first = lines("Subject: a", "", "café").getBytes(StandardCharsets.UTF_8);
        SevenBit sevenBit = SevenBit.of(() -> new ByteArrayInputStream(first));
        byte[] second = (MIXED + lines("", "--x", "", "a", "--x--")).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> sevenBit.convert(new ByteArrayInputStream(second)).readAllBytes()).isInstanceOf(IOException.class).hasMessageContaining("changed between two readings");
    }

    /** A header, and {@code size} octets of 0xE4 without a line end. */
    private static final class EndlessLine extends InputStream {
        private final byte[] header = "Subject: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        private final long size;
        private long position;

        private EndlessLine(long size) {
            this.size = size;
        }

        @Override
        public int read() {
            if (position == header.length + size) {
                return -1;
            }
            position++;
            return position <= header.length ? header[(int) position - 1] : 0xe4;
        }
    }
}
